import type { ComponentChildren } from 'preact';
import { ChangeProblem } from '../parts/change-problem.js';
import type { Change } from '../server/changes.js';
import { useTexts } from '../text/reader.js';
import { Dialog } from './dialog.js';

interface FormDialogProps {
  readonly title: string;
  readonly children: ComponentChildren;
  readonly change: Change;
  /** What is wrong, when no field tells it. */
  readonly error: unknown;
  readonly sentences?: Readonly<Record<string, string>>;
  /** Undefined while a field lacks its value: then the fields say so. */
  readonly work: () => (() => Promise<unknown>) | undefined;
  readonly close: () => void;
}

/** A form in front of the page. It closes when the change is saved. */
export function FormDialog({ title, children, change, error, sentences = {}, work, close }: FormDialogProps) {
  const { text } = useTexts();
  const save = async () => {
    const asked = work();
    if (asked && (await change.run(asked))) close();
  };
  return (
    <Dialog title={title} close={close}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        {children}
        <ChangeProblem error={error} sentences={{ limit_reached: text('change.full'), ...sentences }} />
        <div class="when">
          <button type="submit" disabled={change.isBusy}>
            {text('change.save')}
          </button>
          <button type="button" onClick={close}>
            {text('change.cancel')}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

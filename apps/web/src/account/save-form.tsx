import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { ChangeProblem } from '../parts/change-problem.js';
import type { Change } from '../server/changes.js';
import { useTexts } from '../text/reader.js';

interface SaveFormProps {
  readonly change: Change;
  readonly work: () => Promise<unknown>;
  readonly children: ComponentChildren;
  /** The words on the button. */
  readonly act?: string;
  /** Whether nothing differs from what is saved. */
  readonly isSame?: boolean;
}

/** A form with one button that saves it, and says that it did. */
export function SaveForm({ change: { error, isBusy, run }, work, children, act, isSame = false }: SaveFormProps) {
  const { text } = useTexts();
  const [isSaved, setSaved] = useState(false);
  return (
    <form
      class="account-form"
      onInput={() => setSaved(false)}
      onSubmit={(event) => {
        event.preventDefault();
        void run(work).then(setSaved);
      }}
    >
      {children}
      <ChangeProblem error={error} />
      <button type="submit" disabled={isBusy || isSame}>
        {act ?? text('change.save')}
      </button>{' '}
      <span role="status" class="quiet">
        {isSaved ? text('change.saved') : ''}
      </span>
    </form>
  );
}

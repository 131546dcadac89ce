import type { ComponentChildren } from 'preact';
import { ChangeProblem } from '../parts/change-problem.js';
import { type Change, useChange } from '../server/changes.js';
import { useTexts } from '../text/reader.js';
import { Dialog } from './dialog.js';

interface AskedProps {
  readonly title: string;
  /** What will happen, so that a person can decide. */
  readonly children?: ComponentChildren;
  /** The word on the button that does it, such as "Revoke the key". */
  readonly act: string;
  readonly work: () => Promise<unknown>;
  readonly close: () => void;
}

/** Asks before something is done. `changes` names the answers that are read again afterwards. */
export function Confirm({ changes, ...asked }: AskedProps & { readonly changes: readonly string[] }) {
  return <ConfirmChange {...asked} change={useChange(...changes)} />;
}

/** Asks before something is done, with a change of the page, as one that needs the password. */
export function ConfirmChange({ title, children, act, change, work, close }: AskedProps & { readonly change: Change }) {
  const { text } = useTexts();
  const doIt = async () => {
    if (await change.run(work)) close();
  };
  return (
    <Dialog title={title} close={close}>
      {children}
      <ChangeProblem error={change.error} />
      <div class="when">
        <button type="button" class="danger" disabled={change.isBusy} onClick={() => void doIt()}>
          {act}
        </button>
        <button type="button" onClick={close}>
          {text('change.cancel')}
        </button>
      </div>
    </Dialog>
  );
}

import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import type { Change } from '../server/changes.js';
import { useTexts } from '../text/reader.js';
import { ChangeProblem } from './change-problem.js';

interface ConfirmProps {
  readonly title: string;
  /** What will happen, so that a person can decide. */
  readonly children?: ComponentChildren;
  /** The word on the button that does it, such as "Revoke the key". */
  readonly act: string;
  readonly change: Change;
  readonly work: () => Promise<unknown>;
  readonly close: () => void;
}

/** Asks before something is done that cannot be taken back. */
export function Confirm({ title, children, act, change, work, close }: ConfirmProps) {
  const { text } = useTexts();
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => dialog.current?.showModal(), []);
  const doIt = async () => {
    if (await change.run(work)) close();
  };
  return (
    <dialog ref={dialog} onClose={close} aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
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
    </dialog>
  );
}

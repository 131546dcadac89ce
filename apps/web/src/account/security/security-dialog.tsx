import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { Dialog } from '../../forms/dialog.js';
import { ChangeProblem } from '../../parts/change-problem.js';
import { useServer } from '../../server/answers.js';
import type { Change } from '../../server/changes.js';
import { useTexts } from '../../text/reader.js';
import { TEXTS } from './texts.js';

interface SecurityDialogProps {
  readonly title: string;
  /** The word on the button that sends the form. */
  readonly act: string;
  readonly change: Pick<Change, 'error' | 'isBusy'>;
  /** Sends the form. Answers whether all is done, so the dialog closes. */
  readonly send: () => Promise<boolean>;
  readonly close: () => void;
  readonly children: ComponentChildren;
}

/**
 * A form of the security page, in a dialog. When the title changes, another step has begun, and the
 * title gets the focus. What was typed stays until the person closes it.
 */
export function SecurityDialog({ title, act, change, send, close, children }: SecurityDialogProps) {
  const { text } = useTexts(TEXTS);
  const { email } = useServer();
  const sentences = useRefusals();
  const form = useRef<HTMLFormElement>(null);
  const shownTitle = useRef(title);
  useEffect(() => {
    if (title === shownTitle.current) return;
    shownTitle.current = title;
    const heading = form.current?.parentElement?.querySelector('h2');
    if (!heading) return;
    // Only now: a dialog that opens gives the focus to what takes it first.
    heading.tabIndex = -1;
    heading.focus();
  }, [title]);
  return (
    <Dialog title={title} close={close} class="security">
      <form
        ref={form}
        onSubmit={(event) => {
          event.preventDefault();
          void send().then((isDone) => isDone && close());
        }}
      >
        {/* Password managers look for it. */}
        <input type="text" name="username" autocomplete="username" value={email} hidden readOnly />
        {children}
        <ChangeProblem error={change.error} sentences={sentences} />
        <div class="when">
          <button type="submit" disabled={change.isBusy}>
            {act}
          </button>
          <button type="button" onClick={close}>
            {text('change.cancel')}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

const REFUSALS = [
  ...(['wrong_password', 'wrong_code', 'rate_limit_exceeded', 'unknown_offer', 'second_factor_on'] as const),
  ...(['second_factor_off', 'invalid_email', 'no_mail', 'wrong_passkey', 'unknown_passkey', 'passkey_exists'] as const),
  ...(['no_passkey', 'invalid_name', 'limit_reached', 'weak_password'] as const),
];

/** Why the server refuses a change of this page, in the language of the reader. */
export function useRefusals(): Readonly<Record<string, string>> {
  const { text } = useTexts(TEXTS);
  return Object.fromEntries(REFUSALS.map((code) => [code, text(`refused.${code}`)]));
}

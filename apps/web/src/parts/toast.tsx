import { useTexts } from '../text/reader.js';

interface ToastProps {
  /** What was done. Empty: nothing to say. */
  readonly sentence: string;
  /** What can be done about it, such as to take it back. */
  readonly act?: { readonly name: string; readonly run: () => void };
  readonly close: () => void;
}

/**
 * Says at the lower edge what was just done, and offers to take it back. It stays until the next
 * change, or until it is closed, so that a slow reader can reach the button.
 */
export function Toast({ sentence, act, close }: ToastProps) {
  const { text } = useTexts();
  return (
    <div role="status" class={sentence === '' ? 'hidden' : 'toast'}>
      {sentence !== '' && (
        <>
          <span>{sentence}</span>
          {act && (
            <button type="button" onClick={act.run}>
              {act.name}
            </button>
          )}
          <button type="button" class="plain" aria-label={text('toast.close')} onClick={close}>
            ×
          </button>
        </>
      )}
    </div>
  );
}

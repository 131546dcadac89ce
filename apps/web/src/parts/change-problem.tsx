import { TimeledgerError } from '@app/client';
import { signInAddress } from '../server/session.js';
import { useTexts } from '../text/reader.js';

/**
 * Why a change did not work, beside the form that asked for it. A code that `sentences` names is
 * told in its words, any other in the server's.
 */
export function ChangeProblem({
  error,
  sentences = {},
  id,
}: {
  error: unknown;
  sentences?: Readonly<Record<string, string>>;
  id?: string;
}) {
  const { text } = useTexts();
  if (error === undefined) return null;
  if (error instanceof TimeledgerError && error.code === 'not_signed_in')
    return (
      <p id={id} class="bad" role="alert">
        {text('change.signedOut')}{' '}
        <a href={signInAddress('/day')} target="_blank" rel="noopener">
          {text('change.signIn')}
        </a>
        . {text('change.thenAgain')}
      </p>
    );
  return (
    <p id={id} class="bad" role="alert">
      {sentenceFor(error) ?? text('problem.unreachable')}
    </p>
  );

  function sentenceFor(refusal: unknown): string | undefined {
    if (!(refusal instanceof TimeledgerError) || refusal.status === 0) return undefined;
    if (refusal.code === 'other_person') return text('change.otherPerson');
    return sentences[refusal.code] ?? refusal.message;
  }
}

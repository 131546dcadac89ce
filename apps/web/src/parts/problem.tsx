import { TimeledgerError } from '@app/client';
import { useTexts } from '../text/reader.js';

/** What went wrong, in the server's own sentence when it has one. */
export function Problem({ error, again }: { error: unknown; again?: () => void }) {
  const { text } = useTexts();
  const isRefused = error instanceof TimeledgerError && error.status > 0;
  return (
    <div class="notice" role="alert">
      <strong>{text('problem.title')}</strong>
      <p>{isRefused ? error.message : text('problem.unreachable')}</p>
      {again && (
        <button type="button" onClick={again}>
          {text('problem.again')}
        </button>
      )}
    </div>
  );
}

import { useTexts } from '../text/reader.js';
import { Problem } from './problem.js';

interface AnswerStateProps {
  readonly data: unknown;
  readonly error: unknown;
  readonly refetch: () => Promise<unknown>;
}

/** Why an answer is not there, or is not the newest one: it is on its way, or it did not come. */
export function AnswerState({ data, error, refetch }: AnswerStateProps) {
  const { text } = useTexts();
  if (error) return <Problem error={error} again={() => void refetch()} />;
  return data === undefined ? <p class="quiet">{text('loading')}</p> : null;
}

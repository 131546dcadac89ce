import { AnswerState } from '../parts/answer-state.js';
import { Card } from '../parts/card.js';
import { at } from '../server/address.js';
import { useTexts } from '../text/reader.js';
import { useFocus } from './focus-answer.js';
import { FocusControl } from './focus-control.js';
import { TEXTS } from './texts.js';

/** Focus on the page of today. */
export function FocusCard() {
  const { text } = useTexts(TEXTS);
  const { data, error, refetch } = useFocus();
  return (
    <Card title={text('focus.title')}>
      <AnswerState {...{ data, error, refetch }} />
      {data && <FocusControl focus={data} again={() => void refetch()} />}
      <p class="after">
        <a href={at('/focus')}>{text('focus.more')}</a>
      </p>
    </Card>
  );
}

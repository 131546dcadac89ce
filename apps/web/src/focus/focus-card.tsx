import { Card } from '../parts/card.js';
import { at } from '../server/address.js';
import { useTexts } from '../text/reader.js';
import { useFocus } from './focus-answer.js';
import { FocusControl } from './focus-control.js';
import { TEXTS } from './texts.js';

/** Focus on the page of today. */
export function FocusCard() {
  const { text } = useTexts(TEXTS);
  const { data, refetch } = useFocus();
  return (
    <Card title={text('focus.title')}>
      {data ? <FocusControl focus={data} again={() => void refetch()} /> : <p class="quiet">{text('loading')}</p>}
      <p class="after">
        <a href={at('/focus')}>{text('focus.more')}</a>
      </p>
    </Card>
  );
}

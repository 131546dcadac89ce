import './first-start.css';
import { Card } from '../parts/card.js';
import { CopyText } from '../parts/copy-text.js';
import { at } from '../server/address.js';
import { useTexts } from '../text/reader.js';
import { RecordComputer } from './record-computer.js';
import { TEXTS } from './texts.js';

/** What to do with an account without any time. */
export function NextSteps() {
  const { text } = useTexts(TEXTS);
  return (
    <>
      <p>{text('welcome.what')}</p>
      <div class="steps">
        <Card title={text('record.title')}>
          <RecordComputer />
        </Card>
        <Card title={text('history.title')}>
          <p>{text('history.what')}</p>
          <a class="button" href={at('/me/import')}>
            {text('history.open')}
          </a>
        </Card>
        <Card title={text('sample.title')}>
          <p>{text('sample.what')}</p>
          <CopyText label={text('sample.command')} value="npm run demo" />
        </Card>
      </div>
    </>
  );
}

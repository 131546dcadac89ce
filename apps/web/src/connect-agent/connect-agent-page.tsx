import './connect-agent.css';
import { useState } from 'preact/hooks';
import { Card } from '../parts/card.js';
import { useTitle } from '../parts/use-title.js';
import { at } from '../server/address.js';
import { useTexts } from '../text/reader.js';
import { askedIn } from './asked.js';
import { FromThisMachine } from './from-this-machine.js';
import { TEXTS } from './texts.js';
import { TypedCode } from './typed-code.js';

/**
 * The page on which a person lets an agent record. An agent on this machine opens it with a query.
 * Without one, the person types the code that an agent shows. No address takes that code.
 */
export function ConnectAgentPage() {
  const { text } = useTexts(TEXTS);
  const [query] = useState(() => location.search);
  const outcome = new URLSearchParams(query).get('outcome');
  const asked = askedIn(query);
  useTitle(text('title'));
  return (
    <div class="connect-agent">
      <h1>{text('title')}</h1>
      {outcome !== null && <Outcome isDone={outcome === 'done'} />}
      {outcome === null && asked === 'broken' && <p class="bad">{text('broken')}</p>}
      {outcome === null && typeof asked === 'object' && <FromThisMachine asked={asked} />}
      {outcome === null && asked === undefined && <TypedCode />}
    </div>
  );
}

/** The agent leads the browser here after it has its key, or has none. */
function Outcome({ isDone }: { isDone: boolean }) {
  const { text } = useTexts(TEXTS);
  return (
    <Card title={text(isDone ? 'done' : 'failed')}>
      <p>{text(isDone ? 'doneWhat' : 'failedWhat')}</p>
      <a class="button" href={at(isDone ? '/day' : '/me/keys')}>
        {text(isDone ? 'toDay' : 'toKeys')}
      </a>
    </Card>
  );
}

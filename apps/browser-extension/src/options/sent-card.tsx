import { useEffect, useState } from 'preact/hooks';
import { ask } from '../parts/ask.js';
import { exactClockText, text } from '../parts/texts.js';
import type { Sent } from '../ways/sent-log.js';

/** What left the browser last, letter by letter. */
export function SentCard() {
  const [sent, setSent] = useState<readonly Sent[] | 'loading' | 'failed'>('loading');
  const read = () =>
    void ask('sent', {}).then(
      ({ sent: list }) => setSent(list),
      () => setSent('failed'),
    );
  useEffect(read, []);
  return (
    <section class="card">
      <header>
        <h2>{text('sentLast')}</h2>
        <button class="plain" onClick={read}>
          {text('refresh')}
        </button>
      </header>
      {typeof sent === 'string' ? (
        <p role="status">{text(sent === 'loading' ? 'loading' : 'no_background')}</p>
      ) : sent.length === 0 ? (
        <p class="quiet">{text('sentNothing')}</p>
      ) : (
        <ol class="sent">
          {sent.map(({ at, to, text: body }) => (
            <li key={`${at}${body}`}>
              <span class="quiet">
                {exactClockText(at)}, {text(`sentTo_${to}`)}
              </span>
              <code tabIndex={0} dir="ltr">
                {body}
              </code>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}

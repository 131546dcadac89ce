import { useEffect, useState } from 'preact/hooks';
import { ask } from '../parts/ask.js';
import { clockText, durationText, keyOf, numberText, text } from '../parts/texts.js';
import type { ShownSettings } from '../ways/questions.js';
import type { Shown } from '../ways/way.js';
import { api } from '../browser/web-extension.js';

const PAUSES_MINUTES = [15, 30, 60];
/** The popup is open for a moment only, but a person may leave it open. */
const AGAIN_MS = 5_000;

type State = 'loading' | 'failed' | { readonly shown: Shown; readonly settings: ShownSettings };

export function Popup() {
  const [state, setState] = useState<State>('loading');
  const read = async () => {
    const [shown, settings] = await Promise.all([ask('shown', {}), ask('settings', {})]);
    setState({ shown, settings });
  };
  useEffect(() => {
    const readAgain = () => void read().catch(() => setState('failed'));
    readAgain();
    const timer = setInterval(readAgain, AGAIN_MS);
    return () => clearInterval(timer);
  }, []);
  const act = (work: Promise<unknown>) => void work.then(read).catch(() => setState('failed'));
  return (
    <main class="popup">
      <header>
        <h1>{text('name')}</h1>
        <button class="plain" onClick={() => void api.runtime.openOptionsPage()}>
          {text('options')}
        </button>
      </header>
      {typeof state === 'string' ? (
        <p role="status">{text(state === 'loading' ? 'loading' : 'no_background')}</p>
      ) : (
        <>
          <Sentences shown={state.shown} settings={state.settings} />
          {hasTime(state.shown) && <Pausing shown={state.shown} act={act} />}
          <Sites shown={state.shown} />
        </>
      )}
    </main>
  );
}

const hasTime = ({ connection }: Shown): boolean =>
  connection === 'works' || connection === 'no-answer' || connection === 'key-refused';

const GOOD = new Set(['works', 'agent-here', 'not-paired', 'no-server-chosen']);

function Sentences({ shown, settings }: { shown: Shown; settings: ShownSettings }) {
  const { connection, focusEndsAt, waiting, lost } = shown;
  const sentence = connection === 'works' ? text(`works_${settings.mode}`) : text(keyOf(connection));
  const needsSettings = [
    'not-paired',
    'outdated-pairing',
    'no-longer-paired',
    'no-server-chosen',
    'agent-here',
    'key-refused',
  ];
  return (
    <>
      <p role="status" class={GOOD.has(connection) ? 'quiet' : 'bad'}>
        {sentence}
      </p>
      {needsSettings.includes(connection) && (
        <button class="primary" onClick={() => void api.runtime.openOptionsPage()}>
          {text(/pair/.test(connection) ? 'pairNow' : 'openSettings')}
        </button>
      )}
      {focusEndsAt !== null && <p>{text('focusUntil', clockText(focusEndsAt))}</p>}
      {waiting > 0 && connection !== 'works' && <p class="quiet">{text('waiting', numberText(waiting))}</p>}
      {lost > 0 && <p class="bad">{text('lost', numberText(lost))}</p>}
    </>
  );
}

function Pausing({ shown, act }: { shown: Shown; act: (work: Promise<unknown>) => void }) {
  const { isPaused, pausedUntil } = shown;
  if (isPaused)
    return (
      <>
        <h2>{pausedUntil === null ? text('paused') : text('pausedUntil', clockText(pausedUntil))}</h2>
        <div class="choices">
          <button class="primary" onClick={() => act(ask('resume', {}))}>
            {text('resume')}
          </button>
        </div>
      </>
    );
  return (
    <>
      <h2 id="pause">{text('pause')}</h2>
      <div class="choices" role="group" aria-labelledby="pause">
        {PAUSES_MINUTES.map((minutes) => (
          <button
            key={minutes}
            aria-label={text('pauseMinutes', numberText(minutes))}
            onClick={() => act(ask('pause', { minutes }))}
          >
            {text('minutes', numberText(minutes))}
          </button>
        ))}
      </div>
    </>
  );
}

function Sites({ shown: { top } }: { shown: Shown }) {
  const most = top[0]?.seconds ?? 0;
  return (
    <>
      <h2>{text('topSites')}</h2>
      {top.length === 0 ? (
        <p class="quiet">{text('noSites')}</p>
      ) : (
        <ol class="sites">
          {top.map(({ site, seconds }) => (
            <li key={site}>
              <span class="bar" style={{ width: `${(100 * seconds) / Math.max(1, most)}%` }} />
              <bdi title={site}>{site}</bdi>
              <span class="time">{durationText(seconds)}</span>
            </li>
          ))}
        </ol>
      )}
    </>
  );
}

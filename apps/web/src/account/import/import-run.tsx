import { useEffect, useRef, useState } from 'preact/hooks';
import { byteText } from '../../format/bytes.js';
import { ChangeProblem } from '../../parts/change-problem.js';
import { useServer } from '../../server/answers.js';
import { useChange } from '../../server/changes.js';
import { useTexts } from '../../text/reader.js';
import { useFreshSignIn } from '../fresh-change.js';
import type { HistoryFile } from './history-file.js';
import { RefusedLines } from './refused-lines.js';
import { NOTHING_SENT, sendHistory, type Sent } from './send-history.js';
import { TEXTS } from './texts.js';

type State = 'ready' | 'running' | 'done' | 'stopped' | 'failed';

interface ImportRunProps {
  readonly history: Extract<HistoryFile, { kind: 'export' | 'table' }>;
  /** Hears whether an import runs. */
  readonly runs: (isRunning: boolean) => void;
}

/** Sends one file, and says how far it is. */
export function ImportRun({ history, runs }: ImportRunProps) {
  const { text, locale } = useTexts(TEXTS);
  const { client } = useServer();
  const { fresh, again } = useFreshSignIn();
  const { error, run } = useChange('day', 'range', 'stored', 'devices');
  const [state, setState] = useState<State>('ready');
  const [sent, setSent] = useState<Sent>(NOTHING_SENT);
  const [waitSeconds, setWaitSeconds] = useState(0);
  const stopping = useRef<AbortController>(null);
  useEffect(() => () => stopping.current?.abort(), []);
  useAsksBeforeLeaving(state === 'running');
  const start = async () => {
    const controller = new AbortController();
    const { signal: stopped } = controller;
    stopping.current = controller;
    setState('running');
    setSent(NOTHING_SENT);
    runs(true);
    const sending = { client, fresh, told: setSent, waits: setWaitSeconds, stopped };
    const isDone = await run(() => sendHistory(history, sending));
    setState(stopped.aborted ? 'stopped' : isDone ? 'done' : 'failed');
    runs(false);
  };
  const { bytes, lines, refused, ...counts } = sent;
  const sizes = { sent: byteText(locale, bytes), size: byteText(locale, history.file.size) };
  return (
    <>
      {state !== 'ready' && (
        <div role="status">
          <progress max={Math.max(history.file.size, 1)} value={bytes} aria-label={text('import.running')} />
          <p>
            {text('import.progress', { ...sizes, lines })}{' '}
            {waitSeconds > 0 && text('import.waiting', { seconds: waitSeconds })}
          </p>
          <p>{text('import.counts', { ...counts, rejected: refused.length })}</p>
          {state !== 'running' && <p>{text(`import.${state}`)}</p>}
        </div>
      )}
      {state === 'failed' && <ChangeProblem error={error} />}
      <p class="choices">
        {state === 'running' ? (
          <button type="button" onClick={() => stopping.current?.abort()}>
            {text('import.stop')}
          </button>
        ) : (
          <button type="button" onClick={() => void start()}>
            {text('import.start')}
          </button>
        )}
      </p>
      {refused.length > 0 && <RefusedLines refused={refused} name={history.file.name} />}
      {again}
    </>
  );
}

/**
 * The browser asks before it leaves the page, so that no click on a link ends an import. A link to
 * another page of the application is followed by the browser then, as one to another site.
 */
function useAsksBeforeLeaving(isOn: boolean): void {
  useEffect(() => {
    if (!isOn) return undefined;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    const leaveToBrowser = (event: MouseEvent) => {
      if (event.target instanceof Element && event.target.closest('a')) event.stopPropagation();
    };
    addEventListener('beforeunload', ask);
    document.addEventListener('click', leaveToBrowser, true);
    return () => {
      removeEventListener('beforeunload', ask);
      document.removeEventListener('click', leaveToBrowser, true);
    };
  }, [isOn]);
}

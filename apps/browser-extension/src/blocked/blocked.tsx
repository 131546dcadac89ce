import { useEffect, useState } from 'preact/hooks';
import type { Block } from '../agent/agent-answers.js';
import { api } from '../browser/web-extension.js';
import { ask } from '../parts/ask.js';
import { Outcome } from '../parts/field.js';
import { clockText, text } from '../parts/texts.js';
import { useWork } from '../parts/use-work.js';

/** A session may be stopped early, by any device of the person. */
const AGAIN_MS = 5_000;
/** How long the browser gets to leave the page by its history. */
const LEAVING_MS = 500;

export interface BlockedProps {
  readonly tabId: number;
  /** The page that the person wanted. */
  readonly url: string;
  readonly block: Block;
}

export function Blocked({ tabId, url, block: { host, endsAt, mayExtend } }: BlockedProps) {
  const isOver = useIsOver(endsAt);
  const work = useWork(text('no_background'));
  const open = () => location.replace(url);
  const more = () =>
    work.start(async () => {
      const { isGiven } = await ask('more', { host });
      if (isGiven) open();
      return { text: isGiven ? '' : text('noMore'), isGood: isGiven };
    });
  return (
    <main class="blocked">
      <h1>
        <bdi>{text('blockedTitle', host)}</bdi>
      </h1>
      <p role="status">{isOver ? text('focusOver') : text('blockedWhy', clockText(endsAt))}</p>
      <div class="choices">
        <button class="primary" onClick={() => goBack(tabId)}>
          {text('back')}
        </button>
        {isOver ? (
          <button onClick={open}>{text('openSite', host)}</button>
        ) : (
          mayExtend && (
            <button disabled={work.isRunning} onClick={more}>
              {text('fiveMore')}
            </button>
          )
        )}
      </div>
      <Outcome work={work} />
    </main>
  );
}

function useIsOver(endsAt: number): boolean {
  const [isOver, setOver] = useState(Date.now() >= endsAt);
  useEffect(() => {
    const look = async () => {
      const { connection, focusEndsAt } = await ask('shown', {});
      setOver(Date.now() >= endsAt || (connection === 'works' && focusEndsAt === null));
    };
    const timer = setInterval(() => void look().catch(() => undefined), AGAIN_MS);
    return () => clearInterval(timer);
  }, [endsAt]);
  return isOver;
}

/** To the page before the blocked one. A tab that has none ends, and an empty one opens. */
function goBack(tabId: number): void {
  if (history.length > 2) history.go(-2);
  const timer = setTimeout(() => void api.tabs.create({}).then(() => api.tabs.remove(tabId)), LEAVING_MS);
  // The browser may keep this page, and show it again when the person goes forward.
  addEventListener('pagehide', () => clearTimeout(timer), { once: true });
}

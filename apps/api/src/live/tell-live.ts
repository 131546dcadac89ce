import { setTimeout as delay } from 'node:timers/promises';
import type { EventStream } from './event-stream.js';
import type { LiveWatch } from './live-watch.js';
import type { ToldChanges } from './untold-changes.js';

/** A sign of life follows the one before after so many ms, or sooner. */
const ALIVE_EVERY_MS = 10_000;
/** Changes within so many ms are told together. The first one is told at once. */
const TOGETHER_MS = 200;
/** A browser connects again after so many ms: not all at the same moment. */
const RETRY_MS = { least: 500, spread: 1_500 };

export interface Teller {
  /** What can be told now, and the position up to which all was told then. */
  readonly take: () => { readonly told: ToldChanges | undefined; readonly position: bigint };
  readonly idOf: (position: bigint) => string;
  /** The present day of the account. */
  readonly moment: () => Promise<object>;
  /** Whether changes are heard at all. */
  readonly isHearing: () => boolean;
  /** Whether the caller may still listen. */
  readonly isStill: () => Promise<boolean>;
  /** In how many ms the caller's credential expires. */
  readonly untilExpiryMs: () => number;
}

/**
 * Tells one listener of changes until the watch ends, the client is gone, or the caller loses its
 * access. Then the answer ends.
 */
export async function tellLive(stream: EventStream, watch: LiveWatch, teller: Teller): Promise<void> {
  await stream.begin(RETRY_MS.least + Math.round(Math.random() * RETRY_MS.spread));
  let aliveAt = 0;
  while (!watch.ended.aborted) {
    const isAliveDue = performance.now() >= aliveAt;
    if ((watch.mustCheck || isAliveDue || teller.untilExpiryMs() <= 0) && !(await isStill(watch, teller))) break;
    const { told, position } = teller.take();
    if (told) await stream.send({ event: 'change', id: teller.idOf(position), value: told });
    // A change of the account may be one of its zone.
    const mayHaveMoved = told?.all === true || told?.kinds.includes('account') === true;
    // Without signs of life a page knows that it may miss changes, and connects again.
    if ((isAliveDue && teller.isHearing()) || mayHaveMoved) {
      await stream.send({ event: 'alive', id: teller.idOf(position), value: await teller.moment() });
    }
    if (isAliveDue || mayHaveMoved) aliveAt = performance.now() + ALIVE_EVERY_MS;
    if (told) await delay(TOGETHER_MS, undefined, { signal: watch.ended }).catch(() => undefined);
    else await watch.wait(Math.max(0, Math.min(aliveAt - performance.now(), teller.untilExpiryMs())));
  }
  stream.end();
}

/** A store that does not answer ends the connection. The client comes back. */
async function isStill(watch: LiveWatch, teller: Teller): Promise<boolean> {
  watch.mustCheck = false;
  return teller.isStill().catch(() => false);
}

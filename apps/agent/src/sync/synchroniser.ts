import { setTimeout as sleep } from 'node:timers/promises';
import { type SpoolRecord } from '../spool/record-line.js';
import { type Spool } from '../spool/spool.js';
import { cutBatch, SERVER_MOST_RECORDS } from './batch.js';
import { type Destination, type Rejection, sendBatch } from './ingest-client.js';
import { backOffSeconds, jittered } from './pace.js';
import { type Refusal } from './quarantine.js';

const DEFAULT_INTERVAL_SECONDS = 180;
const FIRST_SYNC_SECONDS = 5;

export interface SynchroniserOptions {
  spool: Spool;
  destination: Destination;
  /** Fixed seconds between syncs; without it the server says. */
  syncSeconds?: number | undefined;
  /** Keeps what the server will never take. */
  setAside: (refusals: Refusal[]) => Promise<void>;
  /** Tells the person; `synced` tells `status` how the last call went. */
  say: (message: string) => void;
  synced: (result: string) => Promise<void>;
  /** In [0, 1). */
  random?: () => number;
}

/**
 * Empties the spool into the server, batch after batch, oldest first, and decides when to try again.
 *
 * A batch leaves the spool only after the server's answer; ids make a repeat harmless, so a crash between the two only
 * sends twice. Nothing blocks the queue: what the server refuses for good is set aside. Only a refused key stops the
 * sending; recording goes on.
 */
export class Synchroniser {
  readonly #options: SynchroniserOptions;
  readonly #random: () => number;
  #mostRecords = SERVER_MOST_RECORDS;
  #intervalSeconds: number;
  #failures = 0;
  #isKeyRefused = false;

  constructor(options: SynchroniserOptions) {
    this.#options = options;
    this.#random = options.random ?? Math.random;
    this.#intervalSeconds = options.syncSeconds ?? DEFAULT_INTERVAL_SECONDS;
  }

  /** Syncs again and again until `stop`, then a last time; `giveUp` cuts a call short. */
  async run(stop: AbortSignal, giveUp: AbortSignal): Promise<void> {
    let waitSeconds: number | null = Math.min(FIRST_SYNC_SECONDS, this.#intervalSeconds);
    while (waitSeconds !== null && (await slept(waitSeconds * 1_000, stop))) waitSeconds = await this.sync(giveUp);
  }

  /** Sends all that waits. Answers with the seconds to wait before the next sync; null when there shall be none. */
  async sync(giveUp: AbortSignal): Promise<number | null> {
    try {
      while (!this.#isKeyRefused) {
        const waiting = await this.#options.spool.pending(this.#mostRecords);
        if (waiting.length === 0) return jittered(this.#intervalSeconds, this.#random());
        const waitSeconds = await this.#sendOne(waiting, giveUp);
        if (waitSeconds !== undefined) return waitSeconds;
      }
      return null;
    } catch (error) {
      return this.#fail(`the spool cannot be read or written (${(error as Error).message})`);
    }
  }

  /** Sends one batch. Undefined means: go on with the next. */
  async #sendOne(waiting: SpoolRecord[], giveUp: AbortSignal): Promise<number | undefined> {
    const { destination, say, synced } = this.#options;
    const batch = cutBatch(waiting, destination.device, this.#mostRecords);
    const outcome = await sendBatch(destination, batch, giveUp);
    switch (outcome.type) {
      case 'acknowledged':
        this.#intervalSeconds = this.#options.syncSeconds ?? outcome.nextSyncSeconds ?? this.#intervalSeconds;
        this.#mostRecords = Math.min(SERVER_MOST_RECORDS, this.#mostRecords * 2);
        if (this.#failures > 0) say('the server answers again');
        this.#failures = 0;
        await this.#settle(batch, outcome.rejected);
        await synced(`${batch.length} records sent`);
        return undefined;
      case 'too-large':
        this.#mostRecords = Math.max(1, Math.floor(batch.length / 2));
        if (batch.length === 1) await this.#settle(batch, [{ index: 0, code: 'too_large', message: 'over the limit' }]);
        return undefined;
      case 'key-refused':
        this.#isKeyRefused = true;
        say(
          'the server refuses the key: nothing is sent until the agent is started with a good one; recording goes on',
        );
        await synced('the key was refused');
        return undefined;
      case 'failed':
        return this.#fail(outcome.reason, outcome.retryAfterSeconds);
    }
  }

  async #settle(batch: SpoolRecord[], rejected: Rejection[]): Promise<void> {
    const refusals = rejected.flatMap(({ index, code, message }) => {
      const record = batch[index];
      return record === undefined ? [] : [{ record, code, message }];
    });
    if (refusals.length > 0) this.#options.say(`the server refused ${refusals.length} records; they are set aside`);
    await this.#options.setAside(refusals);
    const last = batch.at(-1);
    if (last !== undefined) await this.#options.spool.acknowledge(last.sequence);
  }

  async #fail(reason: string, retryAfterSeconds?: number): Promise<number> {
    this.#failures += 1;
    if (this.#failures === 1) this.#options.say(`${reason}; records wait here and are sent later`);
    await this.#options.synced(reason);
    return jittered(backOffSeconds(this.#failures, retryAfterSeconds), this.#random());
  }
}

/** Waits; false when `stop` came first. */
async function slept(milliseconds: number, stop: AbortSignal): Promise<boolean> {
  return sleep(milliseconds, true, { signal: stop }).catch(() => false);
}

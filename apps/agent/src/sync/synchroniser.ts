import { setTimeout as sleep } from 'node:timers/promises';
import { recordsText, type SpoolRecord } from '../spool/record-line.js';
import { type Spool } from '../spool/spool.js';
import { VERSION } from '../config/version.js';
import { cutBatch, SERVER_MOST_RECORDS } from './batch.js';
import { type Destination, type Rejection, sendBatch } from './ingest-client.js';
import { sortRefusals } from './clock-refusals.js';
import { headOf, type IsErased } from '../spool/erased-time.js';
import { type SyncState } from './last-sync.js';
import { newerAgent } from './newer-agent.js';
import { backOffSeconds, jittered } from './pace.js';
import { type Refusal } from './quarantine.js';
import { describeSkew, type ServerClock } from './server-clock.js';

const DEFAULT_INTERVAL_SECONDS = 180;
/** Until the first records are sent, a person waits for a sign that the agent works. */
const FIRST_SYNC_SECONDS = 3;
const REFUSED_KEY_SECONDS = 15 * 60;
const NOTHING = { records: 0 };

export interface SynchroniserOptions {
  spool: Spool;
  /** Puts the time up to now into the spool, also of a stay that goes on. Default: nothing. */
  collect?: () => Promise<void>;
  /** Learns what the account has erased. Resolves to why nothing may be sent now, or to null. */
  beforeSending?: (giveUp: AbortSignal) => Promise<string | null>;
  /** Whether the account erased the time of a record: it is dropped. Default: none is. */
  isErased?: IsErased;
  /** Learns from each answer how wrong this machine's clock is. */
  clock: ServerClock;
  destination: Destination;
  /** Fixed seconds between syncs. Without it the server decides. */
  syncSeconds?: number | undefined;
  /** Keeps the records that the server refuses for good. */
  setAside: (refusals: Refusal[]) => Promise<void>;
  /** Tells the person what happens. */
  say: (message: string) => void;
  /** Notes for `status` how the last call went. */
  synced: (state: SyncState) => Promise<void>;
  /** A number in [0, 1). Default: Math.random. */
  random?: () => number;
}

/**
 * Sends the spool to the server, batch after batch, oldest first. Decides when to try again.
 *
 * A batch leaves the spool only after the server's answer. A crash before that only sends it twice,
 * and its ids make that harmless. No record blocks the queue: a record that the server refuses for
 * good is set aside. A refused key makes the calls rare, while recording goes on: a key that works
 * again needs no restart.
 */
export class Synchroniser {
  private readonly options: SynchroniserOptions;
  private readonly random: () => number;
  private mostRecords = SERVER_MOST_RECORDS;
  private intervalSeconds: number;
  private failures = 0;
  private hasSent = false;
  private isKeyRefused = false;
  private waiting = new AbortController();
  /** Resolve at the end of the next sync that `run` makes. */
  private asking: ((state: SyncState | null) => void)[] = [];
  private lastNote: SyncState | null = null;
  private newerAgent: string | undefined;
  /** Records from this number on wait for a later sync. */
  private keptFrom = Infinity;
  /** Records that wait, for the server to show. They are counted once for each sync. */
  private left: number | undefined;

  constructor(options: SynchroniserOptions) {
    this.options = options;
    this.random = options.random ?? Math.random;
    this.intervalSeconds = options.syncSeconds ?? DEFAULT_INTERVAL_SECONDS;
  }

  /** Syncs again and again until `stop`, then once more. `giveUp` aborts a call. */
  async run(stop: AbortSignal, giveUp: AbortSignal): Promise<void> {
    let waitSeconds = Math.min(FIRST_SYNC_SECONDS, this.intervalSeconds);
    while (await this.slept(waitSeconds * 1_000, stop)) {
      this.waiting = new AbortController();
      const asking = this.asking.splice(0);
      this.lastNote = null;
      waitSeconds = await this.sync(giveUp);
      for (const tell of asking) tell(this.lastNote);
      const isWaitingForFirst = !this.hasSent && this.failures === 0 && !this.isKeyRefused;
      if (isWaitingForFirst) waitSeconds = Math.min(waitSeconds, FIRST_SYNC_SECONDS);
    }
  }

  /**
   * Ends the wait of `run`. Resolves after its sync: to how the last call went, or to null without
   * one.
   */
  syncNow(): Promise<SyncState | null> {
    return new Promise((resolve) => {
      this.asking.push(resolve);
      this.waiting.abort();
    });
  }

  /** Sends all waiting records. Returns the seconds until the next sync. */
  async sync(giveUp: AbortSignal): Promise<number> {
    this.keptFrom = Infinity;
    this.left = undefined;
    try {
      await this.options.collect?.();
      for (;;) {
        const obstacle = (await this.options.beforeSending?.(giveUp)) ?? null;
        const pending = await this.options.spool.pending(this.mostRecords + 1);
        const waiting = pending.filter(({ sequence }) => sequence < this.keptFrom);
        if (waiting.length === 0) return jittered(this.intervalSeconds, this.random());
        if (obstacle !== null) return this.fail(obstacle);
        const { erased, sendable } = headOf(waiting, this.options.isErased);
        await this.drop(erased);
        if (sendable.length === 0) continue;
        const waitSeconds = await this.sendOne(sendable, giveUp);
        if (waitSeconds !== undefined) return waitSeconds;
      }
    } catch (error) {
      return this.fail(`the spool cannot be read or written (${(error as Error).message})`);
    }
  }

  /** Drops records at the head of the queue. */
  private async drop(erased: readonly SpoolRecord[]): Promise<void> {
    const last = erased.at(-1);
    if (last === undefined) return;
    await this.options.spool.acknowledge(last.sequence);
    if (this.left !== undefined) this.left -= erased.length;
  }

  /** Sends one batch. Returns undefined when the next batch may follow at once. */
  private async sendOne(waiting: SpoolRecord[], giveUp: AbortSignal): Promise<number | undefined> {
    const { clock, destination, say, spool } = this.options;
    const batch = cutBatch(waiting, destination.device, this.mostRecords);
    this.left ??= waiting.length + (await spool.countBehind(waiting.at(-1)?.sequence ?? 0));
    const next = waiting[batch.length] ?? batch.at(-1);
    const stays = this.left > batch.length ? { records: this.left - batch.length, oldestAt: next?.startedAt } : NOTHING;
    const call = { ...destination, waiting: stays, machineMs: () => clock.machineMs() };
    const outcome = await sendBatch(call, batch, giveUp);
    if ('skewMs' in outcome) this.measured(outcome.skewMs);
    switch (outcome.type) {
      case 'acknowledged':
        this.intervalSeconds = this.options.syncSeconds ?? outcome.nextSyncSeconds ?? this.intervalSeconds;
        this.mostRecords = Math.min(SERVER_MOST_RECORDS, this.mostRecords * 2);
        if (this.isKeyRefused) say('the server takes the key again');
        else if (this.failures > 0) say('the server answers again');
        [this.failures, this.isKeyRefused] = [0, false];
        this.newerAgent = newerAgent(outcome.newestAgent, VERSION);
        await this.settle(batch, outcome.rejected);
        this.hasSent = true;
        await this.note('sent', `${recordsText(batch.length)} sent`);
        return undefined;
      case 'too-large':
        return this.tooLarge(batch, outcome.isOurs);
      case 'key-refused':
        return this.keyRefused(outcome.reason);
      case 'failed':
        return this.fail(outcome.reason, outcome.retryAfterSeconds);
    }
  }

  /**
   * Halves the call. Only our server can say that one record alone is too large for good: the limit
   * of a proxy may be changed.
   */
  private async tooLarge(batch: SpoolRecord[], isOurs: boolean): Promise<number | undefined> {
    this.mostRecords = Math.max(1, Math.floor(batch.length / 2));
    if (batch.length > 1) return undefined;
    if (!isOurs) return this.fail('a proxy before the server refuses even one record as too large (413)');
    await this.settle(batch, [{ index: 0, code: 'too_large', message: 'over the limit' }]);
    return undefined;
  }

  private async settle(batch: SpoolRecord[], rejected: Rejection[]): Promise<void> {
    const { spool, clock, say, setAside, isErased = () => false } = this.options;
    const refusals = rejected.flatMap(({ index, code, message }) => {
      const record = batch[index];
      return record === undefined || isErased(record) ? [] : [{ record, code, message }];
    });
    const { corrected, kept, refused } = sortRefusals(refusals, {
      nowMs: clock.now().wallMs,
      correctionMs: clock.correctionMs,
      isOfThisRun: (record) => spool.isOfThisRun(record),
    });
    if (refused.length > 0) say(`the server refused and set aside: ${recordsText(refused.length)}`);
    await setAside(refused);
    await spool.requeue(corrected);
    if (kept.length > 0) say(`${recordsText(kept.length)} in the future of the server: kept until it is later`);
    const [firstKept] = await spool.requeue(kept);
    this.keptFrom = Math.min(this.keptFrom, firstKept?.sequence ?? Infinity);
    if (this.left !== undefined) this.left += corrected.length + kept.length - batch.length;
    const last = batch.at(-1);
    if (last !== undefined) await spool.acknowledge(last.sequence);
  }

  private measured(skewMs: number | undefined): void {
    const { clock, say } = this.options;
    if (skewMs === undefined || !clock.measured(skewMs)) return;
    const skew = describeSkew(skewMs);
    say(
      skew === null
        ? 'the clock of this machine is right again'
        : `warning: the clock of this machine is ${skew}; the agent corrects the times that it sends`,
    );
  }

  private async note(state: SyncState['state'], result: string): Promise<void> {
    const newer = this.newerAgent === undefined ? {} : { newerAgent: this.newerAgent };
    this.lastNote = { state, result, skewMs: this.options.clock.skewMs, ...newer };
    await this.options.synced(this.lastNote);
  }

  /** The key may be good again later: it was revoked by mistake, or the server was restored. */
  private async keyRefused(reason: string): Promise<number> {
    if (!this.isKeyRefused) {
      this.options.say(
        `the server refuses the key (${reason}): recording goes on, and the agent asks again every 15 minutes; start it with a good key of the kind agent`,
      );
    }
    this.isKeyRefused = true;
    await this.note('key-refused', `the server refused the key: ${reason}`);
    return jittered(REFUSED_KEY_SECONDS, this.random());
  }

  private async fail(reason: string, retryAfterSeconds?: number): Promise<number> {
    this.failures += 1;
    if (this.failures === 1) this.options.say(`${reason}; records wait here and are sent later`);
    await this.note('failed', reason);
    return jittered(backOffSeconds(this.failures, retryAfterSeconds), this.random());
  }

  /** Waits until it is time or `syncNow` was called. Resolves to false when `stop` came first. */
  private async slept(milliseconds: number, stop: AbortSignal): Promise<boolean> {
    const signal = AbortSignal.any([stop, this.waiting.signal]);
    await sleep(milliseconds, undefined, { signal }).catch(() => undefined);
    return !stop.aborted;
  }
}

import { setTimeout as delay } from 'node:timers/promises';
import { parseStreamName, type StreamCategory } from '@app/domain';
import type { StoredEvent } from '@app/event-store';
import { type BeforeApplicationShutdown, Injectable } from '@nestjs/common';
import { ApiError, TooManyRequestsError } from '../ground/api-error.js';
import { type EventListener, LogChanges } from '../stores/log-changes.js';
import { type Change, changesOf, isShownByTables, LIVE_CATEGORIES } from './live-kinds.js';
import { type Listener, LiveWatch } from './live-watch.js';
import { RecentChanges } from './recent-changes.js';
import { ShownPosition } from './shown-position.js';

/**
 * How many connections are open at once: pages of one user, one key, all keys of one user, and all.
 * A key that reads may be published, so one key leaves room for the others.
 */
const MOST_PAGES = 12;
const MOST_OF_KEY = 6;
const MOST_BY_KEYS = 18;
const MOST_OF_ALL = 2_000;
const RETRY_SECONDS = 30;

/** How often the tables are asked while a listener waits for them, in ms: at first, and at most. */
const FIRST_PAUSE_MS = 30;
const LONGEST_PAUSE_MS = 250;

/**
 * Tells listeners what changed for their users. All of them share the one subscription of this
 * process, and one question to the tables while any of them waits for time to be shown.
 */
@Injectable()
export class LiveChanges implements EventListener, BeforeApplicationShutdown {
  readonly categories: readonly StreamCategory[] = [...LIVE_CATEGORIES, 'credential'];
  private readonly recent = new RecentChanges();
  /** By user. */
  private readonly watches = new Map<string, Set<LiveWatch>>();
  private count = 0;
  private beganAfter: bigint | undefined;
  private hears = false;
  private isClosing = false;
  private isAskingTables = false;
  /** Reports show the log up to here. */
  private shown = -1n;

  constructor(
    changes: LogChanges,
    private readonly tables: ShownPosition,
  ) {
    changes.registerForEvents(this);
  }

  /** Whether changes are heard. Otherwise the subscription is broken at the moment. */
  get isHearing(): boolean {
    return this.hears;
  }

  hearsAfter(position: bigint): void {
    this.hears = true;
    if (position === this.beganAfter) return;
    this.beganAfter = position;
    // After the restore of an older log the tables go back too.
    this.shown = -1n;
    this.recent.begin(position);
    for (const watch of this.everyWatch()) this.mayHaveMissed(watch);
    void this.askTables();
  }

  isDeaf(): void {
    this.hears = false;
  }

  heard(event: StoredEvent): void {
    this.recent.hear(event.position);
    for (const change of changesOf(event)) {
      this.recent.add(change);
      const own = this.watches.get(change.userId);
      if (own) this.tell(own, change);
    }
    this.checkCallers(event.stream);
  }

  beforeApplicationShutdown(): void {
    this.isClosing = true;
    for (const watch of this.everyWatch()) watch.end();
  }

  /**
   * Begins to listen. With `since` (exclusive) it is first told what changed after that position.
   * Throws ApiError `unavailable` while changes are not heard, and TooManyRequestsError.
   */
  async open(listener: Listener, since?: bigint): Promise<LiveWatch> {
    if (this.isClosing || !this.hears) throw new ApiError('unavailable', 'Changes cannot be told at the moment.');
    if (!this.hasRoom(listener))
      throw new TooManyRequestsError('As many connections are open as there may be. Close one.', RETRY_SECONDS);
    const watch = new LiveWatch(listener);
    const own = this.watches.get(listener.userId) ?? new Set();
    this.watches.set(listener.userId, own.add(watch));
    this.count += 1;
    try {
      this.catchUp(watch, since ?? (await this.placeOf(listener.userId)));
      return watch;
    } catch (error) {
      this.close(watch);
      throw error;
    }
  }

  close(watch: LiveWatch): void {
    watch.end();
    const own = this.watches.get(watch.listener.userId);
    if (!own?.delete(watch)) return;
    this.count -= 1;
    if (own.size === 0) this.watches.delete(watch.listener.userId);
  }

  /** What the listener can be told now, and the position up to which all was told then. */
  take(watch: LiveWatch) {
    const told = watch.untold.take(this.shown);
    return { told, position: watch.untold.toldUpTo(this.recent.heard) };
  }

  /** Whether a person has a page of this account open and in view, as far as this process knows. */
  isPageOpen(userId: string): boolean {
    return [...(this.watches.get(userId) ?? [])].some(({ listener }) => listener.isPage);
  }

  /**
   * A page that asks for reports from now on, and then listens since this position, misses nothing.
   */
  async placeOf(userId: string): Promise<bigint> {
    const waits = () =>
      this.shown < this.recent.knownAfter ||
      this.recent.of(userId).some(({ kind, position }) => isShownByTables(kind) && position > this.shown);
    if (waits()) this.showUpTo(await this.readShown());
    return waits() && this.shown < this.recent.heard ? this.shown : this.recent.heard;
  }

  private hasRoom({ userId, isPage, credentialStream }: Listener): boolean {
    if (this.count >= MOST_OF_ALL) return false;
    const alike = [...(this.watches.get(userId) ?? [])].filter(({ listener }) => listener.isPage === isPage);
    if (isPage) return alike.length < MOST_PAGES;
    const ofKey = alike.filter(({ listener }) => listener.credentialStream === credentialStream);
    return ofKey.length < MOST_OF_KEY && alike.length < MOST_BY_KEYS;
  }

  private tell(watches: Iterable<LiveWatch>, change: Change): void {
    for (const watch of watches) {
      if (watch.listener.mayHear(change.kind)) watch.untold.add(change);
      watch.ring();
    }
    if (isShownByTables(change.kind)) void this.askTables();
  }

  private catchUp(watch: LiveWatch, since: bigint): void {
    const missed = this.recent.since(watch.listener.userId, since);
    if (!missed) this.mayHaveMissed(watch);
    for (const change of missed ?? []) if (watch.listener.mayHear(change.kind)) watch.untold.add(change);
    void this.askTables();
  }

  private mayHaveMissed(watch: LiveWatch): void {
    watch.untold.addAll(0n, this.recent.heard);
    check(watch);
  }

  /** Lets callers be checked whose credential or account has changed. */
  private checkCallers(stream: string): void {
    const { category, userId } = parseStreamName(stream) ?? {};
    if (category === 'account') (this.watches.get(userId ?? '') ?? []).forEach(check);
    if (category !== 'credential') return;
    for (const watch of this.everyWatch()) if (stream === watch.listener.credentialStream) check(watch);
  }

  private *everyWatch(): Generator<LiveWatch> {
    for (const own of this.watches.values()) yield* own;
  }

  /** Asks the tables how far they are, until all that listeners wait for is shown. */
  private async askTables(): Promise<void> {
    if (this.isAskingTables) return;
    this.isAskingTables = true;
    for (let pauseMs = FIRST_PAUSE_MS; this.waiting().length > 0 && !this.isClosing;) {
      const isNew = this.showUpTo(await this.readShown());
      pauseMs = isNew ? FIRST_PAUSE_MS : Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
      await delay(pauseMs, undefined, { ref: false });
    }
    this.isAskingTables = false;
  }

  /** A store that does not answer shows nothing new. It is asked again while listeners wait. */
  private readShown(): Promise<bigint> {
    return this.tables.read().catch(() => this.shown);
  }

  /** Reports show the log up to there now. Wakes the listeners that waited for the tables. */
  private showUpTo(position: bigint): boolean {
    if (position === this.shown) return false;
    const waiting = this.waiting();
    this.shown = position;
    for (const watch of waiting) watch.ring();
    return true;
  }

  private waiting(): LiveWatch[] {
    return [...this.everyWatch()].filter(({ untold }) => untold.waitsForTables(this.shown));
  }
}

function check(watch: LiveWatch): void {
  watch.mustCheck = true;
  watch.ring();
}

import { setTimeout as delay } from 'node:timers/promises';
import { categoryOf, prefixesOf, type StreamCategory } from '@app/domain';
import { type EventStore, EventStoreRefusedError, type StoredEvent } from '@app/event-store';
import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { Logger } from 'pino';
import { LOG } from '../ground/settings.module.js';
import { EVENT_STORE } from './tokens.js';

/**
 * How long a feature may remember what it read of a stream: while changes are heard, and while they
 * are not, in ms.
 */
const REMEMBERED_MS = 10_000;
const REMEMBERED_MS_WHILE_DEAF = 500;

const CLOSING_PATIENCE_MS = 1_000;
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 10_000;

/** A feature that remembers what it read of the streams of one category. */
export interface ChangeListener {
  readonly category: StreamCategory;
  /** The stream has new events. Forget what was read of it. */
  streamChanged(stream: string): void;
  /** Changes may have been missed. Forget everything. */
  changesMissed(): void;
}

/** A feature that hears each new event of some categories. */
export interface EventListener {
  readonly categories: readonly StreamCategory[];
  /** It hears all events after this position (exclusive). It may have missed earlier ones. */
  hearsAfter(position: bigint): void;
  /** The subscription broke. What is missed now is told later, unless `hearsAfter` is called. */
  isDeaf(): void;
  heard(event: StoredEvent): void;
}

/**
 * Tells features when a stream that they remember has changed, in this process or another one.
 *
 * There is one subscription for each process. It follows the log from the start of the application
 * to its end. When the subscription breaks, it logs that, makes its listeners forget everything,
 * and subscribes again with growing pauses. Until then `rememberMs` is short.
 */
@Injectable()
export class LogChanges implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly listeners: ChangeListener[] = [];
  private readonly eventListeners: EventListener[] = [];
  private readonly stopping = new AbortController();
  private following: Promise<void> | undefined;
  private isHearing = false;
  private pauseMs = FIRST_PAUSE_MS;

  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(LOG) private readonly log: Pick<Logger, 'info' | 'warn'>,
  ) {}

  /** How long a feature may remember what it reads now, in milliseconds. */
  get rememberMs(): number {
    return this.isHearing ? REMEMBERED_MS : REMEMBERED_MS_WHILE_DEAF;
  }

  /**
   * Adds a listener. Call this in a constructor: the streams are chosen when the application
   * starts.
   */
  register(listener: ChangeListener): void {
    this.listeners.push(listener);
  }

  /** Adds a listener to events. It hears an event after all caches have forgotten its stream. */
  registerForEvents(listener: EventListener): void {
    this.eventListeners.push(listener);
  }

  onApplicationBootstrap(): void {
    this.following = this.follow();
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    // A store that hangs keeps the question open. It ends with the connection, which closes next.
    await Promise.race([this.following, delay(CLOSING_PATIENCE_MS, undefined, { ref: false })]);
  }

  private async follow(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      try {
        await this.hear();
      } catch (error) {
        this.interrupted(error);
      }
      await delay(this.pauseMs, undefined, { signal }).catch(() => undefined);
      this.pauseMs = Math.min(this.pauseMs * 2, LONGEST_PAUSE_MS);
    }
  }

  /** Follows the log until the application stops. Rejects when the subscription fails for good. */
  private async hear(): Promise<void> {
    // Listeners forget everything when the subscription is confirmed, so earlier events do not
    // matter.
    const newest = await this.store.lastEvent();
    const changes = this.store.subscribe({
      after: newest?.position,
      streamPrefixes: prefixesOf(...this.categories()),
      signal: this.stopping.signal,
      onConfirmed: () => this.confirmed(newest?.position ?? -1n),
      onInterrupted: (error) => this.interrupted(error),
    });
    for await (const event of changes) this.tell(event);
  }

  private categories(): StreamCategory[] {
    const ofStreams = this.listeners.map(({ category }) => category);
    return [...new Set([...ofStreams, ...this.eventListeners.flatMap(({ categories }) => categories)])];
  }

  private tell(event: StoredEvent): void {
    const changed = categoryOf(event.stream);
    if (!changed) return;
    for (const listener of this.listeners) if (listener.category === changed) listener.streamChanged(event.stream);
    for (const listener of this.eventListeners) if (listener.categories.includes(changed)) listener.heard(event);
  }

  /** `after`: the subscription gives every event after this position, across interruptions. */
  private confirmed(after: bigint): void {
    this.isHearing = true;
    // What was read before, or is still being read, may lack events before the subscription.
    this.forgetAll();
    for (const listener of this.eventListeners) listener.hearsAfter(after);
    this.pauseMs = FIRST_PAUSE_MS;
    this.log.info({}, 'following changes of accounts, credentials and taxonomies');
  }

  private interrupted(error: unknown): void {
    this.isHearing = false;
    this.forgetAll();
    for (const listener of this.eventListeners) listener.isDeaf();
    const cause = error instanceof EventStoreRefusedError ? { reason: error.message } : { err: error };
    this.log.warn(cause, 'changes of other processes are not heard; trying again');
  }

  private forgetAll(): void {
    for (const listener of this.listeners) listener.changesMissed();
  }
}

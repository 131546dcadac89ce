import {
  type Asked,
  type FedFocusEvent,
  type Focus,
  type FocusCommand,
  focusDecider,
  focusStream,
  type PastFocusSession,
  PastSessions,
  readFocusEvent,
  readOrPassOver,
} from '@app/domain';
import { type EventStore, handleCommand, readState } from '@app/event-store';
import { Inject, Injectable } from '@nestjs/common';
import { LogChanges } from '../stores/log-changes.js';
import { StreamCache } from '../stores/stream-cache.js';
import { EVENT_STORE } from '../stores/tokens.js';

const REMEMBERED_MOST = 5_000;

/**
 * The focus sessions of users. Agents ask each minute, so the state of a stream is remembered until
 * the stream changes.
 */
@Injectable()
export class UserFocus {
  private readonly states: StreamCache<Focus>;

  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    changes: LogChanges,
  ) {
    this.states = new StreamCache(changes, { category: 'focus', max: REMEMBERED_MOST });
  }

  stateOf(userId: string): Promise<Focus> {
    const stream = focusStream(userId);
    return this.states.read(stream, async () => (await readState(this.store, stream, focusDecider)).state);
  }

  /** Resolves when the change is durable. Throws DomainError as the decider does. */
  async change(userId: string, asked: Asked<FocusCommand>, now: number): Promise<void> {
    const command = { ...asked, metadata: { now, principalId: userId } };
    await handleCommand(this.store, focusStream(userId), focusDecider, command);
    this.states.forget(focusStream(userId));
  }

  /** The newest events of a type, at most `count`, newest first. */
  async newest(userId: string, type: FedFocusEvent['type'], count: number): Promise<FedFocusEvent[]> {
    const events: FedFocusEvent[] = [];
    for await (const stored of this.store.readBackwards(focusStream(userId))) {
      const event = stored.type === type ? readOrPassOver(readFocusEvent, stored) : undefined;
      if (event?.type === type) events.push(event);
      if (events.length === count) break;
    }
    return events;
  }

  /** The newest sessions that are over at a moment (epoch ms), newest first, at most `count`. */
  async past(userId: string, now: number, count: number): Promise<readonly PastFocusSession[]> {
    const past = new PastSessions(now);
    for await (const stored of this.store.readBackwards(focusStream(userId))) {
      const event = readOrPassOver(readFocusEvent, stored);
      if (event) past.add(event);
      if (past.sessions.length === count) break;
    }
    return past.sessions;
  }
}

import {
  type Asked,
  type Focus,
  type FocusCommand,
  focusDecider,
  type FocusEvent,
  focusStream,
  type PastFocusSession,
  PastSessions,
  readFocusEvent,
  readOrPassOver,
} from '@app/domain';
import { type EventStore, handleCommand, readState } from '@app/event-store';
import { Inject, Injectable } from '@nestjs/common';
import { EVENT_STORE } from '../stores/tokens.js';

/** The focus sessions of users. Every request folds them from their short streams. */
@Injectable()
export class UserFocus {
  constructor(@Inject(EVENT_STORE) private readonly store: EventStore) {}

  async stateOf(userId: string): Promise<Focus> {
    return (await readState(this.store, focusStream(userId), focusDecider)).state;
  }

  /** Resolves when the change is durable. Throws DomainError as the decider does. */
  async change(userId: string, asked: Asked<FocusCommand>, now: number): Promise<void> {
    const command = { ...asked, metadata: { now, principalId: userId } };
    await handleCommand(this.store, focusStream(userId), focusDecider, command);
  }

  /** The newest events of a type, at most `count`, newest first. */
  async newest(userId: string, type: FocusEvent['type'], count: number): Promise<FocusEvent[]> {
    const events: FocusEvent[] = [];
    for await (const stored of this.store.readBackwards(focusStream(userId))) {
      const event = stored.type === type ? readOrPassOver(readFocusEvent, stored) : undefined;
      if (event) events.push(event);
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

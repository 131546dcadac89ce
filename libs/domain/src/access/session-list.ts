import type { Command, DomainEvent } from '../decider.js';
import { refusingUnreadable } from '../events/refusing-unreadable.js';
import { readSessionEvent } from './read-session-event.js';
import { isLong, type SecretList } from './secret-list.js';

/** A session of a user. It is listed before it is issued, so that every session is listed. */
export interface ListedSession {
  readonly sessionId: string;
  readonly secretHash: string;
  /** Epoch ms, inclusive. `expiresAt` is exclusive. */
  readonly startedAt: number;
  readonly expiresAt: number;
  /** The browser and the system in words, as `Firefox on Linux`. Absent in older events. */
  readonly browser?: string;
  /** The last day (UTC) on which it was used after its first, `YYYY-MM-DD`. */
  readonly lastUsedOn?: string;
}

export interface SessionListed extends DomainEvent {
  readonly type: 'SessionListed';
  readonly data: ListedSession;
}

/** The session has ended: by its user, by its age, or because newer sessions took its place. */
export interface SessionEnded extends DomainEvent {
  readonly type: 'SessionEnded';
  readonly data: { readonly secretHash: string };
}

/** The session was used on this day (UTC). There is at most one event for a session and a day. */
export interface SessionUsed extends DomainEvent {
  readonly type: 'SessionUsed';
  readonly data: { readonly secretHash: string; readonly date: string };
}

/** The events of a `session-` stream. */
export type SessionEvent = SessionListed | SessionEnded | SessionUsed;

export interface ListSession extends Command {
  readonly type: 'ListSession';
  readonly data: {
    readonly session: ListedSession;
    /** Sessions that began before this moment (epoch ms) have ended: see `SignedOutEverywhere`. */
    readonly signedOutAt: number;
  };
}

export interface EndSession extends Command {
  readonly type: 'EndSession';
  readonly data: { readonly secretHash: string };
}

export interface NoteSessionUse extends Command {
  readonly type: 'NoteSessionUse';
  readonly data: SessionUsed['data'];
}

/** A command to the list of the sessions of a user. */
export type SessionCommand = ListSession | EndSession | NoteSessionUse;

export interface OpenSessions {
  /** The sessions that were not ended, oldest first. Some may be too old by now. */
  readonly sessions: readonly ListedSession[];
  /** How many events were folded. */
  readonly events: number;
}

/** The last day (UTC) on which a session was used, `YYYY-MM-DD`. It is used when it begins. */
export const lastUse = ({ startedAt, lastUsedOn }: ListedSession): string =>
  lastUsedOn ?? new Date(startedAt).toISOString().slice(0, 10);

/** The sessions that are still open at `now` (epoch ms), the newest first. */
export const openAt = (
  { sessions }: OpenSessions,
  { now, signedOutAt }: { readonly now: number; readonly signedOutAt: number },
): readonly ListedSession[] =>
  sessions.filter(({ startedAt, expiresAt }) => now < expiresAt && startedAt >= signedOutAt).toReversed();

/** More browsers than a person has. The oldest session ends when there would be more. */
const MOST_SESSIONS = 100;

const ended = ({ secretHash }: ListedSession): SessionEnded => ({ type: 'SessionEnded', data: { secretHash } });
const listed = (data: ListedSession): SessionListed => ({ type: 'SessionListed', data });

/**
 * The rules of a `session-` stream. A new session takes the sessions off the list that are too old,
 * or one too many. So the list is bounded, and so is the stream: see `restate`.
 */
export const sessionList: SecretList<OpenSessions, SessionCommand, SessionEvent> = {
  ...refusingUnreadable<OpenSessions, SessionCommand, SessionEvent>(readSessionEvent, {
    initialState: { sessions: [], events: 0 },

    decide({ type, data, metadata }, { sessions }) {
      if (type === 'EndSession') return sessions.filter(({ secretHash }) => secretHash === data.secretHash).map(ended);
      if (type === 'NoteSessionUse') {
        const session = sessions.find(({ secretHash }) => secretHash === data.secretHash);
        return !session || lastUse(session) >= data.date ? [] : [{ type: 'SessionUsed', data }];
      }
      const isOver = (one: ListedSession) => metadata.now >= one.expiresAt || one.startedAt < data.signedOutAt;
      const open = sessions.filter((one) => !isOver(one));
      const tooMany = open.slice(0, Math.max(0, open.length + 1 - MOST_SESSIONS));
      return [...[...sessions.filter(isOver), ...tooMany].map(ended), listed(data.session)];
    },

    evolve({ sessions, events }, { type, data }) {
      if (type === 'SessionUsed') {
        const used = (one: ListedSession) =>
          one.secretHash === data.secretHash ? { ...one, lastUsedOn: data.date } : one;
        return { sessions: sessions.map(used), events: events + 1 };
      }
      const others = sessions.filter(({ secretHash }) => secretHash !== data.secretHash);
      return { sessions: type === 'SessionListed' ? [...others, data] : others, events: events + 1 };
    },
  }),

  secretsOf: ({ sessions }) => sessions.map(({ secretHash }) => secretHash),
  restate: ({ sessions, events }) => (isLong(events, sessions.length) ? sessions.map(listed) : []),
};

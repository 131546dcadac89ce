import type { Command, Decider, DomainEvent } from '../decider.js';
import { checkMoment, checkText } from '../events/check-fields.js';
import type { EventEntries } from '../events/event-entry.js';
import { readerOf } from '../events/read-event.js';
import { refusingUnreadable } from '../events/refusing-unreadable.js';
import { unknownLink } from './link-decider.js';

const DAY_MS = 86_400_000;

/** A link to the page that makes the first account. It takes the place of earlier ones. */
export interface SetUpLinkMade extends DomainEvent {
  readonly type: 'SetUpLinkMade';
  readonly data: {
    /** SHA-256 of the secret in the link, in hex. */
    readonly linkHash: string;
    /** Epoch ms, exclusive. */
    readonly expiresAt: number;
  };
}

/** The link was used. It does not work again, also when no account came of it. */
export interface SetUpLinkUsed extends DomainEvent {
  readonly type: 'SetUpLinkUsed';
  readonly data: { readonly linkHash: string };
}

/** The events of the stream `set-up-of-server`. */
export type SetUpEvent = SetUpLinkMade | SetUpLinkUsed;

export interface MakeSetUpLink extends Command {
  readonly type: 'MakeSetUpLink';
  readonly data: { readonly linkHash: string };
}

export interface UseSetUpLink extends Command {
  readonly type: 'UseSetUpLink';
  readonly data: { readonly linkHash: string };
}

/** The link that works. Undefined when there is none. */
export type SetUpLink = SetUpLinkMade['data'] | undefined;

/** The events of the stream `set-up-of-server`. */
export const SET_UP_EVENTS: EventEntries<SetUpEvent> = {
  SetUpLinkMade: {
    check: (data) => {
      checkText(data, 'linkHash');
      checkMoment(data, 'expiresAt');
    },
    upcasters: [],
  },
  SetUpLinkUsed: { check: (data) => checkText(data, 'linkHash'), upcasters: [] },
};

/** Reads one of these events. `readerOf` says what it returns and throws. */
export const readSetUpEvent = readerOf<SetUpEvent>(SET_UP_EVENTS);

/**
 * The rules of the stream `set-up-of-server`. A link works for a day. Refuses with `unknown_link`.
 */
export const setUpDecider: Decider<SetUpLink, MakeSetUpLink | UseSetUpLink, SetUpEvent> = refusingUnreadable<
  SetUpLink,
  MakeSetUpLink | UseSetUpLink,
  SetUpEvent
>(readSetUpEvent, {
  initialState: undefined,

  decide({ type, data: { linkHash }, metadata: { now } }, link) {
    if (type === 'MakeSetUpLink') return [{ type: 'SetUpLinkMade', data: { linkHash, expiresAt: now + DAY_MS } }];
    requireSetUpLink(link, linkHash, now);
    return [{ type: 'SetUpLinkUsed', data: { linkHash } }];
  },

  evolve: (_link, { type, data }) => (type === 'SetUpLinkMade' ? data : undefined),
});

/**
 * Throws DomainError `unknown_link` when this is not the newest link, when it was used, and from
 * `expiresAt` on.
 */
export function requireSetUpLink(link: SetUpLink, linkHash: string, now: number): void {
  if (link?.linkHash !== linkHash || now >= link.expiresAt) throw unknownLink();
}

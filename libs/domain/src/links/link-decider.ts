import { isLong, type RestatedDecider } from '../access/secret-list.js';
import type { Command } from '../decider.js';
import { DomainError } from '../domain-error.js';
import { refusingUnreadable } from '../events/refusing-unreadable.js';
import type { LinkCarrier, LinkEvent, LinkMade, LinkPurpose, LinkUsed } from './events.js';
import { readLinkEvent } from './read-link-event.js';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/**
 * How long a link works, in milliseconds. One that sets a password or moves the account works for
 * half an hour. The administrator must hand a link over, so theirs has a day. A link that only
 * verifies an address has a day too.
 */
export const linkLifetimeMs = (purpose: LinkPurpose, by: LinkCarrier): number =>
  purpose === 'verify' || by === 'administrator' ? DAY_MS : 30 * MINUTE_MS;

/** A link that can be used. */
export type Link = LinkMade['data'];

/** What a person who follows a link shows. */
export interface ShownLink {
  readonly purpose: LinkPurpose;
  readonly linkHash: string;
}

export interface MakeLink extends Command {
  readonly type: 'MakeLink';
  readonly data: Omit<Link, 'expiresAt'>;
}

export interface UseLink extends Command {
  readonly type: 'UseLink';
  readonly data: ShownLink;
}

/**
 * The links that were not used yet. Some may be too old. There is at most one for each purpose and
 * carrier.
 */
export interface Links {
  readonly open: { readonly [P in LinkPurpose]?: readonly Link[] };
  /** How many events were folded. */
  readonly events: number;
}

const decider = refusingUnreadable<Links, MakeLink | UseLink, LinkEvent>(readLinkEvent, {
  initialState: { open: {}, events: 0 },

  decide(command, links): readonly [LinkMade] | readonly [LinkUsed] {
    const { now } = command.metadata;
    if (command.type === 'UseLink') {
      const { purpose } = shownLink(links, command.data, now);
      return [{ type: 'LinkUsed', data: { purpose } }];
    }
    const { purpose, by } = command.data;
    return [{ type: 'LinkMade', data: { ...command.data, expiresAt: now + linkLifetimeMs(purpose, by) } }];
  },

  evolve({ open, events: before }, { type, data }) {
    const events = before + 1;
    if (type === 'LinkUsed') return { open: { ...open, [data.purpose]: [] }, events };
    // A stranger can ask for a mail. That must not end the link that the administrator handed over.
    const outlives = ({ by }: Link) => by === 'administrator' && data.by === 'mail';
    return { open: { ...open, [data.purpose]: [...(open[data.purpose] ?? []).filter(outlives), data] }, events };
  },
});

/**
 * The rules of a `link-` stream. Refuses with `unknown_link`. Strangers can ask for mails for
 * years, so the stream is stated again when it is long.
 */
export const linkDecider: RestatedDecider<Links, MakeLink | UseLink, LinkEvent> = {
  ...decider,
  restate({ open, events }) {
    const links = Object.values(open).flat();
    return isLong(events, links.length) ? links.map((data) => ({ type: 'LinkMade', data })) : [];
  },
};

/**
 * The link that a person shows. Throws DomainError `unknown_link` when there is none, when it was
 * used or replaced, and from `expiresAt` on.
 */
export function shownLink(links: Links, { purpose, linkHash }: ShownLink, now: number): Link {
  const link = links.open[purpose]?.find((one) => one.linkHash === linkHash);
  if (link && now < link.expiresAt) return link;
  throw unknownLink();
}

export const unknownLink = (): DomainError =>
  new DomainError('unknown_link', 'This link is unknown, was used before, or its time is over.');

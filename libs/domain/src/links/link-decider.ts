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
export type Links = { readonly [P in LinkPurpose]?: readonly Link[] };

/** The rules of a `link-` stream. Refuses with `unknown_link`. */
export const linkDecider = refusingUnreadable<Links, MakeLink | UseLink, LinkEvent>(readLinkEvent, {
  initialState: {},

  decide(command, links): readonly [LinkMade] | readonly [LinkUsed] {
    const { now } = command.metadata;
    if (command.type === 'UseLink') {
      const { purpose } = shownLink(links, command.data, now);
      return [{ type: 'LinkUsed', data: { purpose } }];
    }
    const { purpose, by } = command.data;
    return [{ type: 'LinkMade', data: { ...command.data, expiresAt: now + linkLifetimeMs(purpose, by) } }];
  },

  evolve(links, { type, data }) {
    if (type === 'LinkUsed') return { ...links, [data.purpose]: [] };
    // A stranger can ask for a mail. That must not end the link that the administrator handed over.
    const outlives = ({ by }: Link) => by === 'administrator' && data.by === 'mail';
    return { ...links, [data.purpose]: [...(links[data.purpose] ?? []).filter(outlives), data] };
  },
});

/**
 * The link that a person shows. Throws DomainError `unknown_link` when there is none, when it was
 * used or replaced, and from `expiresAt` on.
 */
export function shownLink(links: Links, { purpose, linkHash }: ShownLink, now: number): Link {
  const link = links[purpose]?.find((one) => one.linkHash === linkHash);
  if (link && now < link.expiresAt) return link;
  throw unknownLink();
}

export const unknownLink = (): DomainError =>
  new DomainError('unknown_link', 'This link is unknown, was used before, or its time is over.');

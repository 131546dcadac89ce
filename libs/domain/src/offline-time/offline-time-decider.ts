import type { ActivityEvent, OfflineTimePosted } from '../activity/events.js';
import { erasedBy } from '../activity/erased-by.js';
import { NO_DOCUMENT, NO_PAGE } from '../activity/naming.js';
import type { Command, Decider } from '../decider.js';
import { DomainError } from '../domain-error.js';
import { VersionedMap } from '../versioned-map.js';

/** A piece of offline time inside one local day and one offset. */
export type OfflinePiece = OfflineTimePosted['data'];

/** Posts offline time inside one local day and one offset. */
export interface PostOfflineTime extends Command {
  readonly type: 'PostOfflineTime';
  readonly data: OfflinePiece;
}

/** Takes back the piece of the day that starts then. */
export interface RemoveOfflineTime extends Command {
  readonly type: 'RemoveOfflineTime';
  readonly data: { readonly startedAt: number };
}

/** Puts other pieces of the same day in the place of the piece that starts then. */
export interface ReplaceOfflineTime extends Command {
  readonly type: 'ReplaceOfflineTime';
  readonly data: { readonly startedAt: number; readonly by: readonly OfflinePiece[] };
}

export type OfflineTimeCommand = PostOfflineTime | RemoveOfflineTime | ReplaceOfflineTime;

/** The offline time of a day. */
export interface OfflineTimeOfDay {
  /** What counts, by numbers in the order in which it came. */
  readonly pieces: ReadonlyMap<number, OfflinePiece>;
  /** The number of the next piece. */
  readonly next: number;
  /** How many pieces were posted, also those that are gone. */
  readonly posted: number;
}

/**
 * Of one day, also those that were removed. A person enters a dozen. Each removal looks at every
 * piece of the day.
 */
const MOST_OF_A_DAY = 1_000;

/**
 * The rules for offline time in an `activity-` stream: new offline time must not overlap earlier
 * offline time. The same time again is a retry: it is accepted and gives no event. So a
 * replacement by what is there gives no event either.
 * Refuses with `overlaps_offline_time`, `unknown_offline_time` and `limit_reached`.
 */
export const offlineTimeDecider: Decider<OfflineTimeOfDay, OfflineTimeCommand, ActivityEvent> = {
  initialState: { pieces: new VersionedMap(), next: 0, posted: 0 },

  decide({ type, data }, day) {
    switch (type) {
      case 'PostOfflineTime':
        return post(data, day);
      case 'RemoveOfflineTime':
        return [removed(pieceOf(day, data.startedAt))];
      case 'ReplaceOfflineTime': {
        const old = pieceOf(day, data.startedAt);
        const [only, ...more] = data.by;
        if (only && more.length === 0 && isSame(only, old)) return [];
        const events: ActivityEvent[] = [removed(old)];
        for (const piece of data.by) events.push(...post(piece, events.reduce(offlineTimeDecider.evolve, day)));
        return events;
      }
    }
  },

  evolve(day, event) {
    switch (event.type) {
      case 'OfflineTimePosted':
        return { ...added(day, event.data), posted: day.posted + 1 };
      case 'OfflineTimeRemoved': {
        const { startedAt: from, endedAt: to } = event.data;
        return without(day, { from, to }, () => true);
      }
      case 'TimeErased': {
        const isErased = erasedBy(event.data);
        return without(day, event.data, ({ activity, details = NO_DOCUMENT }) =>
          isErased({ activity, document: details, page: NO_PAGE, deviceId: undefined }),
        );
      }
      default:
        return day;
    }
  },
};

function post(data: OfflinePiece, { pieces, posted }: OfflineTimeOfDay): ActivityEvent[] {
  const overlapped = [...pieces.values()].find((one) => overlap(one, data));
  if (!overlapped) {
    if (posted < MOST_OF_A_DAY) return [{ type: 'OfflineTimePosted', data }];
    throw new DomainError('limit_reached', `A day has ${MOST_OF_A_DAY} pieces of offline time at most.`);
  }
  if (isSame(overlapped, data)) return [];
  throw new DomainError('overlaps_offline_time', 'There is offline time already in this stretch of time.');
}

/** The piece that starts at a moment. Throws DomainError `unknown_offline_time`. */
function pieceOf({ pieces }: OfflineTimeOfDay, startedAt: number): OfflinePiece {
  const piece = [...pieces.values()].find((one) => one.startedAt === startedAt);
  if (!piece) throw new DomainError('unknown_offline_time', 'There is no such offline time.');
  return piece;
}

const removed = ({ localDate, utcOffsetMinutes, startedAt, endedAt }: OfflinePiece): ActivityEvent => ({
  type: 'OfflineTimeRemoved',
  data: { localDate, utcOffsetMinutes, startedAt, endedAt },
});

const isSame = (a: OfflinePiece, b: OfflinePiece): boolean =>
  a.activity === b.activity && a.details === b.details && a.startedAt === b.startedAt && a.endedAt === b.endedAt;

type Stretch = Pick<OfflinePiece, 'startedAt' | 'endedAt'>;

const overlap = (one: Stretch, other: Stretch): boolean =>
  one.startedAt < other.endedAt && other.startedAt < one.endedAt;

/** A step costs the same however many pieces there are: the map is changed, and not copied. */
function added(day: OfflineTimeOfDay, piece: OfflinePiece): OfflineTimeOfDay {
  return { ...day, pieces: VersionedMap.of(day.pieces).with(day.next, piece), next: day.next + 1 };
}

/** The day without what of these pieces lies in [from, to). */
function without(
  day: OfflineTimeOfDay,
  { from, to }: { readonly from: number; readonly to: number },
  isMeant: (piece: OfflinePiece) => boolean,
): OfflineTimeOfDay {
  const hit = [...day.pieces].filter(([, one]) => overlap(one, { startedAt: from, endedAt: to }) && isMeant(one));
  let left = day;
  for (const [number, one] of hit) {
    left = { ...left, pieces: VersionedMap.of(left.pieces).without(number) };
    const before = { ...one, endedAt: Math.min(one.endedAt, from) };
    const after = { ...one, startedAt: Math.max(one.startedAt, to) };
    for (const rest of [before, after]) if (rest.startedAt < rest.endedAt) left = added(left, rest);
  }
  return left;
}

import type { ActivityEvent } from '../activity/events.js';
import type { Asked } from '../decider.js';
import type { OfflinePiece, OfflineTimeCommand, OfflineTimeOfDay } from '../offline-time/index.js';
import type { Thing, ThingsOf } from './thing.js';

/** Epoch ms, half-open. */
type Stretch = Pick<OfflinePiece, 'startedAt' | 'endedAt'>;

const isWithin =
  (stretch: Stretch) =>
  (piece: OfflinePiece): boolean =>
    piece.startedAt < stretch.endedAt && stretch.startedAt < piece.endedAt;

const post = (data: OfflinePiece): Asked<OfflineTimeCommand> => ({ type: 'PostOfflineTime', data });

/** The offline time within a stretch of a day. */
const offlineTimeIn = (stretch: Stretch): readonly Thing<OfflineTimeOfDay, OfflineTimeCommand>[] => {
  const valueIn = ({ pieces }: OfflineTimeOfDay) =>
    [...pieces.values()].filter(isWithin(stretch)).sort((a, b) => a.startedAt - b.startedAt);
  return [
    {
      key: `offline time from ${stretch.startedAt} to ${stretch.endedAt}`,
      valueIn,
      giveBack(before, now) {
        // Pieces of then may be longer than the stretch. They come back as a whole.
        const hull = {
          startedAt: Math.min(stretch.startedAt, ...valueIn(before).map(({ startedAt }) => startedAt)),
          endedAt: Math.max(stretch.endedAt, ...valueIn(before).map(({ endedAt }) => endedAt)),
        };
        const present = [...now.pieces.values()].filter(isWithin(hull));
        // A piece is removed as a whole. What of it lies outside of the hull is posted again.
        const outside = present.flatMap((piece) =>
          [
            { ...piece, endedAt: Math.min(piece.endedAt, hull.startedAt) },
            { ...piece, startedAt: Math.max(piece.startedAt, hull.endedAt) },
          ].filter(({ startedAt, endedAt }) => startedAt < endedAt),
        );
        return [
          ...present.map(({ startedAt }): Asked<OfflineTimeCommand> => ({
            type: 'RemoveOfflineTime',
            data: { startedAt },
          })),
          ...outside.map(post),
          ...valueIn(before).map(post),
        ];
      },
    },
  ];
};

/** What each event of a day changes of the offline time. */
export const OFFLINE_THINGS: ThingsOf<OfflineTimeOfDay, OfflineTimeCommand, ActivityEvent> = {
  OfflineTimePosted: offlineTimeIn,
  OfflineTimeRemoved: offlineTimeIn,
  ActivityRecorded: () => [],
  TimeErased: () => [],
  DayRewritten: () => [],
};

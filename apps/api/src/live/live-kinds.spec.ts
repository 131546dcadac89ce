import { type LocalDate, taxonomyStream, activityStream, credentialStream, erasureStream } from '@app/domain';
import { changesOf, isForReadKeys, isShownByTables, LIVE_KINDS } from './live-kinds.js';

const USER = '6f9619ff-8b86-4d01-b42d-00cf4fc964ff';
const DAY = '2026-11-29' as LocalDate;

const heard = (stream: string, type: string) => changesOf({ stream, type, position: 7n });

it.each([
  [activityStream(USER, DAY), 'ActivityRecorded', [{ kind: 'activities', day: DAY }]],
  [activityStream(USER, DAY), 'OfflineTimePosted', [{ kind: 'offline-time', day: DAY }]],
  [activityStream(USER, DAY), 'OfflineTimeRemoved', [{ kind: 'offline-time', day: DAY }]],
  [activityStream(USER, DAY), 'DayRewritten', [{ kind: 'activities', day: DAY }]],
  [taxonomyStream(USER), 'ActivityClassified', [{ kind: 'taxonomy' }]],
  [erasureStream(USER), 'ErasureRequested', [{ kind: 'erasures' }]],
  [erasureStream(USER), 'ErasureCompleted', [{ kind: 'erasures' }, { kind: 'activities' }]],
])('%s with %s changes %j of its user', (stream, type, expected) => {
  expect(heard(stream, type)).toEqual(expected.map((one) => ({ userId: USER, position: 7n, ...one })));
});

it.each([credentialStream('ab'), 'directory-of-server', 'activity-x', 'foreign-stream', ''])(
  'the stream "%s" changes nothing that a user is told',
  (stream) => expect(heard(stream, 'Something')).toEqual([]),
);

it('a key for reading learns of changes of time, and nothing of the account', () => {
  expect(LIVE_KINDS.filter((kind) => !isForReadKeys(kind))).toEqual([
    ...['account', 'applications', 'devices', 'erasures', 'keeping', 'sessions', 'sign-in', 'teams'],
  ]);
});

it('only time waits for the tables', () => {
  expect(LIVE_KINDS.filter(isShownByTables)).toEqual(['activities', 'offline-time']);
});

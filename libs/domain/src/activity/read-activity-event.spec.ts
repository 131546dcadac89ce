import { readActivityEvent } from './read-activity-event.js';

const stream = 'activity-6f9619ff-8b86-4d01-b42d-00cf4fc964ff.20260101';
const HOUR = 3_600_000;
const NOON = Date.UTC(2026, 0, 1, 11);
const span = { id: '1', application: 'vim', startedAt: NOON, endedAt: NOON + 1000 };
const recorded = {
  deviceId: 'd',
  machine: '',
  osUser: '',
  source: 'computers',
  localDate: '2026-01-01',
  utcOffsetMinutes: 60,
  spans: [span],
};
const offline = {
  activity: 'Meeting',
  localDate: '2026-01-01',
  utcOffsetMinutes: 0,
  startedAt: NOON,
  endedAt: NOON + 1,
};

describe('an activity event out of the log', () => {
  it.each([
    ['ActivityRecorded', recorded],
    ['OfflineTimePosted', offline],
    ['OfflineTimeRemoved', { ...offline, activity: undefined }],
    ['TimeErased', { from: NOON, to: NOON + 1 }],
    ['TimeErased', { from: NOON, to: NOON + 1, activities: ['vim'] }],
  ])('is read as %s', (type, data) => expect(readActivityEvent({ stream, type, data })).toEqual({ type, data }));

  it('is none of ours when its type is unknown', () => {
    expect(readActivityEvent({ stream, type: '$metadata', data: {} })).toBeUndefined();
    expect(readActivityEvent({ stream, type: 'constructor', data: {} })).toBeUndefined();
  });

  it('of a newer version than this program knows is refused as that', () => {
    expect(() => readActivityEvent({ stream, type: 'ActivityRecorded', data: undefined })).toThrow(
      expect.objectContaining({ code: 'newer_event' }),
    );
  });

  it.each([
    ['ActivityRecorded', 'not json'],
    ['ActivityRecorded', null],
    ['ActivityRecorded', []],
    ['ActivityRecorded', { ...recorded, deviceId: '' }],
    ['ActivityRecorded', { ...recorded, machine: 1 }],
    ['ActivityRecorded', { ...recorded, source: 'offline' }],
    ['ActivityRecorded', { ...recorded, localDate: '2026-01-02' }],
    ['ActivityRecorded', { ...recorded, spans: [{ ...span, startedAt: NOON - 13 * HOUR }] }],
    ['ActivityRecorded', { ...recorded, spans: [{ ...span, endedAt: NOON + 12 * HOUR + 1 }] }],
    ['OfflineTimePosted', { ...offline, endedAt: NOON + 14 * HOUR }],
    ['ActivityRecorded', { ...recorded, utcOffsetMinutes: '60' }],
    ['ActivityRecorded', { ...recorded, utcOffsetMinutes: 1e6 }],
    ['ActivityRecorded', { ...recorded, utcOffsetMinutes: 3, spans: [] }],
    ['OfflineTimePosted', { ...offline, utcOffsetMinutes: -299 }],
    ['ActivityRecorded', { ...recorded, spans: {} }],
    ['ActivityRecorded', { ...recorded, spans: [{ ...span, startedAt: -1 }] }],
    ['ActivityRecorded', { ...recorded, spans: [{ ...span, startedAt: 8e14, endedAt: 8e14 + 1 }] }],
    ['ActivityRecorded', { ...recorded, spans: [null] }],
    ['ActivityRecorded', { ...recorded, spans: [{ ...span, endedAt: NOON }] }],
    ['ActivityRecorded', { ...recorded, spans: [{ ...span, endedAt: 9e15 }] }],
    ['ActivityRecorded', { ...recorded, spans: [{ ...span, title: 3 }] }],
    ['ActivityRecorded', { ...recorded, spans: [{ ...span, application: 'vim\ud83d' }] }],
    ['ActivityRecorded', { ...recorded, spans: [{ ...span, title: '\ude00' }] }],
    ['OfflineTimePosted', { ...offline, activity: undefined }],
    ['OfflineTimeRemoved', { ...offline, localDate: '2026-01-02' }],
    ['OfflineTimeRemoved', { ...offline, endedAt: NOON + 14 * HOUR }],
    ['OfflineTimeRemoved', { ...offline, utcOffsetMinutes: -299 }],
    ['OfflineTimePosted', { ...offline, startedAt: 'now' }],
    ['TimeErased', { from: NOON, to: NOON }],
    ['TimeErased', { from: NOON, to: NOON + 1, activities: [1] }],
  ])('is refused as %s with %j', (type, data) => {
    expect(() => readActivityEvent({ stream, type, data })).toThrow(
      expect.objectContaining({ code: 'unreadable_event' }),
    );
  });

  it('reaches to the last millisecond of its local day and is refused under any other stream', () => {
    const data = { ...recorded, spans: [{ ...span, endedAt: NOON + 12 * HOUR }] };
    expect(readActivityEvent({ stream, type: 'ActivityRecorded', data })).toBeDefined();
    for (const other of [stream.replace('0101', '0102'), 'activity-unknown', '']) {
      expect(() => readActivityEvent({ stream: other, type: 'ActivityRecorded', data })).toThrow('localDate');
    }
  });
});

import { readActivityEvent } from './read-activity-event.js';

const span = { id: '1', application: 'vim', startedAt: 1000, endedAt: 2000 };
const recorded = {
  deviceId: 'd',
  machine: '',
  osUser: '',
  source: 'computers',
  localDate: '2026-01-01',
  utcOffsetMinutes: 60,
  spans: [span],
};
const offline = { activity: 'Meeting', localDate: '2026-01-01', utcOffsetMinutes: 0, startedAt: 1000, endedAt: 2000 };

describe('an activity event out of the log', () => {
  it.each([
    ['ActivityRecorded', recorded],
    ['OfflineTimePosted', offline],
    ['TimeErased', { from: 0, to: 1 }],
    ['TimeErased', { from: 0, to: 1, activities: ['vim'] }],
  ])('is read as %s', (type, data) => expect(readActivityEvent({ type, data })).toEqual({ type, data }));

  it('is none of ours when its type is unknown', () => {
    expect(readActivityEvent({ type: '$metadata', data: {} })).toBeUndefined();
    expect(readActivityEvent({ type: 'constructor', data: {} })).toBeUndefined();
  });

  it.each([
    ['ActivityRecorded', 'not json'],
    ['ActivityRecorded', null],
    ['ActivityRecorded', []],
    ['ActivityRecorded', { ...recorded, deviceId: '' }],
    ['ActivityRecorded', { ...recorded, machine: 1 }],
    ['ActivityRecorded', { ...recorded, source: 'offline' }],
    ['ActivityRecorded', { ...recorded, localDate: '2026-02-30' }],
    ['ActivityRecorded', { ...recorded, utcOffsetMinutes: '60' }],
    ['ActivityRecorded', { ...recorded, utcOffsetMinutes: 1e6 }],
    ['ActivityRecorded', { ...recorded, spans: {} }],
    ['ActivityRecorded', { ...recorded, spans: [{ ...span, startedAt: -1 }] }],
    ['ActivityRecorded', { ...recorded, spans: [{ ...span, startedAt: 8e14, endedAt: 8e14 + 1 }] }],
    ['ActivityRecorded', { ...recorded, spans: [null] }],
    ['ActivityRecorded', { ...recorded, spans: [{ ...span, endedAt: 1000 }] }],
    ['ActivityRecorded', { ...recorded, spans: [{ ...span, endedAt: 9e15 }] }],
    ['ActivityRecorded', { ...recorded, spans: [{ ...span, title: 3 }] }],
    ['ActivityRecorded', { ...recorded, spans: [{ ...span, application: 'vim\ud83d' }] }],
    ['ActivityRecorded', { ...recorded, spans: [{ ...span, title: '\ude00' }] }],
    ['OfflineTimePosted', { ...offline, activity: undefined }],
    ['OfflineTimePosted', { ...offline, startedAt: 'now' }],
    ['TimeErased', { from: 5, to: 5 }],
    ['TimeErased', { from: 0, to: 1, activities: [1] }],
  ])('is refused as %s with %j', (type, data) => {
    expect(() => readActivityEvent({ type, data })).toThrow(expect.objectContaining({ code: 'unreadable_event' }));
  });
});

import type { LocalDate } from '../calendar/local-date.js';
import { erasureDecider } from './erasure-decider.js';
import type { ErasureEvent, ErasureProgress } from './events.js';
import { readErasureEvent } from './read-erasure-event.js';

const metadata = { now: 5, principalId: 'u' };
const DAYS = ['2026-01-01', '2026-01-02'] as LocalDate[];
const erasureId = 'e1';
const requested: ErasureEvent = {
  type: 'ErasureRequested',
  data: { erasureId, requestedAt: 5, slice: { activity: 'vim' }, taxonomyRevision: -1 },
};
const begun: ErasureProgress = { type: 'ErasureBegun', data: { erasureId, days: DAYS } };
const dayErased = (n: number, begins: string | null): ErasureProgress => ({
  type: 'DaysErased',
  data: { erasureId, days: [{ localDate: DAYS[n] as LocalDate, begins }] },
});
const logErased: ErasureProgress = {
  type: 'LogErased',
  data: {
    ...{ erasureId, requestedAt: 5, isAccount: false, daysSeen: 2, upTo: '20' },
    days: [{ localDate: DAYS[0] as LocalDate, begins: '10' }],
  },
};
const refused: ErasureProgress = { type: 'ScavengeRefused', data: { erasureId, reason: 'no room' } };
const scavenged: ErasureProgress = { type: 'LogScavenged', data: { erasureId } };
const rowsErased: ErasureProgress = { type: 'RowsErased', data: { erasureId, at: 7 } };
const completed: ErasureProgress = { type: 'ErasureCompleted', data: { erasureId } };
const ALL: ErasureEvent[] = [
  ...[requested, begun, dayErased(0, '10'), dayErased(1, null), logErased],
  ...[refused, scavenged, rowsErased, completed],
];

const stateOf = (given: readonly ErasureEvent[]) => given.reduce(erasureDecider.evolve, erasureDecider.initialState);
const note = (given: readonly ErasureEvent[], data: ErasureProgress) =>
  erasureDecider.decide({ type: 'NoteErasure', data, metadata }, stateOf(given));
const ask = (given: readonly ErasureEvent[], slice?: object) =>
  erasureDecider.decide(
    { type: 'RequestErasure', data: { erasureId: 'e2', taxonomyRevision: 3, ...(slice && { slice }) }, metadata },
    stateOf(given),
  );

describe('an erasure', () => {
  it('goes through its phases', () => {
    const phases = ALL.map((_, n) => stateOf(ALL.slice(0, n + 1))?.phase);
    expect(phases).toEqual([
      ...['requested', 'erasing', 'erasing', 'erasing', 'awaiting-scavenge', 'awaiting-scavenge'],
      ...['deleting-rows', 'awaiting-merges', 'completed'],
    ]);
  });

  it.each(ALL.slice(1).map((event, n) => [event.type, n + 1, event] as const))(
    'takes %s (%i) in its place, and neither twice nor of another erasure',
    (_type, n, event) => {
      const progress = event as ErasureProgress;
      expect(note(ALL.slice(0, n), progress)).toEqual([event]);
      expect(note(ALL.slice(0, n + 1), progress)).toEqual([]);
      const other = { ...progress, data: { ...progress.data, erasureId: 'other' } } as ErasureProgress;
      expect(note(ALL.slice(0, n), other)).toEqual([]);
    },
  );

  it('is known from the moment that its names are gone', () => {
    const whole = stateOf(ALL.slice(0, 5));
    expect(stateOf([logErased])).toEqual({ ...whole, taxonomyRevision: -1 });
    expect(whole).toMatchObject({ slice: undefined, daysSeen: 2, erased: [{ localDate: '2026-01-01', begins: '10' }] });
  });

  it('is one at a time, for a user', () => {
    const asked = {
      type: 'ErasureRequested',
      data: { erasureId: 'e2', requestedAt: 5, taxonomyRevision: 3, slice: {} },
    };
    expect(ask([], {})).toEqual([asked]);
    expect(() => ask([requested], {})).toThrow(expect.objectContaining({ code: 'erasure_running' }) as Error);
    expect(ask(ALL, {})).toEqual([asked]);
  });

  it('of the account takes the place of any other, once, and takes no other', () => {
    const [account] = ask([requested, begun]) as [ErasureEvent];
    expect(account).toEqual({
      type: 'ErasureRequested',
      data: { erasureId: 'e2', requestedAt: 5, taxonomyRevision: 3 },
    });
    expect(ask([requested, begun, account])).toEqual([]);
    expect(() => ask([requested, begun, account], {})).toThrow(
      expect.objectContaining({ code: 'erasure_running' }) as Error,
    );
    expect(note([requested, begun, account], dayErased(0, '1'))).toEqual([]);
  });

  it.each(ALL)('is read back from the log: $type', ({ type, data }) => {
    expect(readErasureEvent({ type, data })).toEqual({ type, data });
    expect(() => readErasureEvent({ type, data: { ...data, erasureId: 1 } })).toThrow('erasureId');
  });

  it.each([
    ['ErasureRequested', { ...requested.data, slice: { from: 'soon' } }, 'from'],
    ['ErasureBegun', { erasureId, days: ['soon'] }, 'localDate'],
    ['DaysErased', { erasureId, days: [{ localDate: '2026-01-01', begins: 3 }] }, 'begins'],
    ['LogErased', { ...logErased.data, upTo: '-1' }, 'upTo'],
    ['ScavengeRefused', { erasureId }, 'reason'],
    ['RowsErased', { erasureId, at: 'now' }, 'at'],
  ])('is not read from a %s that no version wrote', (type, data, field) =>
    expect(() => readErasureEvent({ type, data })).toThrow(field),
  );
});

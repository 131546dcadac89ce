import { activityStream, type LocalDate } from '@app/domain';
import type { StoredEvent } from '@app/event-store';
import type { LogChanges } from '../stores/log-changes.js';
import { until } from '../testing/until.js';
import { LiveChanges } from './live-changes.js';
import type { Listener } from './live-watch.js';
import type { ShownPosition } from './shown-position.js';

const ADA = '6f9619ff-8b86-4d01-b42d-00cf4fc964ff';
const BOB = '7f9619ff-8b86-4d01-b42d-00cf4fc964ff';
const DAY = '2026-11-29' as LocalDate;
const page: Listener = { userId: ADA, credentialStream: '', isPage: true, mayHear: () => true };
const ALL = { all: true, kinds: [], days: [] };

/** Changes after the position 10 of a log. The tables show it up to `tables.shown`. */
function changes(tables: { shown: bigint; isDown?: boolean }): LiveChanges {
  const read = () => (tables.isDown ? Promise.reject(new Error('down')) : Promise.resolve(tables.shown));
  const log = { registerForEvents: () => undefined } as unknown as LogChanges;
  const live = new LiveChanges(log, { read } as unknown as ShownPosition);
  live.hearsAfter(10n);
  return live;
}

const recorded = (userId: string, position: bigint) =>
  ({ stream: activityStream(userId, DAY), type: 'ActivityRecorded', position }) as StoredEvent;

describe('a listener', () => {
  it('is woken when the tables show its time, also when another page asked them', async () => {
    const tables = { shown: 10n };
    const live = changes(tables);
    const watch = await live.open(page);
    live.heard(recorded(ADA, 11n));
    await watch.wait(0);
    expect(live.take(watch).told).toBeUndefined();
    const begun = performance.now();
    const woken = watch.wait(5_000);
    tables.shown = 11n;
    expect(await live.placeOf(ADA)).toBe(11n);
    await woken;
    expect(performance.now() - begun).toBeLessThan(2_000);
    expect(live.take(watch).told).toEqual({ all: false, kinds: ['activities'], days: [DAY] });
    live.beforeApplicationShutdown();
  });

  it('that begins while the tables are filled is told that all may change, and again when they are filled', async () => {
    const tables = { shown: 4n };
    const live = changes(tables);
    const watch = await live.open(page);
    expect(live.take(watch)).toEqual({ told: ALL, position: 0n });
    expect(live.take(watch).told).toBeUndefined();
    tables.shown = 10n;
    await until('the end of the filling', () => Promise.resolve(live.take(watch).told?.all === true));
    expect(live.take(watch)).toEqual({ told: undefined, position: 10n });
    live.beforeApplicationShutdown();
  });

  it('waits for the tables again after the restore of an older log', async () => {
    const tables = { shown: 10n };
    const live = changes(tables);
    const watch = await live.open(page);
    tables.shown = 3n;
    live.hearsAfter(3n);
    await until('the other log', () => Promise.resolve(live.take(watch).told === undefined));
    live.heard(recorded(ADA, 4n));
    expect(live.take(watch)).toEqual({ told: undefined, position: 3n });
    live.beforeApplicationShutdown();
  });

  it('begins also while the tables do not answer', async () => {
    const live = changes({ shown: 10n, isDown: true });
    const watch = await live.open(page);
    expect(live.take(watch).told).toEqual(ALL);
    live.beforeApplicationShutdown();
  });

  it('hears nothing of the time of another user', async () => {
    const live = changes({ shown: 12n });
    const watch = await live.open(page);
    live.heard(recorded(BOB, 11n));
    expect(live.take(watch)).toEqual({ told: undefined, position: 11n });
    live.beforeApplicationShutdown();
  });
});

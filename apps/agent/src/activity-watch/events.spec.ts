import fc from 'fast-check';
import { type Refusal } from '../loopback/gate.js';
import { merged, readEvent, type WatchEvent, written } from './events.js';

const NOON = Date.UTC(2026, 2, 1, 9);
const event = (from: number, until: number, app = 'code'): WatchEvent => ({
  startMs: NOON + from * 1_000,
  endMs: NOON + until * 1_000,
  data: { app },
});

describe('a heartbeat', () => {
  it.each<[string, [WatchEvent, WatchEvent], number, number | null]>([
    ['goes on with the same data', [event(0, 0), event(1, 1)], 2, 1],
    ['goes on just at the end of the pulse', [event(0, 1), event(3, 3)], 2, 3],
    ['goes on within the last event', [event(0, 10), event(5, 5)], 2, 10],
    ['begins a new event after the pulse', [event(0, 1), event(5, 5)], 2, null],
    ['begins a new event before the last one', [event(5, 5), event(4, 4)], 2, null],
    ['begins a new event with other data', [event(0, 0), event(1, 1, 'vim')], 2, null],
  ])('%s', (_title, [last, heartbeat], pulseSeconds, until) => {
    const expected = until === null ? null : { ...last, endMs: NOON + until * 1_000 };
    expect(merged(last, heartbeat, pulseSeconds * 1_000)).toEqual(expected);
  });
});

describe('an event as clients send it', () => {
  it.each([
    ['2026-03-01T09:00:00.000000+00:00', 0],
    ['2026-03-01T09:00:00Z', 1.5],
    ['2026-03-01T10:00:00+01:00', 0],
  ])('at %s for %d s is read', (timestamp, duration) => {
    const read = readEvent({ id: null, timestamp, duration, data: { a: 1 } });
    expect(read).toEqual({ startMs: NOON, endMs: NOON + duration * 1_000, data: { a: 1 } });
    expect(written(7, read)).toEqual({ id: 7, timestamp: '2026-03-01T09:00:00.000Z', duration, data: { a: 1 } });
  });

  it.each<[unknown, number]>([
    [null, 400],
    ['x', 400],
    [{}, 400],
    [{ timestamp: 'now', duration: 0, data: {} }, 400],
    [{ timestamp: 7, duration: 0, data: {} }, 400],
    [{ timestamp: '2026-03-01T09:00:00Z', duration: -1, data: {} }, 400],
    [{ timestamp: '2026-03-01T09:00:00Z', duration: 1e9, data: {} }, 400],
    [{ timestamp: '2026-03-01T09:00:00Z', duration: 0, data: [] }, 400],
    [{ timestamp: '2026-03-01T09:00:00Z', duration: 0 }, 400],
    [{ timestamp: '2026-03-01T09:00:00Z', duration: 0, data: { title: 'x'.repeat(10_000) } }, 413],
  ])('%j is refused', (value, status) => {
    expect(() => readEvent(value)).toThrow(expect.objectContaining<Partial<Refusal>>({ status }) as Error);
  });

  it('of any kind is read or refused', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        try {
          expect(Number.isFinite(readEvent(value).endMs)).toBe(true);
        } catch (error) {
          expect((error as Refusal).status).toBeGreaterThanOrEqual(400);
        }
      }),
    );
  });
});

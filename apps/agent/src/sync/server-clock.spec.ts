import { skewOf } from './answer-clock.js';
import { describeSkew, ServerClock } from './server-clock.js';

const NOON = Date.UTC(2026, 10, 20, 12, 0, 0);
const HOUR_MS = 3_600_000;

/** A clock on a machine that the test moves by hand. */
function onMachine() {
  const machine = { wallMs: NOON, monotonicMs: 0 };
  const clock = new ServerClock(() => ({ ...machine }));
  const shifts: number[] = [];
  clock.shifts.subscribe((shiftMs) => shifts.push(shiftMs));
  const pass = (monotonicMs: number, wallMs = monotonicMs) => {
    machine.wallMs += wallMs;
    machine.monotonicMs += monotonicMs;
    return clock.now().wallMs;
  };
  return { clock, shifts, pass };
}

describe('the clock of the server on this machine', () => {
  it('follows the machine while no answer shows that it is wrong', () => {
    const { clock, shifts, pass } = onMachine();
    expect(clock.measured(9_999)).toBe(false);
    expect(pass(5_000)).toBe(NOON + 5_000);
    expect(shifts).toEqual([]);
  });

  it.each([
    ['an hour fast', -HOUR_MS],
    ['an hour slow', HOUR_MS],
    ['in 1970', NOON],
  ])('is right on a machine that is %s, from the first answer on', (_title, skewMs) => {
    const { clock, shifts, pass } = onMachine();
    expect(clock.measured(skewMs)).toBe(true);
    expect(clock.measured(skewMs + 3_000)).toBe(false);
    expect(pass(5_000)).toBe(NOON + 5_000 + skewMs);
    expect(shifts).toEqual([skewMs]);
  });

  it.each([-HOUR_MS, HOUR_MS])('does not move when the machine is set right again (%d ms)', (skewMs) => {
    const { clock, shifts, pass } = onMachine();
    clock.measured(skewMs);
    pass(5_000);
    expect(pass(5_000, 5_000 + skewMs)).toBe(NOON + 10_000 + skewMs);
    expect(clock.correctionMs).toBe(0);
    expect(clock.measured(0)).toBe(false);
    expect(shifts).toEqual([skewMs]);
  });

  it('keeps its correction through the sleep of the machine', () => {
    const { clock, pass } = onMachine();
    clock.measured(HOUR_MS);
    pass(5_000);
    expect(pass(5_000, 8 * HOUR_MS)).toBe(NOON + 5_000 + 9 * HOUR_MS);
    expect(clock.correctionMs).toBe(HOUR_MS);
  });

  it('is set right by the next answer after another jump', () => {
    const { clock, shifts, pass } = onMachine();
    clock.measured(-HOUR_MS);
    pass(5_000);
    pass(5_000, -2 * HOUR_MS);
    clock.measured(HOUR_MS);
    expect(shifts).toEqual([-HOUR_MS, 2 * HOUR_MS]);
  });
});

describe('the measured difference', () => {
  const times = { sentMs: NOON, receivedMs: NOON + 400 };

  it.each<[string, unknown, string | null, number | undefined]>([
    ['compares the time in the answer with the middle of the call', NOON + 7_200, null, 7_000],
    ['prefers that time to the header, which a proxy may write', NOON + 200, 'Fri, 20 Nov 2026 13:00:00 GMT', 0],
    ['takes the header of an older server, to half a second', undefined, 'Fri, 20 Nov 2026 12:01:00 GMT', 60_300],
    ['ignores an unreadable time', 'noon', 'soon', undefined],
    ['is unknown without both', undefined, null, undefined],
  ])('%s', (_title, serverTime, date, expected) => {
    expect(skewOf(serverTime, date, times)).toBe(expected);
  });

  it('is unknown when the call took over ten seconds, or the clock jumped meanwhile', () => {
    expect(skewOf(NOON, null, { sentMs: NOON, receivedMs: NOON + 10_001 })).toBeUndefined();
    expect(skewOf(NOON, null, { sentMs: NOON, receivedMs: NOON - 1 })).toBeUndefined();
  });

  it.each([
    [null, null],
    [9_999, null],
    [-61_000, '61 seconds fast'],
    [-420_000, '7 minutes fast'],
    [7_200_000, '2 hours slow'],
    [1_000_000_000, '12 days slow'],
  ])('of %p ms is told as %p', (skewMs, expected) => {
    expect(describeSkew(skewMs)).toBe(expected);
  });
});

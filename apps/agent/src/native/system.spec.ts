import fc from 'fast-check';
import { awayOfFlags, idleOfSeconds } from './macos-system.js';
import { awayOfSession, idleOfTicks } from './windows-system.js';

const TICKS = 2 ** 32;

describe('the last input of Windows, by its tick count', () => {
  it.each([
    ['two readings of Wine 8', 3_837_863, 3_831_470, 6_393],
    ['this moment', 500, 500, 0],
    ['5 s before the count begins again', 3_000, TICKS - 2_000, 5_000],
    ['the last tick before it begins again', 0, TICKS - 1, 1],
    ['30 days ago', 2_592_000_000, 0, 2_592_000_000],
    ['stamped 16 ms after now', 1_000, 1_016, 0],
    ['stamped after now, over the end of the count', TICKS - 5, 11, 0],
  ])('%s', (_title, now, input, idleMs) => {
    expect(idleOfTicks(now, input)).toBe(idleMs);
  });

  it('is right wherever the count stands, for any pause under 49 days', () => {
    const pause = fc.integer({ min: 0, max: 49 * 86_400_000 });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: TICKS - 1 }), pause, (input, idleMs) => {
        expect(idleOfTicks((input + idleMs) % TICKS, input)).toBe(idleMs);
      }),
    );
  });
});

describe('the session of Windows', () => {
  const session = (level: number, state: number, flags: number) => {
    const bytes = Buffer.alloc(20);
    bytes.writeUInt32LE(level, 0);
    bytes.writeUInt32LE(1, 8);
    bytes.writeInt32LE(state, 12);
    bytes.writeInt32LE(flags, 16);
    return bytes;
  };

  it.each([
    ['locked', session(1, 0, 0), true],
    ['unlocked', session(1, 0, 1), false],
    ['not known', session(1, 0, -1), null],
    ['disconnected, as after a change of the user', session(1, 4, 1), true],
    ['of a form that is not known', session(2, 0, 1), null],
    ['cut off', session(1, 0, 1).subarray(0, 19), null],
  ])('is %s', (_title, bytes, isAway) => {
    expect(awayOfSession(Uint8Array.from(bytes))).toBe(isAway);
  });
});

describe('the session of macOS', () => {
  it.each([
    ['is locked', { isLocked: true, hasScreen: true }, true],
    ['is not: the key is only there while it is locked', { isLocked: undefined, hasScreen: true }, false],
    ['has lost the screen to another user', { isLocked: undefined, hasScreen: false }, true],
    ['says nothing about the screen', { isLocked: undefined, hasScreen: undefined }, false],
    ['is not there, as over SSH', null, null],
  ])('%s', (_title, flags, isAway) => {
    expect(awayOfFlags(flags)).toBe(isAway);
  });

  it.each([
    [0, 0],
    [2.0004, 2_000],
    [300.25, 300_250],
    [-1, null],
    [NaN, null],
  ])('had its last input %p s ago: %p ms', (seconds, idleMs) => {
    expect(idleOfSeconds(seconds)).toBe(idleMs);
  });
});

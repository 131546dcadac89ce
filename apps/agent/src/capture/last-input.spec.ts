import { LastInput } from './last-input.js';

describe('the last input of a person', () => {
  it.each([
    ['a key counts', [{ pointerMs: 9_000, keyboardMs: 2_000 }], 2_000],
    ['the pointer counts', [{ pointerMs: 40, keyboardMs: 9_000 }], 40],
    [
      'a reset of both by a program does not',
      [
        { pointerMs: 9_000, keyboardMs: 2_000 },
        { pointerMs: 300, keyboardMs: 301 },
      ],
      3_000,
    ],
    [
      'many resets do not either',
      [{ pointerMs: 9_000, keyboardMs: 2_000 }, ...Array.from({ length: 60 }, () => ({ pointerMs: 1, keyboardMs: 1 }))],
      62_000,
    ],
    [
      'a key after a reset does',
      [
        { pointerMs: 1, keyboardMs: 900 },
        { pointerMs: 300, keyboardMs: 301 },
        { pointerMs: 1_300, keyboardMs: 100 },
      ],
      100,
    ],
    ['the first answer is all that is known', [{ pointerMs: 5_000, keyboardMs: 5_000 }], 5_000],
  ])('%s', (_title, answers, expected) => {
    const input = new LastInput();
    // The display is asked each second.
    const idle = answers.map((answer, second) => input.idleMs(answer, 100_000 + second * 1_000));
    expect(idle.at(-1)).toBe(expected);
  });
});

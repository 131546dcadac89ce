import { END, INPUT, joined, type Moment, NOON, READY, record, type Report, window } from '../testing/moments.js';

/** A title that changes four times a second, with the ends included. */
function spinner(from: number, until: number, name = 'npm'): Moment[] {
  const frames = '|/-+'.split('');
  const moments: Moment[] = [];
  for (let second = from; second <= until; second += 0.25) {
    moments.push([second, window('XTerm', `${frames[(second * 4) % 4]} ${name}`)], [second, INPUT]);
  }
  return moments;
}

describe('a title that moves', () => {
  const start: Moment[] = [
    [0, READY],
    [0, INPUT],
  ];

  it.each<[string, Moment[], string[]]>([
    [
      'gives its time to the last quiet title of the window',
      [
        ...start,
        [0, window('XTerm', 'src')],
        ...spinner(10, 130),
        [130.25, window('XTerm', 'src')],
        [140, INPUT],
        [140, END],
      ],
      ['XTerm/src 0-140'],
    ],
    [
      'is named by its longest-lived part when no quiet title was before it',
      [
        ...start,
        [0, window('XTerm', 'a')],
        [0.25, window('XTerm', 'b')],
        [1.5, window('XTerm', 'c')],
        [2, window('XTerm', 'd')],
        [3, window('XTerm', 'quiet')],
        [20, INPUT],
        [20, END],
      ],
      ['XTerm/b 0-3', 'XTerm/quiet 3-20'],
    ],
    ['gives all its time when it never rests', [...start, ...spinner(0, 600), [600, END]], ['XTerm/| npm 0-600']],
    [
      'does not split a window that shows an empty title for a moment first',
      [...start, [0, window('XTerm')], [0.3, window('XTerm', 'src')], [10, INPUT], [10, END]],
      ['XTerm/src 0-10'],
    ],
    [
      'stays apart from a quiet title that follows',
      [
        ...start,
        [0, window('XTerm', 'src')],
        ...spinner(10, 20),
        [20.25, window('XTerm', 'done')],
        [30, INPUT],
        [30, END],
      ],
      ['XTerm/src 0-20.25', 'XTerm/done 20.25-30'],
    ],
    [
      'counts in the window before and after a flicker of another window',
      [
        ...start,
        [0, window('XTerm', 'src')],
        [10, window('Popup', 'hello')],
        [10.3, window('XTerm', 'src')],
        [20, INPUT],
        [20, END],
      ],
      ['XTerm/src 0-20'],
    ],
  ])('%s', (_title, moments, expected) => {
    expect(joined(record(moments))).toEqual(expected);
  });

  it('is given out at least every minute while it goes on', () => {
    for (let until = 60; until < 200; until += 20) {
      const spans = record([...start, ...spinner(0, until)]);
      expect(NOON + until * 1_000 - (spans.at(-1)?.endedAt ?? 0)).toBeLessThan(60_000);
    }
  });

  it('keeps two windows of one program apart, each with its own title', () => {
    const terminal = (number: number): Report => ({
      type: 'active',
      window: number,
      application: 'XTerm',
      title: `${number}`,
    });
    const moments = Array.from({ length: 10 }, (_unused, second): Moment => [second, terminal((second % 2) + 1)]);
    const spans = record([...start, ...moments, [10, INPUT], [10, END]]);
    expect(joined(spans)).toEqual(Array.from({ length: 10 }, (_unused, at) => `XTerm/${(at % 2) + 1} ${at}-${at + 1}`));
  });
});

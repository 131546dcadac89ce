import {
  BLIND,
  END,
  every5s,
  idle,
  INPUT,
  joined,
  type Moment,
  NOON,
  READY,
  type Report,
  record,
  TICK,
  window,
} from '../testing/moments.js';

describe('a session of window samples', () => {
  it.each<[string, Moment[], string[]]>([
    [
      'one window with steady input is one run',
      [[0, READY], [0, window('Editor')], ...every5s(0, 120, () => INPUT), [120, END]],
      ['Editor 0-120'],
    ],
    [
      'a change of window and a change of title each begin a new span',
      [
        [0, READY],
        [0, INPUT],
        [0, window('Editor', 'a')],
        [10, window('Editor', 'b')],
        [20, window('Shell', 'b')],
        [25, INPUT],
        [25, END],
      ],
      ['Editor/a 0-10', 'Editor/b 10-20', 'Shell/b 20-25'],
    ],
    [
      'a repeated report of the same window continues its span',
      [
        [0, READY],
        [0, INPUT],
        [0, window('Editor')],
        [10, window('Editor')],
        [20, INPUT],
        [20, END],
      ],
      ['Editor 0-20'],
    ],
    [
      'time without a window does not count',
      [
        [0, READY],
        [0, INPUT],
        [0, window('Editor')],
        [10, { type: 'none' }],
        [15, INPUT],
        [20, window('Editor')],
        [25, INPUT],
        [25, END],
      ],
      ['Editor 0-10', 'Editor 20-25'],
    ],
    [
      'a visit shorter than half a second is a flicker: its time belongs to the window before it',
      [
        [0, READY],
        [0, INPUT],
        [0, window('Editor')],
        [10, window('Popup')],
        [10.499, window('Shell')],
        [11, INPUT],
        [11, END],
      ],
      ['Editor 0-10.499', 'Shell 10.499-11'],
    ],
    [
      'a visit of half a second counts',
      [
        [0, READY],
        [0, INPUT],
        [0, window('Popup')],
        [0.5, window('Shell')],
        [1, INPUT],
        [1, END],
      ],
      ['Popup 0-0.5', 'Shell 0.5-1'],
    ],
    [
      'a lost display ends the time, and a new one begins it',
      [
        [0, READY],
        [0, INPUT],
        [0, window('Editor')],
        [10, INPUT],
        [12, { type: 'lost', reason: 'gone' }],
        [15, READY],
        [15, INPUT],
        [16, window('Editor')],
        [20, INPUT],
        [20, END],
      ],
      ['Editor 0-10', 'Editor 16-20'],
    ],
    [
      'input before any window makes no span',
      [
        [0, READY],
        [0, INPUT],
        [10, INPUT],
        [10, END],
      ],
      [],
    ],
  ])('%s', (_title, moments, expected) => {
    expect(joined(record(moments))).toEqual(expected);
  });
});

describe('a pause without input', () => {
  const away = (from: number, back: number): Moment[] => [
    [0, READY],
    [0, INPUT],
    [0, window('Editor')],
    ...every5s(5, from, () => INPUT),
    ...every5s(from + 5, back - 5, (second) => idle(second - from)),
    ...every5s(back, back + 30, () => INPUT),
    [back + 30, END],
  ];

  it.each([
    ['of 4 minutes counts: one unbroken run', 60, 300, ['Editor 0-330']],
    ['just under the limit counts', 60, 355, ['Editor 0-385']],
    ['of exactly the limit is dropped', 60, 360, ['Editor 0-60', 'Editor 360-390']],
    ['of 9 minutes is dropped', 60, 600, ['Editor 0-60', 'Editor 600-630']],
  ])('%s', (_title, from, back, expected) => {
    expect(joined(record(away(from, back)))).toEqual(expected);
  });

  it('holds back time that no input has confirmed', () => {
    const start: Moment[] = [[0, READY], [0, INPUT], [0, window('Editor')], ...every5s(5, 60, () => INPUT)];
    expect(joined(record([...start, ...every5s(65, 900, (second) => idle(second - 60))]))).toEqual(['Editor 0-60']);
  });

  it('is confirmed or dropped as a whole when a change of window interrupts it', () => {
    const moments = (back: number): Moment[] => [
      [0, READY],
      [0, INPUT],
      [0, window('Player', 'song 1')],
      ...every5s(5, 100, (second) => idle(second)),
      [102, window('Player', 'song 2')],
      ...every5s(105, back - 5, (second) => idle(second)),
      [back, INPUT],
      [back, END],
    ];
    expect(joined(record(moments(200)))).toEqual(['Player/song 1 0-102', 'Player/song 2 102-200']);
    expect(joined(record(moments(400)))).toEqual([]);
  });

  it('counts presence when the source sees no input', () => {
    const moments: Moment[] = [[0, BLIND], [0, window('Editor')], ...every5s(5, 900, () => TICK), [902, END]];
    expect(joined(record(moments))).toEqual(['Editor 0-902']);
  });
});

describe('a gap in time', () => {
  const steady = (from: number, until: number, shift = 0): Moment[] =>
    every5s(from, until, () => INPUT).map(([wall, report]) => [wall, report, wall + shift]);

  it.each<[string, Moment[], string[]]>([
    [
      'eight hours of sleep do not count',
      [[0, READY], [0, INPUT], [0, window('Editor')], ...steady(0, 20), ...steady(28_820, 28_830, -28_795)],
      ['Editor 0-20', 'Editor 28820-28830'],
    ],
    [
      'a silence of 30 s is still one run',
      [[0, READY], [0, INPUT], [0, window('Editor')], ...steady(0, 20), ...steady(50, 60)],
      ['Editor 0-60'],
    ],
    [
      'a silence of over 30 s is sleep, on both clocks',
      [[0, READY], [0, INPUT], [0, window('Editor')], ...steady(0, 20), ...steady(50.001, 60.001)],
      ['Editor 0-20', 'Editor 50.001-60.001'],
    ],
    [
      'a clock set forward by 10 s leaves a gap',
      [[0, READY], [0, INPUT], [0, window('Editor')], ...steady(0, 20), ...steady(35, 45, -10)],
      ['Editor 0-20', 'Editor 35-45'],
    ],
    [
      'a clock set back by a second begins a new run: no time is negative',
      [[0, READY], [0, INPUT], [0, window('Editor')], ...steady(0, 20), ...steady(19.5, 29.5, 1)],
      ['Editor 0-20', 'Editor 19.5-29.5'],
    ],
    [
      'a clock set back by an hour gives two positive runs',
      [[0, READY], [0, INPUT], [0, window('Editor')], ...steady(0, 20), ...steady(-3_575, -3_565, 3_600)],
      ['Editor 0-20', 'Editor -3575--3565'],
    ],
  ])('%s', (_title, moments, expected) => {
    const last = moments.at(-1) as Moment;
    expect(joined(record([...moments, [last[0], END, last[2] ?? last[0]]]))).toEqual(expected);
  });
});

describe('a corrected clock', () => {
  const correct = (seconds: number): Report => ({ type: 'clock', shiftMs: seconds * 1_000 });

  it.each([
    ['an hour back', -3_600],
    ['an hour forward', 3_600],
  ])('%s is no gap: what was not given out moves with it', (_title, shift) => {
    const later = (from: number, until: number): Moment[] =>
      every5s(from, until, () => INPUT).map(([second, report]) => [second + shift, report, second]);
    const moments: Moment[] = [
      [0, READY],
      [0, INPUT],
      [0, window('Editor')],
      ...every5s(5, 20, () => INPUT),
      [22 + shift, correct(shift), 22],
      ...later(25, 40),
      [40 + shift, END, 40],
    ];
    expect(joined(record(moments))).toEqual([`Editor ${shift}-${shift + 40}`]);
  });

  it('gives no time twice: a stay that was given out in part goes on behind that part', () => {
    const moments: Moment[] = [
      [0, READY],
      [0, INPUT],
      [0, window('Editor')],
      ...every5s(5, 70, () => INPUT),
      [71 - 30, correct(-30), 71],
      [75 - 30, INPUT, 75],
      [75 - 30, END, 75],
    ];
    const spans = record(moments);
    expect(spans.reduce((sum, { startedAt, endedAt }) => sum + endedAt - startedAt, 0)).toBe(75_000);
  });
});

describe('where a span is cut', () => {
  it('ends at a five-minute boundary, and nothing is lost there', () => {
    const moments: Moment[] = [[280, READY], [280, INPUT], [280, window('Editor')], ...every5s(280, 320, () => INPUT)];
    expect(record([...moments, [320, END]]).map((span) => [span.startedAt - NOON, span.endedAt - NOON])).toEqual([
      [280_000, 300_000],
      [300_000, 320_000],
    ]);
  });

  it('keeps the short end of a long stay', () => {
    const moments: Moment[] = [[0, READY], [0, INPUT], [0, window('Editor')], ...every5s(0, 50, () => INPUT)];
    expect(joined(record([...moments, [50.3, INPUT], [50.3, END]]))).toEqual(['Editor 0-50.3']);
  });

  it('has given out all but the last minute at each moment', () => {
    for (let until = 60; until < 400; until += 5) {
      const spans = record([[0, READY], [0, INPUT], [0, window('Editor')], ...every5s(0, until, () => INPUT)]);
      expect(NOON + until * 1_000 - (spans.at(-1)?.endedAt ?? 0)).toBeLessThan(60_000);
    }
  });
});

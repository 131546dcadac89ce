import fc from 'fast-check';

/** What a person, the machine or the network does. Times are milliseconds. */
export type Deed =
  /** A window comes to the front, or its title changes. `program` names it. */
  | { do: 'window'; program: string; title: string }
  /** The extension names the page of a look. */
  | { do: 'name'; look: number; site: string }
  | { do: 'no window' | 'input' | 'lock' | 'unlock' | 'display lost' | 'pause' | 'resume' | 'sync' }
  /** The machine sleeps. Its monotonic clock counts that time or not. */
  | { do: 'sleep'; ms: number; isCounted: boolean }
  /** Somebody sets the wall clock. */
  | { do: 'set clock'; ms: number }
  | { do: 'hours'; text: string | null }
  /** The server takes a batch, but its answer is lost; or it cannot be reached. */
  | { do: 'answer lost' | 'server away' }
  /** The agent ends well and starts again. */
  | { do: 'restart' }
  /**
   * The agent ends at once. The disk keeps this share (0 to 1) of the bytes of the last write, and
   * perhaps zeros behind them. `isSettling`: it happens between the two writes behind an answer.
   */
  | { do: 'crash'; share: number; zeros: boolean; isSettling: boolean };

/** A deed and the time before it. While `isTyping` a key is pressed every few seconds. */
export type Step = { pauseMs: number; isTyping: boolean } & Deed;

/** One life of a device. */
export interface History {
  /** The instant at which it begins, epoch ms of the server's clock. */
  beginMs: number;
  /** What the machine's wall clock is ahead of the server's. */
  aheadMs: number;
  /** Whether the display counts idle time. */
  seesInput: boolean;
  zone: string;
  steps: Step[];
}

const PROGRAMS = ['Editor', 'Mail', 'Web', 'Film'];
const TITLES = ['', 'a', 'ü – 日本', 'c'];
/** Both nights on which Berlin changes its clocks, and a plain noon. */
const BEGINS = [Date.UTC(2026, 2, 29, 0, 50), Date.UTC(2026, 9, 25, 0, 50), Date.UTC(2026, 10, 20, 12)];
const HOURS = [null, 'mon-sun 1:00-2:30', 'mon-sun 2:05-3:00; 3:10-13:05', 'mon-sun 0:00-24:00'];
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const windows = fc.record({
  do: fc.constant('window' as const),
  program: fc.constantFrom(...PROGRAMS),
  title: fc.constantFrom(...TITLES),
});
const names = fc.record({
  do: fc.constant('name' as const),
  look: fc.integer({ min: 1, max: 12 }),
  site: fc.constantFrom('a.example/x', 'b.example'),
});
const plain = (...deeds: Exclude<Deed, { ms: number }>['do'][]) =>
  fc.constantFrom(...deeds).map((deed) => ({ do: deed }) as Deed);

/** What happens on a desktop all day. */
const DESKTOP = fc.oneof(
  { weight: 8, arbitrary: windows },
  { weight: 2, arbitrary: names },
  { weight: 4, arbitrary: plain('input', 'input', 'no window', 'lock', 'unlock', 'display lost') },
  { weight: 2, arbitrary: plain('pause', 'resume') },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('hours' as const), text: fc.constantFrom(...HOURS) }) },
  { weight: 4, arbitrary: plain('sync', 'sync', 'answer lost', 'server away') },
  { weight: 1, arbitrary: plain('restart') },
);
const SLEEP = fc.record({
  do: fc.constant('sleep' as const),
  ms: fc.oneof(fc.integer({ min: 3_000, max: MINUTE }), fc.integer({ min: MINUTE, max: 9 * HOUR })),
  isCounted: fc.boolean(),
});
/** A smaller change than two seconds is not noticed, and counts as time. */
const SET_CLOCK = fc.record({
  do: fc.constant('set clock' as const),
  ms: fc
    .oneof(fc.integer({ min: 3_000, max: 40_000 }), fc.integer({ min: 40_000, max: 5 * HOUR }))
    .chain((ms) => fc.constantFrom(ms, -ms)),
});
const CRASH = fc.record({
  do: fc.constant('crash' as const),
  share: fc.oneof(fc.constant(1), fc.double({ min: 0, max: 1, noNaN: true })),
  zeros: fc.boolean(),
  isSettling: fc.boolean(),
});

export interface Kind {
  clockIsSet: boolean;
  crashes: boolean;
  /** Shorter than this no window is in front. */
  shortestMs: number;
}

/** Histories of a kind, with any sleep. */
export function histories({ clockIsSet, crashes, shortestMs }: Kind): fc.Arbitrary<History> {
  const deeds = fc.oneof(
    { weight: 20, arbitrary: DESKTOP },
    { weight: 1, arbitrary: SLEEP },
    ...(clockIsSet ? [{ weight: 1, arbitrary: SET_CLOCK as fc.Arbitrary<Deed> }] : []),
    ...(crashes ? [{ weight: 2, arbitrary: CRASH as fc.Arbitrary<Deed> }] : []),
  );
  const pauseMs = fc.oneof(
    { weight: 4, arbitrary: fc.integer({ min: shortestMs, max: shortestMs + 1_000 }) },
    { weight: 4, arbitrary: fc.integer({ min: shortestMs, max: 30_000 }) },
    { weight: 1, arbitrary: fc.integer({ min: shortestMs, max: 8 * MINUTE }) },
  );
  const step = fc
    .record({ pauseMs, isTyping: fc.boolean(), deed: deeds })
    .map(({ deed, ...before }): Step => ({ ...before, ...deed }));
  const skew = fc.oneof(
    fc.constant(0),
    fc.integer({ min: -HOUR, max: HOUR }),
    fc.integer({ min: -20 * HOUR, max: 20 * HOUR }),
  );
  return fc.record({
    beginMs: fc.constantFrom(...BEGINS),
    aheadMs: clockIsSet ? skew : fc.constant(0),
    seesInput: fc.constantFrom(true, true, true, false),
    zone: fc.constantFrom('Europe/Berlin', 'Pacific/Chatham', 'America/New_York'),
    steps: fc.array(step, { maxLength: 60, size: 'max' }),
  });
}

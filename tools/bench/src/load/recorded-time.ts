import type { Span } from '@app/domain';

/** Activities that the shipped catalogue knows. The others are invented, and stay Uncategorized. */
const KNOWN: readonly Pick<Span, 'application' | 'url'>[] = [
  { application: 'Visual Studio Code' },
  { application: 'Terminal' },
  { application: 'Slack' },
  { application: 'Firefox', url: 'https://github.com/' },
  { application: 'Firefox', url: 'https://stackoverflow.com/questions' },
  { application: 'Firefox', url: 'https://mail.google.com/' },
  { application: 'Firefox', url: 'https://www.youtube.com/watch' },
  { application: 'Microsoft Excel' },
];
const ACTIVITIES = 400;
const DOCUMENTS_OF_ONE = 200;

/** The begin of a sequence of spans, and the average duration of a span. */
export interface RecordedTime {
  readonly seed: number;
  /** Epoch ms. */
  readonly startMs: number;
  readonly meanSeconds: number;
}

/**
 * The spans of one device, without end and without gaps: few activities and documents often, many
 * seldom. The same seed gives the same spans. Ids are unique within a seed.
 */
export function* recordedTime({ seed, startMs, meanSeconds }: RecordedTime): Generator<Span, never> {
  const random = randomNumbers(seed);
  let at = startMs;
  for (let n = 0; ; n++) {
    const activity = Math.floor(ACTIVITIES * random() ** 4);
    const document = Math.floor(DOCUMENTS_OF_ONE * random() ** 3);
    const site = `https://site-${activity}.example/${document}`;
    const named = KNOWN[activity] ?? { application: 'Firefox', url: site };
    const durationMs = Math.round(meanSeconds * 1000 * (0.2 + 1.6 * random()));
    yield {
      id: idOf(seed, n),
      ...named,
      title: `Document ${document} of activity ${activity}`,
      startedAt: at,
      endedAt: at + durationMs,
    };
    at += durationMs;
  }
}

/** As long as the ids of agents, which are UUIDs. */
const idOf = (seed: number, n: number) =>
  `${seed.toString(16).padStart(8, '0')}-0000-5000-8000-${n.toString(16).padStart(12, '0')}`;

/** The next `count` spans of a sequence. */
export function take(spans: Generator<Span, never>, count: number): Span[] {
  return Array.from({ length: count }, () => spans.next().value);
}

/**
 * Numbers from 0 (inclusive) to 1 (exclusive), the same for the same seed: a multiplicative
 * congruential generator.
 */
function randomNumbers(seed: number): () => number {
  const MODULUS = 2_147_483_647;
  let state = ((seed * 7_919 + 1) % (MODULUS - 1)) + 1;
  return () => {
    state = (state * 48_271) % MODULUS;
    return (state - 1) / (MODULUS - 1);
  };
}

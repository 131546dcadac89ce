/** The productivity levels, from the bottom of a stack to its top. */
export const LEVELS = [2, 1, 0, -1, -2] as const;
export type Level = (typeof LEVELS)[number];

/** The colour of a level. Colours say the level and nothing else. */
export const levelColour = (level: number): string => `var(--level${level})`;

/** The seconds at a level, of the five that an answer has (-2 first). */
export const secondsAt = (levelSeconds: readonly number[], level: Level): number => levelSeconds[level + 2] ?? 0;

/** The seconds at all levels. */
export const secondsIn = (levelSeconds: readonly number[]): number => levelSeconds.reduce((sum, one) => sum + one, 0);

interface Levelled {
  readonly levelSeconds: readonly number[];
}

/** Seconds at the levels 1 and 2. */
export const productive = ({ levelSeconds }: Levelled): number =>
  secondsAt(levelSeconds, 1) + secondsAt(levelSeconds, 2);

/** Seconds at the levels -1 and -2. */
export const distracting = ({ levelSeconds }: Levelled): number =>
  secondsAt(levelSeconds, -1) + secondsAt(levelSeconds, -2);

import { FairTurns } from './fair-turns.js';

/**
 * How many questions of users run at the same time. The in-process engine runs one query at a time,
 * and a second one would wait inside the engine, where no line is fair.
 */
const AT_ONCE = { folder: 1, server: 8 } as const;

/** The line in front of the in-process engine on a folder, or in front of a server. */
export const lineFor = (engine: keyof typeof AT_ONCE): FairTurns =>
  new FairTurns({ atOnce: AT_ONCE[engine], now: () => performance.now() });

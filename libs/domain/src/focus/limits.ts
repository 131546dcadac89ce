/** The most names that sessions never touch. */
export const MOST_ALLOWED = 100;

/** The highest count of an enforcement: one each second of the longest session. */
export const MOST_COUNTED = 100_000;

/** The most reports of enforcements in one session: one every five minutes of a day. */
export const MOST_REPORTS = 300;

/** The most runs of agents that report in one session. */
export const MOST_RUNS = 20;

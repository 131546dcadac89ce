/** The most hours that a goal may name: all of a day, all of a week. */
export const MOST_HOURS = { day: 24, week: 168 } as const;

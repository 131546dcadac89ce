/** The limits of one user's taxonomy. Lengths are in UTF-16 units. */
export const TAXONOMY_LIMITS = {
  classifiedActivities: 5_000,
  ownCategories: 200,
  rulesOfAnActivity: 50,
  activitiesWithRules: 100,
  namingRules: 200,
  activityLength: 255,
  categoryLength: 100,
  patternLength: 255,
} as const;

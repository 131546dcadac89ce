import type { Sharing } from '@app/domain';

/** What a team would see of all its members together, in words for a user who decides. */
export const SHARING_WORDS: Readonly<Record<Sharing, string>> = {
  nothing: 'Nothing of your time.',
  levels: 'How many hours all members together spent at each productivity level.',
  categories: 'How many hours all members together spent in each category, and at each productivity level.',
  activities:
    'How many hours all members together spent with each application and web site, in each category and at each level.',
};

/** What a team would see of one member by name, in words for that member. */
export const NAMED_WORDS: Readonly<Record<Exclude<Sharing, 'nothing'>, string>> = {
  levels: 'My time at each productivity level',
  categories: 'My time in each category, and at each level',
  activities: 'My time with each application and web site, in each category and at each level',
};

/** What holds for every table of a team, in words. */
export const TABLE_WORDS =
  'The team sees one table a week, in whole hours, on the Wednesday after it. Only sums of at least five people are in ' +
  'it: never your documents, never a day or an hour. Everybody in the team sees the same table.';

/** When joining, sharing less and leaving take effect, in words. */
export const EFFECT_WORDS =
  'Joining, sharing less and leaving hold from the first week that is not published yet. Older tables stay. When you ' +
  'erase time, the tables of its weeks are withdrawn.';

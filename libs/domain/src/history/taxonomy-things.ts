import {
  activityKey,
  categoryKey,
  type CategoryName,
  type Taxonomy,
  type TaxonomyCommand,
  type TaxonomyEvent,
} from '../taxonomy/index.js';
import type { Thing, ThingsOf } from './thing.js';

type TaxonomyThing = Thing<Taxonomy, TaxonomyCommand>;

/** What each event of a `taxonomy-` stream changes. */
export const TAXONOMY_THINGS: ThingsOf<Taxonomy, TaxonomyCommand, TaxonomyEvent> = {
  ActivityClassified: ({ activity }) => [classOf(activity)],
  ActivityReset: ({ activity }) => [classOf(activity)],
  CategoryLevelSet: (category) => [categoryOf(category)],
  CategoryLevelReset: (category) => [categoryOf(category)],
  CategoryCreated: (category) => [categoryOf(category)],
  CategoryRemoved: (category) => [categoryOf(category)],
  DocumentRulesSet: ({ activity }) => [rulesOf(activity)],
  NamingRuleCreated: ({ id }) => [namingRuleOf(id)],
  NamingRuleChanged: ({ id }) => [namingRuleOf(id)],
  NamingRuleRemoved: ({ id }) => [namingRuleOf(id)],
  NamingRulesReordered: ({ ids }) => [orderOf(ids)],
};

/** A rule that names time. Its place is another thing: rules before it come and go. */
const namingRuleOf = (id: number): TaxonomyThing => {
  const found = ({ namingRules }: Taxonomy) => namingRules.find((rule) => rule.id === id);
  return {
    key: `naming rule ${id}`,
    valueIn: found,
    giveBack(before, now) {
      const rule = found(before);
      if (!rule) return found(now) ? [{ type: 'RemoveNamingRule', data: { id } }] : [];
      if (found(now)) return [{ type: 'ChangeNamingRule', data: rule }];
      const place = before.namingRules.indexOf(rule) + 1;
      return [{ type: 'RestoreNamingRule', data: { ...rule, place } }];
    },
  };
};

/** The order among some rules. Rules that are made later stand behind them, and do not count. */
const orderOf = (ids: readonly number[]): TaxonomyThing => {
  const rulesIn = ({ namingRules }: Taxonomy) => namingRules.filter(({ id }) => ids.includes(id));
  return {
    key: 'order of the naming rules',
    valueIn: (taxonomy) => rulesIn(taxonomy).map(({ id }) => id),
    giveBack(before, now) {
      const present = new Map(now.namingRules.map((rule) => [rule.id, rule]));
      const inOrder = rulesIn(before).flatMap(({ id }) => present.get(id) ?? []);
      return inOrder.map((rule, n) => ({ type: 'ChangeNamingRule', data: { ...rule, place: n + 1 } }));
    },
  };
};

/** The user's own class of an activity. */
const classOf = (activity: string): TaxonomyThing => {
  const own = ({ activityOverrides }: Taxonomy) => activityOverrides.get(activityKey(activity));
  return {
    key: `class of ${activityKey(activity)}`,
    valueIn: own,
    giveBack(before) {
      const override = own(before);
      return [
        override
          ? { type: 'ClassifyActivity', data: { activity, ...override } }
          : { type: 'ResetActivity', data: { activity } },
      ];
    },
  };
};

const rulesOf = (activity: string): TaxonomyThing => {
  const rulesIn = ({ documentRules }: Taxonomy) => documentRules.get(activityKey(activity)) ?? [];
  return {
    key: `rules of ${activityKey(activity)}`,
    valueIn: rulesIn,
    giveBack: (before) => [{ type: 'SetDocumentRules', data: { activity, rules: rulesIn(before) } }],
  };
};

/** A category: whether the user made it, and the user's level for it. */
const categoryOf = ({ overview, category }: CategoryName): TaxonomyThing => {
  const key = categoryKey(overview, category);
  const name = { overview, category };
  const valueIn = ({ ownCategories, categoryLevels }: Taxonomy) => ({
    ...{ made: ownCategories.get(key)?.defaultProductivity, level: categoryLevels.get(key) },
  });
  return {
    key: `category ${key}`,
    valueIn,
    giveBack(before, now) {
      const [then, present] = [valueIn(before), valueIn(now)];
      const remove = { type: 'RemoveCategory', data: name } as const;
      if (then.made === undefined && present.made !== undefined) return [remove];
      const isMadeAgain = then.made !== undefined && then.made !== present.made;
      const level = isMadeAgain ? undefined : present.level;
      return [
        ...(isMadeAgain && present.made !== undefined ? [remove] : []),
        ...(isMadeAgain && then.made !== undefined
          ? [{ type: 'CreateCategory', data: { ...name, productivity: then.made } } as const]
          : []),
        ...(then.level !== undefined && then.level !== level
          ? [{ type: 'SetCategoryLevel', data: { ...name, productivity: then.level } } as const]
          : []),
        ...(then.level === undefined && level !== undefined
          ? [{ type: 'ResetCategoryLevel', data: name } as const]
          : []),
      ];
    },
  };
};

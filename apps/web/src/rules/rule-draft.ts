import type { components } from '@app/client';
import { categoryOfKey } from '../forms/category-key.js';

export type Rule = components['schemas']['NamingRuleAnswerDto'];
type Body = components['schemas']['NamingRuleDto'];

export const CONDITIONS = [
  ...(['contains', 'starts-with', 'equals'] as const).map((match) => ({ in: 'document', match }) as const),
  ...(['contains', 'starts-with', 'equals'] as const).map((match) => ({ in: 'url', match }) as const),
];

/** The form of a rule. */
export interface RuleDraft {
  /** The rule that is changed. Undefined for a new one. */
  readonly id?: number;
  readonly activity: string;
  readonly in: Rule['in'];
  readonly match: Rule['match'];
  readonly text: string;
  readonly name: string;
  /** `keyOfCategory`, or empty: the activity keeps its category. */
  readonly category: string;
  /** A level from -2 to 2 as a text, or empty. */
  readonly level: string;
}

/** Longer names and texts are refused. */
export const LONGEST = 255;

const EMPTY: RuleDraft = {
  ...{ activity: '', in: 'document', match: 'contains', text: '', name: '', category: '', level: '' },
};

/**
 * The form as an address asks for it: `/rules?activity=Google Chrome&text=acme`. It may also name
 * `in`, `match` and `name`. Other pages link here. Unknown values count as absent.
 */
export function draftOfQuery(query: Readonly<Record<string, string | undefined>>): RuleDraft {
  const cut = (text = '') => text.slice(0, LONGEST).toWellFormed();
  const asked = CONDITIONS.find(
    (one) => one.in === (query.in ?? 'document') && one.match === (query.match ?? one.match),
  );
  const [activity, text, name] = [cut(query.activity), cut(query.text), cut(query.name)];
  return { ...EMPTY, ...asked, activity, text, name };
}

/** The form of a rule that is there. It leaves the class of its activity as it is. */
export const draftOfRule = ({ id, activity, in: field, match, text, name }: Rule): RuleDraft => ({
  ...EMPTY,
  ...{ id, activity, in: field, match, text, name },
});

/** What to send to save the form. */
export function bodyOf({ activity, in: field, match, text, name, category, level }: RuleDraft): Body {
  return {
    ...{ activity: activity.trim(), in: field, match, text, name: name.trim() },
    ...(category !== '' && { category: categoryOfKey(category) }),
    ...(level !== '' && { productivity: Number(level) }),
  };
}

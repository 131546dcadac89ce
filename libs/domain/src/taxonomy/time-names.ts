import { shownName } from '../names/shown-name.js';
import { recordedName } from '../names/spellings.js';
import { activityKey } from './activity-key.js';
import { type NamingRule, ruleFinder } from './naming/naming-rule.js';

/** The properties of time that decide what it counts for, and its class. */
export interface ClassedTime {
  readonly activity: string;
  readonly document: string;
  /** The path of the page. Empty when there is none. */
  readonly page: string;
}

/** What naming rules make of time. */
interface TimeNames {
  /** The activity that some time counts for. */
  readonly nameOf: (time: ClassedTime) => string;
  /** Whether rules look at the time of the activity. */
  readonly isSplit: (activity: string) => boolean;
  /** Whether a rule gives one of these names to time: of any activity, or of this one. */
  readonly givesName: (names: readonly string[], activity?: string) => boolean;
}

/** Many more activities than a user has. */
const MOST_REMEMBERED = 20_000;

/** Nearly all users: they have no naming rules, and wait for none. */
const NO_RULES: TimeNames = { nameOf: ({ activity }) => activity, isSplit: () => false, givesName: () => false };

/** Time under naming rules. The rules of each activity are in order: the first match counts. */
export function timeNames(rules: readonly NamingRule[]): TimeNames {
  if (rules.length === 0) return NO_RULES;
  const named = rules.map((rule) => ({ ...rule, name: recordedName(rule.name) }));
  const given = new Set(named.map(({ name }) => name));
  const byActivity = new Map<string, SplitActivity>();
  for (const key of new Set(named.map(({ activity }) => activityKey(activity)))) {
    const ofKey = named.filter(({ activity }) => activityKey(activity) === key);
    const names = ofKey.map(({ name }) => name);
    const ownNames = new Set(names.filter((name) => activityKey(name) === key));
    byActivity.set(key, { find: ruleFinder(ofKey), given: new Set(names), ownNames });
  }
  // Names repeat, and to make a key takes longer than to look it up.
  const known = new Map<string, SplitActivity | undefined>();
  const splitOf = (activity: string) => {
    if (known.has(activity)) return known.get(activity);
    if (known.size >= MOST_REMEMBERED) known.clear();
    const split = byActivity.get(activityKey(activity));
    known.set(activity, split);
    return split;
  };
  return {
    nameOf(time) {
      const split = splitOf(time.activity);
      const name = split?.find({ document: time.document, urls: () => urlsOf(time) })?.name;
      return name === undefined || split?.ownNames.has(name) ? time.activity : name;
    },
    isSplit: (activity) => splitOf(activity) !== undefined,
    givesName(names, activity) {
      const from = activity === undefined ? given : splitOf(activity)?.given;
      return from !== undefined && names.some((name) => from.has(name));
    },
  };
}

/** An activity with naming rules. */
interface SplitActivity {
  readonly find: ReturnType<typeof ruleFinder<NamingRule>>;
  readonly given: ReadonlySet<string>;
  /** The names among them that are spellings of its own. */
  readonly ownNames: ReadonlySet<string>;
}

/** Site and path. A site is found by its name in Unicode or in Punycode. */
export function urlsOf({ activity, page }: ClassedTime): string[] {
  const shown = shownName(activity);
  return shown === activity ? [`${activity}${page}`] : [`${activity}${page}`, `${shown}${page}`];
}

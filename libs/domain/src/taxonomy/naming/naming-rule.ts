import { composed } from '../../names/spellings.js';
import { type SoughtText, TextFinder } from './text-finder.js';

/** What a rule compares: the document, or the address as site and path. */
export const NAMING_FIELDS = ['document', 'url'] as const;
/** How it compares. Case never matters. No character is special. */
export const NAMING_MATCHES = ['contains', 'starts-with', 'equals'] as const;

/** A user's rule that gives a part of an activity's time the name of an activity of its own. */
export interface NamingRuleDefinition {
  /** The activity that is split, in any spelling (`activityKey`). */
  readonly activity: string;
  /**
   * `document`: the title, as reports show it. `url`: site and path, as in `github.com/acme/app`.
   * Time without an address has the name of the application as its `url`.
   */
  readonly in: (typeof NAMING_FIELDS)[number];
  readonly match: (typeof NAMING_MATCHES)[number];
  readonly text: string;
  /** What the time counts for instead. */
  readonly name: string;
}

export interface NamingRule extends NamingRuleDefinition {
  /** Unique in the user's taxonomy, removed rules included. */
  readonly id: number;
}

/** What a rule looks at. */
export interface ComparedTime {
  readonly document: string;
  /** All spellings of site and path. Asked only when a rule needs them. */
  readonly urls: () => readonly string[];
}

type Condition = Pick<NamingRuleDefinition, 'in' | 'match' | 'text'>;

/**
 * Finds the first of some rules that matches. It takes one step for each character of the document
 * and of the address, however many rules there are.
 */
export function ruleFinder<Rule extends Condition>(rules: readonly Rule[]): (time: ComparedTime) => Rule | undefined {
  const [inDocument, inUrl] = [finderOf(rules, 'document'), finderOf(rules, 'url')];
  return (time) => {
    let first = inDocument?.(time.document) ?? rules.length;
    if (inUrl) for (const url of time.urls()) first = Math.min(first, inUrl(url) ?? rules.length);
    return rules[first];
  };
}

/** Finds the place of the first rule that matches a text. Undefined when no rule has this field. */
function finderOf(rules: readonly Condition[], field: Condition['in']) {
  const places = [...rules.keys()].filter((place) => rules[place]?.in === field);
  if (places.length === 0) return undefined;
  const finder = new TextFinder(rules.filter((rule) => rule.in === field).map(soughtIn));
  return (text: string): number | undefined => {
    const found = finder.firstIn(foldedText(text));
    return found === undefined ? undefined : places[found];
  };
}

/** The text that a rule compares. Empty when nothing of it can match, as for a mere query. */
export const comparedText = ({ in: field, match, text }: Condition): string =>
  foldedText(field === 'url' && match !== 'contains' ? comparableUrl(text) : text);

const soughtIn = (rule: Condition): SoughtText => ({
  text: comparedText(rule),
  isAtBegin: rule.match !== 'contains',
  isAtEnd: rule.match === 'equals',
});

/** The sigma at the end of a word is the only letter that depends on its neighbours. */
const foldedText = (text: string): string => composed(text).toLowerCase().replaceAll('ς', 'σ');

/**
 * An address as it is compared. People copy it with its scheme, `www.`, query and fragment: none of
 * these is recorded. The front page of a site has no path.
 */
const comparableUrl = (text: string): string =>
  text
    .trim()
    .replace(/^https?:\/\//i, '')
    .replace(/^www\.(?=[^/]*\.)/i, '')
    .replace(/[?#].*$/s, '')
    .replace(/^([^/]+)\/$/, '$1');

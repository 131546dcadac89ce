import { globMatcher, parseUrl, type TextMatcher } from '@app/domain';
import { LRUCache } from 'lru-cache';
import { type WindowSample } from '../capture/activity-source.js';

/** What happens to a window that a rule matches. */
export const ACTIONS = ['keep', 'drop', 'redact', 'rename'] as const;

/**
 * One rule of what may be recorded. All patterns that it has must match. `*` stands for any text,
 * `?` for one character, and case does not matter.
 *
 * - `keep`: as it is. It ends the search, so it makes an exception from later rules.
 * - `drop`: no time is recorded.
 * - `redact`: only the application's name is kept.
 * - `rename`: `to` takes the place of the application's name, `titleTo` that of the title.
 */
export interface Rule {
  action: (typeof ACTIONS)[number];
  application?: string;
  title?: string;
  /** A host. Its subdomains match too: `example.com` matches `mail.example.com`. */
  site?: string;
  to?: string;
  titleTo?: string;
}

/** Turns the names of a window into what may be recorded of it. Null: nothing. */
export type Filter = <S extends WindowSample>(sample: S) => S | null;

/** The first rule that matches, and its place from 1. */
export interface Hit {
  rule: Rule;
  place: number;
}

/** The applications whose rules are remembered: a person uses fewer in a day. */
const MOST_APPLICATIONS = 50;

/**
 * Finds the first rule that matches a window. Null when none does.
 *
 * Most rules are about other applications. These are put aside once for each application, because
 * a window that is in front is looked at every few seconds.
 */
export function ruleFinder(rules: readonly Rule[]): (sample: WindowSample) => Hit | null {
  const tests = rules.map((rule, index) => ({ ...matchersOf(rule), hit: { rule, place: index + 1 } }));
  const ofApplication = new LRUCache<string, typeof tests>({
    max: MOST_APPLICATIONS,
    memoMethod: (application) => tests.filter((test) => test.isAbout(application)),
  });
  return (sample) => {
    const left = ofApplication.memo(sample.application);
    return left.find(({ matches }) => matches(sample))?.hit ?? null;
  };
}

/** The filter of these rules: the first rule that matches decides, and without one all is kept. */
export function filterOf(rules: readonly Rule[]): Filter {
  const find = ruleFinder(rules);
  return (sample) => {
    const hit = find(sample);
    return hit === null ? sample : filtered(sample, hit.rule);
  };
}

/** What a rule leaves of a window that it matches. */
export function filtered<S extends WindowSample>(sample: S, { action, to, titleTo }: Rule): S | null {
  switch (action) {
    case 'keep':
      return sample;
    case 'drop':
      return null;
    case 'redact': {
      const rest = { ...sample };
      delete rest.title;
      delete rest.url;
      return rest;
    }
    case 'rename':
      return {
        ...sample,
        ...(to === undefined ? {} : { application: to }),
        ...(titleTo === undefined ? {} : { title: titleTo }),
      };
  }
}

/** A rule in two parts: its application, and all else that a window must have. */
interface Matchers {
  readonly isAbout: TextMatcher;
  readonly matches: (sample: WindowSample) => boolean;
}

function matchersOf({ application, title, site }: Rule): Matchers {
  const tests: ((sample: WindowSample) => boolean)[] = [];
  if (title !== undefined) tests.push(titleTest(globMatcher(title)));
  if (site !== undefined) tests.push(siteTest(site));
  return {
    isAbout: application === undefined ? () => true : globMatcher(application),
    matches: (sample) => tests.every((matches) => matches(sample)),
  };
}

const titleTest =
  (matches: TextMatcher) =>
  ({ title }: WindowSample): boolean =>
    title !== undefined && matches(title);

function siteTest(site: string): (sample: WindowSample) => boolean {
  const [whole, below] = [globMatcher(site), globMatcher(`*.${site}`)];
  return ({ url }) => {
    const host = url === undefined ? undefined : parseUrl(url)?.hostname;
    return host !== undefined && (whole(host) || below(host));
  };
}

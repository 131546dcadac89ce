import { globMatcher, type TextMatcher } from '@app/domain';
import { type WindowSample } from '../capture/activity-source.js';
import { browserOfWindow, pageTitles } from './browser-titles.js';
import { pageAt } from './page.js';

/** A person's rule: a browser's window with such a title shows this site. */
export interface TitledSite {
  /** `*` stands for any text, `?` for one character. Case does not matter. */
  title: string;
  site: string;
}

const LONGEST_PATTERN = 255;

/** Reads a rule as it is written: `* - YouTube=youtube.com`. Undefined when it is none. */
export function readTitledSite(words: string): TitledSite | undefined {
  const at = words.lastIndexOf('=');
  const [title, site] = [words.slice(0, at).trim(), words.slice(at + 1).trim()];
  const isHost = /^[\p{L}\p{N}.-]+\.\p{L}[\p{L}\p{N}-]+$/u.test(site) && pageAt({ host: site }) !== undefined;
  return at > 0 && title !== '' && title.length <= LONGEST_PATTERN && isHost ? { title, site } : undefined;
}

/**
 * Finds the site of a browser's window by its title, where no extension tells it. The first rule
 * that matches counts. The title is compared without the brand of the browser.
 *
 * Of the page only the site becomes known: no title, no path. A private window matches too when the
 * browser does not show that it is private. So there are no such rules until a person makes them.
 */
export function titledSites(
  rules: readonly TitledSite[],
): (window: WindowSample & { instance?: string }) => string | undefined {
  const tests: { matches: TextMatcher; url: string | undefined }[] = rules.map(({ title, site }) => ({
    matches: globMatcher(title),
    url: pageAt({ host: site })?.url,
  }));
  return ({ application, instance, title = '' }) => {
    const browser = tests.length === 0 ? undefined : browserOfWindow([application, instance]);
    const titles = browser === undefined ? [] : pageTitles(title, browser);
    return tests.find(({ matches }) => titles.some((one) => matches(one)))?.url;
  };
}

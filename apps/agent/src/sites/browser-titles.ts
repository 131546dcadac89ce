import { plainLine } from '@app/domain';

/** The browsers whose windows can be named: as the extension calls them. */
export const BROWSERS = ['chrome', 'chromium', 'edge', 'brave', 'vivaldi', 'opera', 'firefox'] as const;
export type Browser = (typeof BROWSERS)[number];

interface Look {
  /** Names of the program on any platform: lower case, letters and digits only. */
  programs: readonly string[];
  /** What the browser puts at the end of a window's title. */
  brands: readonly string[];
}

const LOOKS: Record<Browser, Look> = {
  chrome: {
    programs: ['chrome', 'googlechrome', 'comgooglechrome'],
    brands: ['Google Chrome', 'Google Chrome Beta', 'Google Chrome Dev', 'Google Chrome Unstable'],
  },
  chromium: {
    programs: ['chromium', 'chromiumbrowser', 'orgchromiumchromium', 'ungoogledchromium'],
    brands: ['Chromium'],
  },
  edge: {
    programs: ['msedge', 'microsoftedge', 'commicrosoftedge'],
    brands: ['Microsoft Edge', 'Microsoft Edge Beta', 'Microsoft Edge Dev'],
  },
  brave: { programs: ['brave', 'bravebrowser', 'combravebrowser'], brands: ['Brave', 'Brave Beta', 'Brave Nightly'] },
  vivaldi: { programs: ['vivaldi', 'comvivaldivivaldi'], brands: ['Vivaldi'] },
  opera: { programs: ['opera', 'comoperaopera'], brands: ['Opera', 'Opera beta', 'Opera developer'] },
  // Forks of Firefox tell web pages and extensions that they are Firefox.
  firefox: {
    programs: [
      ...['firefox', 'firefoxesr', 'firefoxdeveloperedition', 'firefoxnightly', 'orgmozillafirefox', 'navigator'],
      ...['librewolf', 'iogitlablibrewolfcommunity', 'netlibrewolf', 'waterfox', 'floorp'],
    ],
    brands: [
      ...['Mozilla Firefox', 'Firefox Developer Edition', 'Firefox Nightly', 'Nightly'],
      ...['LibreWolf', 'Waterfox', 'Floorp'],
    ],
  },
};

const RELEASE = /(stable|beta|dev|unstable|canary|snapshot|nightly|developer)$/;
/** Vivaldi tells web pages that it is Chrome. */
const TOLD_AS: Partial<Record<Browser, Browser>> = { vivaldi: 'chrome' };

export const isBrowser = (name: unknown): name is Browser => (BROWSERS as readonly unknown[]).includes(name);

/** Whether a page that `told` shows may be in a window of `shown`. */
export const tellsOf = (told: Browser, shown: Browser): boolean => told === shown || TOLD_AS[shown] === told;

/** The browser of a window, by either name of its class. Undefined: another program. */
export function browserOfWindow(names: readonly (string | undefined)[]): Browser | undefined {
  const plain = names
    .map((name) =>
      (name ?? '')
        .toLowerCase()
        .replace(/\(.*$/, '')
        .replace(/[^a-z0-9]+/g, ''),
    )
    .flatMap((name) => [name, name.replace(RELEASE, '')]);
  return BROWSERS.find((browser) => LOOKS[browser].programs.some((program) => plain.includes(program)));
}

/** Titles are compared up to this length: browsers and systems cut long ones. */
const COMPARED = 200;
/** A window shows no more of a title. Longer ones are cut before any work on them. */
const READ = 2_000;

/** "and 3 more pages" in any language, at the end of a title of Edge. */
const MORE_PAGES = /^(.+?) \p{L}[^\d]{0,20}\d{1,4} [^\d]{1,40}$/u;

/**
 * What the page's title may be in the title of a browser's window: the text before the brand, most
 * likely first. Empty when the title does not end in the browser's brand. A private window of a
 * Firefox ends in more words, so it has no page.
 *
 *     "News - Chromium"                                       News
 *     "A - B — Mozilla Firefox"                               A - B
 *     "News and 2 more pages - Personal - Microsoft Edge"     ..., News and 2 more pages, News
 */
export function pageTitles(windowTitle: string, browser: Browser): string[] {
  const whole = windowTitle.length > READ ? `${windowTitle.slice(0, READ)}${windowTitle.slice(-60)}` : windowTitle;
  const line = plainLine(whole)
    .replace(/[\u200b-\u200f\u2060\ufeff]/g, '')
    .replace(/\s+/g, ' ')
    .trim();
  const [, page, brand] = /^(.*) [-–—] ([^-–—]+)$/.exec(line) ?? [];
  if (page === undefined || !LOOKS[browser].brands.includes(brand ?? '')) return [];
  const titles = [page];
  if (browser === 'edge') {
    const profile = page.lastIndexOf(' - ');
    if (profile > 0) titles.push(page.slice(0, profile));
    titles.push(...titles.flatMap((title) => MORE_PAGES.exec(title)?.[1] ?? []));
  }
  return [...new Set(titles.map((title) => title.slice(0, COMPARED).trim()))].filter((title) => title !== '');
}

import { type WindowSample } from './activity-source.js';
import { browserOf } from './browsers.js';

const LONGEST_APPLICATION = 255;
const LONGEST_TITLE = 1_024;

/** The end of an ordinary Firefox title, in every language: the brand alone, after a dash. */
const ORDINARY_FIREFOX_TITLE =
  /(^|\s[-–—]\s)(Mozilla Firefox|Firefox Developer Edition|Firefox Nightly|Nightly|LibreWolf|Waterfox|Floorp)$/;

/**
 * What the agent may keep of a window. It decides before it remembers or writes anything.
 *
 * - Browsers that do not show in the title that a window is private: no title.
 * - Firefox and its known forks: the title only when it ends in the brand alone. A private window
 *   adds words ("— Mozilla Firefox Private Browsing") in the user's language. So only titles that
 *   are known to be ordinary pass.
 * - Other programs: the title as it is.
 *
 * `instance` is the second name of the window's class on X11. Names end after 255 characters and
 * titles after 1,024. Empty titles are left out.
 */
export function withoutPrivateTitle(
  { application, title, instance }: WindowSample & { instance?: string },
  platform: NodeJS.Platform = process.platform,
): WindowSample {
  const name = cut(application, LONGEST_APPLICATION);
  const browser = browserOf([application, instance], platform);
  const mayKeep = browser === null || (browser === 'firefox' && ORDINARY_FIREFOX_TITLE.test(title ?? ''));
  return title && mayKeep ? { application: name, title: cut(title, LONGEST_TITLE) } : { application: name };
}

/** Cuts a text at `length` without leaving half of a surrogate pair. */
function cut(text: string, length: number): string {
  return text.slice(0, length).replace(/[\ud800-\udbff]$/, '');
}

import { type WindowSample } from './activity-source.js';

const LONGEST_APPLICATION = 255;
const LONGEST_TITLE = 1_024;

/** Words of a program's name that mark the Chromium family. */
const CHROMIUM_WORDS = new Set(
  'chrome chromium brave edge msedge vivaldi opera yandex whale thorium iridium comet arc dia helium'.split(' '),
);
/** Words of a program's name that mark the Firefox family. */
const FIREFOX_WORDS = new Set(
  'firefox navigator librewolf waterfox floorp zen icecat palemoon tor mullvad nightly'.split(' '),
);
/** How the title of an ordinary Firefox window ends, in every language: the brand alone, after a dash. */
const ORDINARY_FIREFOX_TITLE =
  /(^|\s[-–—]\s)(Mozilla Firefox|Firefox Developer Edition|Firefox Nightly|Nightly|LibreWolf|Waterfox|Floorp)$/;

/**
 * What may be kept of a window, decided before anything is remembered or written.
 *
 * - Chromium family: no title, because an incognito window's title and class equal a normal window's.
 * - Firefox family: the title only when it ends in the brand alone. A private window puts words beside the brand
 *   ("— Mozilla Firefox Private Browsing"), and in the user's language, so what is known to be ordinary is let through.
 * - Else the title as it is. Names are cut at 255 and titles at 1,024 characters. Empty titles are left out.
 */
export function withoutPrivateTitle({ application, title }: WindowSample): WindowSample {
  const name = cut(application, LONGEST_APPLICATION);
  if (!title || !mayKeepTitle(application, title)) return { application: name };
  return { application: name, title: cut(title, LONGEST_TITLE) };
}

function mayKeepTitle(application: string, title: string): boolean {
  const words = application.toLowerCase().split(/[^a-z]+/);
  if (words.some((word) => CHROMIUM_WORDS.has(word))) return false;
  if (words.some((word) => FIREFOX_WORDS.has(word))) return ORDINARY_FIREFOX_TITLE.test(title);
  return true;
}

/** Never leaves half a surrogate pair at the cut. */
function cut(text: string, length: number): string {
  return text.slice(0, length).replace(/[\ud800-\udbff]$/, '');
}

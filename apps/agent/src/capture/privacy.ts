import { type WindowSample } from './activity-source.js';

const LONGEST_APPLICATION = 255;
const LONGEST_TITLE = 1_024;

/** Words in a program's name that mark the Chromium family. */
const CHROMIUM_WORDS = new Set(
  'chrome chromium brave edge msedge vivaldi opera yandex whale thorium iridium comet arc dia helium'.split(' '),
);
/** Words in a program's name that mark the Firefox family. */
const FIREFOX_WORDS = new Set(
  'firefox navigator librewolf waterfox floorp zen icecat palemoon tor mullvad nightly'.split(' '),
);
/** The end of an ordinary Firefox title, in every language: the brand alone, after a dash. */
const ORDINARY_FIREFOX_TITLE =
  /(^|\s[-–—]\s)(Mozilla Firefox|Firefox Developer Edition|Firefox Nightly|Nightly|LibreWolf|Waterfox|Floorp)$/;

/**
 * What the agent may keep of a window. It decides before it remembers or writes anything.
 *
 * - Chromium family: no title. An incognito window has the same title and class as a normal one.
 * - Firefox family: the title only when it ends in the brand alone. A private window adds words
 *   ("— Mozilla Firefox Private Browsing") in the user's language. So only titles that are known
 *   to be ordinary pass.
 * - Other programs: the title as it is.
 *
 * Names end after 255 characters and titles after 1,024. Empty titles are left out.
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

/** Cuts a text at `length` without leaving half of a surrogate pair. */
function cut(text: string, length: number): string {
  return text.slice(0, length).replace(/[\ud800-\udbff]$/, '');
}

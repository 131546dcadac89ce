/** What a User-Agent must have, and the words for it. The first that fits counts. */
type Signs = readonly (readonly [sign: RegExp, words: string])[];

/** Browsers name those that they stand in for, so the more special ones come first. */
const BROWSERS: Signs = [
  [/\bEdg(?:e|A|iOS)?\//, 'Edge'],
  [/\b(?:OPR|OPT|OPX)\//, 'Opera'],
  [/\bVivaldi\//, 'Vivaldi'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\b(?:Firefox|FxiOS)\//, 'Firefox'],
  [/\b(?:Headless)?Chrom(?:e|ium)\/|\bCriOS\//, 'Chrome'],
  [/\bVersion\/[\d.]+ .*\bSafari\//, 'Safari'],
];

const SYSTEMS: Signs = [
  [/\biPhone\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\bAndroid\b/, 'Android'],
  [/\bWindows\b/, 'Windows'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bMac OS X\b|\bMacintosh\b/, 'macOS'],
  [/\bLinux\b/, 'Linux'],
];

/** Browsers send some 120 to 300 characters. */
const LONGEST = 500;

/**
 * A browser and its system in words, from the header `User-Agent`: `Firefox on Linux`. What is not
 * known is `Another program` and `another system`. So the log gets words of this list only, never
 * what a client sends, and no version by which a browser could be told from others.
 *
 * Our choice: a person must know their own browsers apart. A library that knows thousands of
 * devices would keep more of a person than that needs.
 */
export function browserInWords(userAgent: string | undefined): string {
  const text = userAgent?.slice(0, LONGEST) ?? '';
  const wordsIn = (signs: Signs): string | undefined => signs.find(([sign]) => sign.test(text))?.[1];
  return `${wordsIn(BROWSERS) ?? 'Another program'} on ${wordsIn(SYSTEMS) ?? 'another system'}`;
}

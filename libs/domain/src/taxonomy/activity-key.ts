import { shownName } from '../names/shown-name.js';
import { composed, withoutDomainEnd } from '../names/spellings.js';

const WWW = 'www.';

/**
 * The key of an activity: two spellings of one activity have the same key. It is also the key of
 * `Taxonomy.activityOverrides`. Lower case, NFC, single spaces, and no white space around. Of a web
 * site: no `www.` before it, not even twice, no dot or default port behind it, and Unicode when
 * that is safe to show. Version numbers stay, because reports list "sublime text 2" and "sublime
 * text 3" apart. Idempotent. Linear in the length.
 */
export function activityKey(activity: string): string {
  const key = composed(
    activity
      .replace(/[\s\p{Cc}]+/gu, ' ')
      .trim()
      .toLowerCase(),
  );
  if (key.includes(' ')) return key;
  const name = withoutDomainEnd(key);
  let start = 0;
  // A dot must follow, because the rest of "www.com" would not be a domain.
  while (name.startsWith(WWW, start) && name.includes('.', start + WWW.length)) start += WWW.length;
  return shownName(name.slice(start));
}

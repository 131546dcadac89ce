const WWW = 'www.';

/**
 * The key of an activity: two spellings of one activity have the same key. It is also the key of
 * `Taxonomy.activityOverrides`. Lower case, single spaces, no white space around, and no `www.`
 * before a domain, not even twice. Version numbers stay, because reports list "sublime text 2" and
 * "sublime text 3" apart. Idempotent. Linear in the length.
 */
export function activityKey(activity: string): string {
  const key = activity
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()
    .toLowerCase();
  if (key.includes(' ')) return key;
  let start = 0;
  // A dot must follow, because the rest of "www.com" would not be a domain.
  while (key.startsWith(WWW, start) && key.includes('.', start + WWW.length)) start += WWW.length;
  return key.slice(start);
}

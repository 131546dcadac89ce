const WWW = 'www.';

/**
 * The form in which two spellings of one activity are equal, and the key of `Taxonomy.activityOverrides`: no white
 * space around, single spaces inside, lower case, no `www.` before a domain (nor twice). Version numbers stay: reports
 * list "sublime text 2" and "sublime text 3" apart, so a user may class them apart. Idempotent; linear in the length.
 */
export function activityKey(activity: string): string {
  const key = activity.trim().replace(/\s+/gu, ' ').toLowerCase();
  if (key.includes(' ')) return key;
  let start = 0;
  // A dot must follow: what is left of "www.com" would be no domain.
  while (key.startsWith(WWW, start) && key.includes('.', start + WWW.length)) start += WWW.length;
  return key.slice(start);
}

/** The day page of the application. Without scripts it leads to the account. */
const HOME = '/';
/**
 * A path of ours: one slash, then neither a slash nor a backslash, because browsers would read that
 * as another site. Only printable ASCII characters.
 */
const OWN_PATH = /^\/(?:[!-.0-[\]-~][!-[\]-~]*)?$/;

/**
 * Where a user goes after signing in: the requested address if it is one of ours, otherwise the
 * day page.
 */
export const ownPath = (text: string): string => (OWN_PATH.test(text) ? text : HOME);

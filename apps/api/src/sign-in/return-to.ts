const HOME = '/account';
/** A path of ours: one slash, then neither a slash nor a backslash, which browsers take for another; nothing that is no plain character. */
const OWN_PATH = /^\/(?:[!-.0-[\]-~][!-[\]-~]*)?$/;

/** Where somebody goes on after signing in: what was asked for when it is an address of ours, else their account. */
export const ownPath = (text: string): string => (OWN_PATH.test(text) ? text : HOME);

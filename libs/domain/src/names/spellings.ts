import { asciiDomain, shownName } from './shown-name.js';

/** A name that may be a domain: no white space, nothing of a longer address, and a dot within. */
const DOMAIN_LIKE = /^[^\s/\\?#@:]+\.[^\s/\\?#@:]*[^\s/\\?#@:.]$/u;
/** A domain with a port: longer names are no domains, and need no look. */
const LONGEST = 260;
const WWW = 'www.';
/** Neither a dot at the end nor a default port makes another site. */
const END = /(?:\.+|:(?:80|443))$/;
/** Composing characters begin at U+0300: other texts are in the normal form already. */
const MAY_COMPOSE = /[^\0-\u02ff]/;

/** The text in the normal form NFC: `é` is one character, whichever way it was typed. */
export const composed = (text: string): string => (MAY_COMPOSE.test(text) ? text.normalize('NFC') : text);

/** A name without the dot or the default port behind a domain: `github.com.` is `github.com`. */
export function withoutDomainEnd(name: string): string {
  if (name.length > LONGEST || !END.test(name)) return name;
  const bare = name.replace(END, '').replace(END, '');
  return DOMAIN_LIKE.test(bare) ? bare : name;
}

/**
 * The web site that a name may mean, as it is recorded: lower case, Punycode, without `www.`, dot
 * at the end and default port. Undefined for a name that is no domain.
 */
export function siteNamed(name: string): string | undefined {
  const bare = withoutDomainEnd(name.trim());
  const site = bare.length <= LONGEST && DOMAIN_LIKE.test(bare) ? asciiDomain(bare) : undefined;
  if (site === undefined) return undefined;
  return site.startsWith(WWW) && site.includes('.', WWW.length) ? site.slice(WWW.length) : site;
}

/**
 * The name of an application as it is recorded. Web sites that come by name, from a table of
 * another tracker, are recorded as those that come by address.
 */
export function recordedName(application: string): string {
  const name = composed(application);
  if (name === application && !MAY_COMPOSE.test(name) && !/[^\0-\u007f]|\.$/.test(name)) return name;
  const site = siteNamed(name);
  return site !== undefined && (shownName(site) === name || `${site}.` === name) ? site : name;
}

/** Both forms of a text whose characters may be composed or decomposed, the asked one first. */
export const textSpellingsOf = (text: string): readonly string[] => [
  ...new Set([text, text.normalize('NFC'), text.normalize('NFD')]),
];

/**
 * All forms in which a name may be recorded, the asked one first: composed and decomposed
 * characters, and of a web site Unicode and Punycode, without and with a dot at its end.
 */
export function spellingsOf(name: string): readonly string[] {
  const forms = [...textSpellingsOf(name)];
  const site = siteNamed(name);
  if (site !== undefined) forms.push(site, `${site}.`, shownName(site), shownName(site).normalize('NFD'));
  return [...new Set(forms)];
}

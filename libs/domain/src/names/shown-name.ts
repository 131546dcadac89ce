import { parseUrl } from '../parse-url.js';
import { decodePunycode } from './punycode.js';

const PUNYCODE = 'xn--';
/** RFC 1035, section 2.3.4. */
const LONGEST_DOMAIN = 253;

/** The scripts that UAX 31 recommends for names, each alone, and three groups of them. */
const SCRIPTS = [
  ...['Latn', 'Grek', 'Cyrl', 'Armn', 'Hebr', 'Arab', 'Thaa', 'Deva', 'Beng', 'Guru', 'Gujr', 'Orya', 'Taml'],
  ...['Telu', 'Knda', 'Mlym', 'Sinh', 'Thai', 'Laoo', 'Tibt', 'Mymr', 'Geor', 'Hang', 'Ethi', 'Khmr'],
  ...['Latn Hani Hira Kana', 'Latn Hani Bopo', 'Latn Hani Hang'],
].map((scripts) => {
  const classes = [...scripts.split(' '), 'Zyyy', 'Zinh'].map((script) => `\\p{scx=${script}}`);
  return new RegExp(`^[${classes.join('')}]+$`, 'u');
});
const LETTERS_AND_DIGITS = /^[\p{L}\p{M}\p{N}-]+$/u;
/** A mark that changes a letter of these scripts and that Unicode did not compose with it. */
const LOOSE_MARK = /[\p{sc=Latn}\p{sc=Grek}\p{sc=Cyrl}]\p{M}/u;
/** Letters that look like those of ASCII: Latin, Cyrillic, Greek and Armenian ones. */
const LOOKALIKES = new Set('ıɑɡɩɪʟɴʀʏʜʙɢᴀᴄᴅᴇᴊᴋᴍᴏᴘᴛᴜᴠᴡᴢƅſасԁеһіјӏорԛѕԝхуъьҽпгѵѡνοαικρτυωηոսօհցզյո');

/**
 * A name as reports show it: a web site in Punycode is shown in Unicode. `xn--mnchen-3ya.de` is
 * shown as `münchen.de`. Every other name stays as it is.
 *
 * A site stays in Punycode when its Unicode form could be taken for another site: it mixes scripts,
 * consists of letters that look like ASCII (`xn--80ak6aa92e.com`), or has anything but letters,
 * marks, digits and hyphens. Broken Punycode stays too. Source: UTS 39, and our choice.
 */
export function shownName(name: string): string {
  if (!name.includes(PUNYCODE) || name.length > LONGEST_DOMAIN) return name;
  const labels = name.split('.');
  const isAsciiEnd = labels.at(-1)?.startsWith(PUNYCODE) === false;
  const shown: string[] = [];
  for (const label of labels) {
    const text = label.startsWith(PUNYCODE) ? decodePunycode(label.slice(PUNYCODE.length)) : label;
    if (text === undefined || (text !== label && !isSafe(text, isAsciiEnd))) return name;
    shown.push(text);
  }
  const domain = shown.join('.');
  return asciiDomain(domain) === name ? domain : name;
}

/**
 * A domain in ASCII as the URL standard writes it: lower case, Punycode. Undefined when the text is
 * no domain.
 */
export function asciiDomain(domain: string): string | undefined {
  const address = `http://${domain}/`;
  return parseUrl(address)?.hostname;
}

function isSafe(label: string, isAsciiEnd: boolean): boolean {
  if (!LETTERS_AND_DIGITS.test(label) || LOOSE_MARK.test(label)) return false;
  if (!SCRIPTS.some((script) => script.test(label))) return false;
  const foreign = [...label].filter((character) => character > '\u007f');
  return !isAsciiEnd || !foreign.every((character) => LOOKALIKES.has(character));
}

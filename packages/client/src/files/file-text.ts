import { HistoryFileError } from './history-file-error.js';

/** A file as text, and the encoding that was taken for it. */
export interface FileText {
  readonly text: string;
  readonly encoding: string;
  /** True when the file does not tell its encoding, so that it is a guess. */
  readonly isGuess: boolean;
}

const UTF16_LE = 'utf-16le';
const UTF16_BE = 'utf-16be';
/** The characters of the bytes 80 to 9F. Windows-1252 does not use five of them. */
const WINDOWS_1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';
/** So many arguments fit into one call. */
const MOST_UNITS = 8_192;
const C1 = /[\u0080-\u009f]/;

/**
 * The text of a file in UTF-8 or UTF-16. A file that is neither is taken for Windows-1252, the
 * usual encoding of a spreadsheet. With `chosen` it is read in that encoding.
 *
 * Throws HistoryFileError for an unknown encoding, a file that is not in the chosen one, and a file
 * that is UTF-8 in some places only: a guess would spoil its other letters.
 */
export function fileText(file: string, bytes: Uint8Array, chosen?: string): FileText {
  if (chosen !== undefined) return { text: decoded(file, bytes, chosen), encoding: chosen, isGuess: false };
  const unicode = utf16Of(bytes) ?? 'utf-8';
  try {
    return { text: new TextDecoder(unicode, { fatal: true }).decode(bytes), encoding: unicode, isGuess: false };
  } catch {
    const text = windows1252Of(bytes);
    if (unicode !== 'utf-8' || C1.test(text) || isPartlyUtf8(bytes)) {
      throw new HistoryFileError(
        'encoding-needed',
        `${file} is neither UTF-8 nor UTF-16. Name its encoding: --encoding windows-1252.`,
      );
    }
    return { text, encoding: 'windows-1252', isGuess: true };
  }
}

function decoded(file: string, bytes: Uint8Array, encoding: string): string {
  let decoder: TextDecoder;
  try {
    decoder = new TextDecoder(encoding, { fatal: true });
  } catch {
    throw new HistoryFileError('unknown-encoding', `${encoding} is not an encoding that is known here.`);
  }
  if (decoder.encoding === 'windows-1252') return windows1252Of(bytes);
  try {
    return decoder.decode(bytes);
  } catch {
    throw new HistoryFileError('other-encoding', `${encoding} is not the encoding of ${file}.`);
  }
}

/** By hand: `TextDecoder` of Node 20 takes Windows-1252 for Latin-1, so `€` is a control. */
function windows1252Of(bytes: Uint8Array): string {
  let text = '';
  for (let n = 0; n < bytes.length; n += MOST_UNITS) text += String.fromCharCode(...bytes.subarray(n, n + MOST_UNITS));
  return text.replace(/[\u0080-\u009f]/g, (unit) => WINDOWS_1252.charAt(unit.charCodeAt(0) - 0x80));
}

/** UTF-16 begins with a byte order mark, or has a zero byte in its first character. */
function utf16Of(bytes: Uint8Array): string | undefined {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first !== 0 && second === 0)) return UTF16_LE;
  return (first === 0xfe && second === 0xff) || (first === 0 && second !== 0) ? UTF16_BE : undefined;
}

/** Whether some characters beyond ASCII are right UTF-8, though others are not. */
const isPartlyUtf8 = (bytes: Uint8Array): boolean =>
  /[^\0-\u007f\ufffd]/.test(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes));

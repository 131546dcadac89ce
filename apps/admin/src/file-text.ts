import { AdminError } from './admin-client.js';

/** A file as text, and the encoding that was taken for it. */
export interface FileText {
  readonly text: string;
  readonly encoding: string;
  /** True when the file does not tell its encoding, so that it is a guess. */
  readonly isGuess: boolean;
}

const UTF16_LE = 'utf-16le';
const UTF16_BE = 'utf-16be';
/** No text has the C1 controls that Windows-1252 has in place of its five unused bytes. */
const C1 = /[\u0080-\u009f]/;

/**
 * The text of a file in UTF-8 or UTF-16. A file that is neither is taken for Windows-1252, the
 * usual encoding of a spreadsheet. With `chosen` it is read in that encoding.
 *
 * Throws AdminError for an unknown encoding, a file that is not in the chosen one, and a file that
 * is UTF-8 in some places only: a guess would spoil its other letters.
 */
export function fileText(file: string, bytes: Buffer, chosen?: string): FileText {
  if (chosen !== undefined) return { text: decoded(file, bytes, chosen), encoding: chosen, isGuess: false };
  const unicode = utf16Of(bytes) ?? 'utf-8';
  try {
    return { text: new TextDecoder(unicode, { fatal: true }).decode(bytes), encoding: unicode, isGuess: false };
  } catch {
    const text = new TextDecoder('windows-1252').decode(bytes);
    if (unicode !== 'utf-8' || C1.test(text) || isPartlyUtf8(bytes)) {
      throw new AdminError(`${file} is neither UTF-8 nor UTF-16. Name its encoding: --encoding windows-1252.`);
    }
    return { text, encoding: 'windows-1252', isGuess: true };
  }
}

function decoded(file: string, bytes: Buffer, encoding: string): string {
  let decoder: TextDecoder;
  try {
    decoder = new TextDecoder(encoding, { fatal: true });
  } catch {
    throw new AdminError(`${encoding} is not an encoding that is known here.`);
  }
  try {
    return decoder.decode(bytes);
  } catch {
    throw new AdminError(`${encoding} is not the encoding of ${file}.`);
  }
}

/** UTF-16 begins with a byte order mark, or has a zero byte in its first character. */
function utf16Of(bytes: Buffer): string | undefined {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first !== 0 && second === 0)) return UTF16_LE;
  return (first === 0xfe && second === 0xff) || (first === 0 && second !== 0) ? UTF16_BE : undefined;
}

/** Whether some characters beyond ASCII are right UTF-8, though others are not. */
const isPartlyUtf8 = (bytes: Buffer): boolean => /[^\0-\u007f\ufffd]/.test(bytes.toString('utf8'));

/** How complex a JSON text may be. Reading and checking a body costs by these, not by its bytes. */
export interface JsonLimits {
  /** How many objects and lists may stand within each other. */
  readonly depth: number;
  /** How many members one object may have. */
  readonly width: number;
  /** How many members all objects and lists may have together. */
  readonly members: number;
}

const code = (character: string): number => character.charCodeAt(0);
const [QUOTE, BACKSLASH, COMMA] = ['"', '\\', ','].map(code);
const [OBJECT, LIST, OBJECT_END, LIST_END] = ['{', '[', '}', ']'].map(code);

/**
 * Whether a JSON text in UTF-8 is more complex than the limits. It looks at each byte once, and
 * stops at the first that is too much. A bracket that opens counts as a member, and so does each
 * comma. Of a text that is not JSON it counts the same; the parser refuses such a text afterwards.
 *
 *     {"a":[1,2],"b":{}}      depth 2, width 2, members 5
 */
export function isTooComplex(text: Uint8Array, { depth: deepest, width, members: most }: JsonLimits): boolean {
  /** For each open bracket, outermost first: the commas in it; in a list, none are counted. */
  const commas: number[] = [];
  let [members, isInString] = [0, false];
  for (let at = 0; at < text.length; at++) {
    const byte = text[at] as number;
    if (isInString) {
      // In UTF-8 each of these bytes is that character: other characters have no bytes below 128.
      if (byte === BACKSLASH) at++;
      else if (byte === QUOTE) isInString = false;
    } else if (byte === QUOTE) isInString = true;
    else if (byte === OBJECT || byte === LIST) {
      members++;
      if (commas.push(byte === LIST ? -Infinity : 0) > deepest || members > most) return true;
    } else if (byte === COMMA) {
      members++;
      const counted = (commas.pop() ?? 0) + 1;
      commas.push(counted);
      if (counted >= width || members > most) return true;
    } else if (byte === OBJECT_END || byte === LIST_END) commas.pop();
  }
  return false;
}

const DEEPEST = 32;
const BASIC = 'ybnqiuxtdsogh';

/**
 * Splits a D-Bus signature into its complete types: `a{sv}u(ii)` -> `a{sv}`, `u`, `(ii)`.
 * Throws on a signature that is wrong or nested more than 32 levels deep.
 * Source: D-Bus specification, "Type system".
 */
export function splitSignature(signature: string): string[] {
  const types: string[] = [];
  for (let at = 0; at < signature.length;) {
    const end = endOfType(signature, at, 0);
    types.push(signature.slice(at, end));
    at = end;
  }
  return types;
}

function endOfType(signature: string, at: number, depth: number): number {
  const type = signature.charAt(at);
  if (depth > DEEPEST || type === '') throw wrong(signature);
  if (type === 'v' || BASIC.includes(type)) return at + 1;
  if (type === 'a') {
    return signature[at + 1] === '{' ? endOfEntry(signature, at + 1, depth) : endOfType(signature, at + 1, depth + 1);
  }
  if (type !== '(') throw wrong(signature);
  let end = at + 1;
  do end = endOfType(signature, end, depth + 1);
  while (signature[end] !== ')');
  return end + 1;
}

/** An entry of a dictionary: a basic type, then any type. */
function endOfEntry(signature: string, at: number, depth: number): number {
  if (!BASIC.includes(signature.charAt(at + 1) || ' ')) throw wrong(signature);
  const end = endOfType(signature, at + 2, depth + 1);
  if (signature[end] !== '}') throw wrong(signature);
  return end + 1;
}

function wrong(signature: string): Error {
  return new Error(`wrong D-Bus signature: ${signature.slice(0, 60)}`);
}

/** The types between the brackets of a struct or of an entry of a dictionary. */
export function membersOf(type: string): string[] {
  return splitSignature(type.slice(1, -1));
}

/** Where a value of this type may start: a multiple of so many bytes. */
export function alignmentOf(type: string): number {
  switch (type.charAt(0)) {
    case 'y':
    case 'g':
    case 'v':
      return 1;
    case 'n':
    case 'q':
      return 2;
    case 'x':
    case 't':
    case 'd':
    case '(':
    case '{':
      return 8;
    default:
      return 4;
  }
}

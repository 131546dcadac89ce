import { parseAcl, type StreamAcl } from '../access/acl.js';
import { DELETED_REVISION } from '../terms/events.js';

/**
 * The metadata of a stream that the node obeys. Absent keys have no effect. Numbers are positive.
 */
export interface StreamMetadata {
  readonly truncateBefore?: bigint;
  readonly maxCount?: bigint;
  readonly maxAgeSeconds?: bigint;
  readonly acl?: StreamAcl;
}

const NUMBERS = [
  ['$tb', 'truncateBefore'],
  ['$maxCount', 'maxCount'],
  ['$maxAge', 'maxAgeSeconds'],
] as const;

/**
 * A JSON string or a JSON number. Strings come first, so their digits are never read as numbers.
 */
const STRING_OR_NUMBER = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/**
 * Marks a number that is kept as text. A JSON string cannot hold U+0000, so no text looks like it.
 */
const MARK = '\u0000';

/**
 * The metadata in the text of a `$metadata` event. Undefined when it counts as absent: the text is
 * not a JSON object, or one of our keys has a wrong type (64-bit integers, a list of permissions).
 * Values of 0 and below are ignored. Numbers are read as text, because `$tb` of a deleted stream is
 * 2^63-1, and a JavaScript number cannot hold that.
 * Source: EventStoreDB 23.10, StreamMetadata.TryFromJsonBytes.
 */
export function parseStreamMetadata(text: string): StreamMetadata | undefined {
  const fields = parseObject(text);
  const exact = parseObject(withNumbersAsText(text));
  if (fields === undefined || exact === undefined) return undefined;
  const metadata: { -readonly [key in keyof StreamMetadata]: StreamMetadata[key] } = {};
  for (const [key, name] of NUMBERS) {
    if (!Object.hasOwn(exact, key)) continue;
    const value = toInt64(exact[key]);
    if (value === undefined) return undefined;
    if (value > 0n) metadata[name] = value;
  }
  if (Object.hasOwn(fields, '$acl')) {
    const acl = parseAcl(fields.$acl);
    if (acl === undefined) return undefined;
    metadata.acl = acl;
  }
  return metadata;
}

/** A JSON string, a bracket or separator, or any other value. White space lies between tokens. */
const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g;

/**
 * `text` with `revision` as its `$tb`. All other characters stay. Undefined when `text` is not a
 * JSON object. The first write to a soft-deleted stream uses it: the deleted events stay hidden.
 */
export function withTruncateBefore(text: string, revision: bigint): string | undefined {
  const fields = parseObject(text);
  if (fields === undefined) return undefined;
  if (!Object.hasOwn(fields, '$tb')) {
    const separator = Object.keys(fields).length === 0 ? '' : ',';
    return text.replace('{', () => `{"$tb":${revision}${separator}`);
  }
  let result = '';
  let copiedTo = 0;
  for (const [start, end] of valuesOf('$tb', text)) {
    result += text.slice(copiedTo, start) + revision.toString();
    copiedTo = end;
  }
  return result + text.slice(copiedTo);
}

/**
 * The values of a key of the outermost object as `[start, end)`. Several when the key is repeated.
 */
function* valuesOf(key: string, text: string): Iterable<[start: number, end: number]> {
  let depth = 0;
  let before = '';
  let start: number | undefined;
  let isKey = false;
  for (const { 0: token, index } of text.matchAll(TOKEN)) {
    if (depth === 1 && start !== undefined && (token === ',' || token === '}')) {
      yield [start, text.slice(0, index).trimEnd().length];
      start = undefined;
    }
    if (depth === 1 && before === ':' && isKey) start = index;
    if (depth === 1 && token.startsWith('"') && before !== ':') isKey = JSON.parse(token) === key;
    if (token === '{' || token === '[') depth++;
    if (token === '}' || token === ']') depth--;
    before = token;
  }
}

const withNumbersAsText = (text: string): string =>
  text.replace(STRING_OR_NUMBER, (token) => (token.startsWith('"') ? token : JSON.stringify(MARK + token)));

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)
      ? (parsed as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

function toInt64(value: unknown): bigint | undefined {
  if (typeof value !== 'string' || !/^\0-?\d+$/.test(value)) return undefined;
  const integer = BigInt(value.slice(MARK.length));
  return integer >= -DELETED_REVISION - 1n && integer <= DELETED_REVISION ? integer : undefined;
}

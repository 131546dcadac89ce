import { type LogRecord } from './record.js';

/** A block is this many bytes of the log, from a multiple of it on: about 130 events. */
export const BLOCK_BYTES = 64 * 1024;

/** A name up to its first hyphen, which other programs also use to form categories. */
const LONGEST_BEGINNING = 32;
/** A block with more beginnings than this is always read. */
const MOST_BEGINNINGS = 32;

/** What the names of all events in one block of the log begin with. */
export interface BlockNames {
  readonly events: number;
  /** The position of the last event. Undefined for a block in which no event begins. */
  readonly lastPosition: bigint | undefined;
  /** The different beginnings. Undefined when there are too many. */
  readonly beginnings: readonly string[] | undefined;
}

/**
 * Sums up the names in a block. A scavenge only removes events, so the result stays right for what
 * is left.
 */
export function blockNamesOf(records: Iterable<LogRecord>): BlockNames {
  const beginnings = new Set<string>();
  let events = 0;
  let last: LogRecord | undefined;
  for (const record of records) {
    events++;
    if (beginnings.size <= MOST_BEGINNINGS && !(last && record.hasSameName(last)))
      beginnings.add(beginningOf(record.streamName));
    last = record;
  }
  const isShort = beginnings.size <= MOST_BEGINNINGS;
  return { events, lastPosition: last?.position, beginnings: isShort ? [...beginnings] : undefined };
}

function beginningOf(name: string): string {
  const hyphen = name.indexOf('-');
  return name.slice(0, hyphen === -1 ? LONGEST_BEGINNING : Math.min(hyphen + 1, LONGEST_BEGINNING));
}

/**
 * Whether a name in the block may begin with one of `prefixes`. False is certain, true is not: a
 * prefix may be longer than the beginnings that are kept.
 */
export function mayHold({ beginnings }: BlockNames, prefixes: readonly string[]): boolean {
  if (beginnings === undefined) return true;
  return beginnings.some((name) => prefixes.some((prefix) => name.startsWith(prefix) || prefix.startsWith(name)));
}

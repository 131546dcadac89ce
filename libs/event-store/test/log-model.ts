/**
 * The rules of the log in memory, as short as possible. Random histories compare a server with it.
 */

export type Expected = number | 'any' | 'no_stream' | 'stream_exists';
export type Limits = { readonly $tb?: number; readonly $maxCount?: number };
/**
 * `at 3`: the stream ends at revision 3, or did so when the same events were first appended.
 * `wrong 3`: refused, the stream is at 3.
 */
export type Outcome = `${'at' | 'wrong'} ${number}` | 'deleted' | 'done';
type Stream = { readonly ids: string[]; limits: Limits; metadataEvents: number; isTombstoned: boolean };

/**
 * The `$tb` of a soft-deleted stream, and the revision of a tombstone: 2^63-1 in the log, Infinity
 * here.
 */
export const DELETED = Infinity;

export class LogModel {
  /** `stream@revision` of every event, in order. */
  readonly log: string[] = [];
  private readonly streams = new Map<string, Stream>();

  stream(name: string): Stream {
    const stream = this.streams.get(name) ?? { ids: [], limits: {}, metadataEvents: 0, isTombstoned: false };
    this.streams.set(name, stream);
    return stream;
  }

  append(name: string, expected: Expected, ids: readonly string[]): Outcome {
    const { ids: stored, limits } = this.stream(name);
    const settled = this.settledAlready(name, expected, ids);
    if (settled) return settled;
    const first = stored.length;
    for (const id of ids) this.log.push(`${name}@${stored.push(id) - 1}`);
    if (limits.$tb === DELETED) this.putLimits(name, { ...limits, $tb: first });
    return `at ${stored.length - 1}`;
  }

  softDelete(name: string, expected: Expected): Outcome {
    const { ids, metadataEvents } = this.stream(name);
    const refused = this.settledAlready(name, expected, []);
    if (refused) return refused;
    if (ids.length === 0 && metadataEvents === 0) return 'wrong -1';
    return this.putLimits(name, { $tb: DELETED });
  }

  tombstone(name: string, expected: Expected): Outcome {
    const refused = this.settledAlready(name, expected, []);
    if (refused) return refused;
    this.stream(name).isTombstoned = true;
    this.log.push(`${name}@${DELETED}`);
    return 'done';
  }

  setLimits(name: string, limits: Limits): Outcome {
    const { ids, isTombstoned, limits: before } = this.stream(name);
    if (isTombstoned) return 'deleted';
    this.putLimits(name, limits);
    return before.$tb === DELETED ? this.putLimits(name, { ...limits, $tb: ids.length }) : 'done';
  }

  readable(name: string): number[] | 'missing' | 'deleted' {
    const { ids, isTombstoned, limits } = this.stream(name);
    if (isTombstoned) return 'deleted';
    if (ids.length === 0 || limits.$tb === DELETED) return 'missing';
    const first = Math.max(limits.$tb ?? 0, ids.length - (limits.$maxCount ?? Infinity));
    return [...ids.keys()].filter((revision) => revision >= first);
  }

  /**
   * The answer when nothing is written: refused, or written before. Undefined: the write may go on.
   */
  private settledAlready(name: string, expected: Expected, ids: readonly string[]): Outcome | undefined {
    const { ids: stored, limits, metadataEvents, isTombstoned } = this.stream(name);
    const last = stored.length - 1;
    if (isTombstoned || (expected === 'stream_exists' && limits.$tb === DELETED)) return 'deleted';
    if (expected === 'stream_exists' && last < 0 && metadataEvents === 0) return 'wrong -1';
    if (expected === 'any' || expected === 'stream_exists') {
      const known = ids.map((id) => stored.indexOf(id));
      if ((known[0] ?? -1) < 0) return undefined;
      return known.includes(-1) ? `wrong ${last}` : `at ${known.at(-1) ?? last}`;
    }
    const from = expected === 'no_stream' ? -1 : expected;
    if (from === last) return undefined;
    const isRevived = expected === 'no_stream' && limits.$tb === DELETED;
    if (from > last || (ids.length === 0 && !isRevived)) return `wrong ${last}`;
    if (ids.length === 0) return undefined;
    if (ids.every((id, index) => stored[from + 1 + index] === id)) return `at ${from + ids.length}`;
    return isRevived && stored[0] !== ids[0] ? undefined : `wrong ${last}`;
  }

  private putLimits(name: string, limits: Limits): Outcome {
    const stream = this.stream(name);
    stream.limits = limits;
    this.log.push(`$$${name}@${stream.metadataEvents++}`);
    return 'done';
  }
}

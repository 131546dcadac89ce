import { type EventFilter } from '../terms/filter.js';
import { BLOCK_BYTES, mayHold } from '../store/block-names.js';
import { type LogStore } from '../store/log-store.js';
import { type Page } from '../store/pages.js';
import { END_OF_TIME } from './cursor.js';

/** What a cursor passed over, because no event there is wanted. */
export interface Passed {
  readonly events: number;
  /** The position of the last of them. */
  readonly lastPosition: bigint;
}

/** A page, and what was passed over behind it. */
export interface SkippingPage extends Page {
  readonly passed?: Passed | undefined;
}

/**
 * A turn passes over so many known blocks, and reads one at most: other calls wait for 0.1 ms of
 * CPU, as for a page.
 */
const BLOCKS_OF_A_TURN = 256;

/**
 * Walks $all forwards for a reader of some streams. Where the last page held none of them, it looks
 * at the names of whole blocks, and passes over blocks without a wanted name. The names of a block
 * stay in memory. So of several readers behind a million events of others, one reads them.
 *
 *     pages    [ wanted ][ others ]                         [ wanted ]
 *     blocks                       |   |   |   | may hold it |
 */
export class SkippingCursor {
  private isAmongOthers = false;

  /** `from`: inclusive. `prefixes`: how the names of the wanted streams begin. */
  constructor(
    private readonly store: LogStore,
    private from: bigint,
    private readonly isWanted: EventFilter,
    private readonly prefixes: readonly string[],
  ) {}

  next(maxRecords: number): SkippingPage {
    const passed = this.isAmongOthers ? this.pass() : undefined;
    if (passed) return { records: [], isLast: false, passed };
    const page = this.store.readLog({ from: this.from, to: END_OF_TIME, backwards: false, maxRecords });
    const last = page.records.at(-1);
    if (last) {
      this.from = last.position + 1n;
      this.isAmongOthers = !page.records.some(this.isWanted);
    }
    return page;
  }

  /** Passes over whole blocks. Undefined when the next one must be read, or ends the log. */
  private pass(): Passed | undefined {
    let events = 0;
    let lastPosition: bigint | undefined;
    for (let count = 0; count < BLOCKS_OF_A_TURN; count++) {
      const block = Number(this.from / BigInt(BLOCK_BYTES));
      const isRead = !this.store.knowsBlock(block);
      const names = this.store.blockNames(block);
      if (names === undefined || mayHold(names, this.prefixes)) break;
      if (names.lastPosition !== undefined && names.lastPosition >= this.from) {
        events += names.events;
        lastPosition = names.lastPosition;
      }
      this.from = BigInt(block + 1) * BigInt(BLOCK_BYTES);
      if (isRead) break;
    }
    this.isAmongOthers = lastPosition !== undefined;
    return lastPosition === undefined ? undefined : { events, lastPosition };
  }
}

import { type SpoolRecord } from '../spool/record-line.js';
import { covers, type ErasedRange } from '../sync/erased-time.js';
import { dropFromQuarantine } from '../sync/quarantine.js';

/** The erased time of the account, as the server told it last. */
export class ErasedWaiting {
  private ranges: readonly ErasedRange[] = [];
  private known = '';

  constructor(
    private readonly quarantineFile: string,
    private readonly deviceId: string,
  ) {}

  /** Whether the account erased the time of this record. */
  readonly isErased = (record: SpoolRecord): boolean =>
    this.ranges.some((range) => covers(range, record, this.deviceId));

  /** Takes what the server tells. Erased records leave the quarantine when there is news. */
  async told(ranges: readonly ErasedRange[]): Promise<void> {
    this.ranges = ranges;
    const key = JSON.stringify(ranges);
    if (key === this.known) return;
    await dropFromQuarantine(this.quarantineFile, this.isErased);
    this.known = key;
  }
}

import { inOrder } from '../browser/in-order.js';
import { backOffSeconds } from '../server/pace.js';
import type { SendOutcome } from '../server/server-calls.js';
import type { StayRecord } from '../stays/stays.js';
import { MOST_OF_A_CALL, type ServerMemory, type ServerWayParts } from './server-memory.js';

const REFUSED_KEY_SECONDS = 900;
/** A queue of weeks is drained in some alarms, so that no alarm takes minutes. */
const MOST_CALLS = 30;

/**
 * Brings the queue to the server, oldest records first. A record leaves the queue only after the
 * server's answer. When the browser ends before that, it is sent again, and its id makes that
 * harmless.
 */
export class Sending {
  private readonly alone = inOrder();

  constructor(
    private readonly parts: ServerWayParts,
    private readonly memory: ServerMemory,
  ) {}

  /** Sends all that waits, when it is time to. */
  send(): Promise<void> {
    return this.alone(async () => {
      const { nextSyncAt } = await this.memory.read();
      if (nextSyncAt > this.parts.now()) return;
      for (let calls = 0; calls < MOST_CALLS && (await this.sendOne()); calls++);
    });
  }

  /** Resolves to whether the next call may follow at once. */
  private async sendOne(): Promise<boolean> {
    const { calls, queue, sent, now } = this.parts;
    const { mostRecords } = await this.memory.read();
    const records = await queue.oldest(mostRecords);
    if (records.length === 0) return false;
    const body = calls.bodyOf(records);
    const outcome = await calls.send(body);
    if (outcome.type === 'taken') await sent.add({ at: now(), to: 'server', body });
    return this.settle(records, outcome);
  }

  private async settle(records: readonly StayRecord[], outcome: SendOutcome): Promise<boolean> {
    const { failures } = await this.memory.read();
    switch (outcome.type) {
      case 'taken':
        return this.taken(records, outcome);
      case 'too-large':
        if (records.length > 1) {
          await this.memory.change({ mostRecords: Math.max(1, Math.floor(records.length / 2)) });
          return true;
        }
        return this.later(failures + 1, 'no-answer', backOffSeconds(failures + 1));
      case 'key-refused':
        return this.later(failures + 1, 'key-refused', REFUSED_KEY_SECONDS);
      case 'too-many-devices':
        return this.later(failures + 1, 'too-many-devices', REFUSED_KEY_SECONDS);
      case 'failed':
        return this.later(failures + 1, 'no-answer', backOffSeconds(failures + 1, outcome.retryAfterSeconds));
    }
  }

  private async taken(
    records: readonly StayRecord[],
    { refused, early, nextSyncSeconds }: Extract<SendOutcome, { type: 'taken' }>,
  ): Promise<boolean> {
    const { queue, now } = this.parts;
    await queue.settle(records.filter((_record, place) => !early.includes(place)));
    if (refused.length > 0) {
      const { refused: before } = await this.memory.kept();
      await this.memory.keep({ refused: before + refused.length });
    }
    await this.memory.change({
      ...{ connection: 'works', failures: 0, mostRecords: MOST_OF_A_CALL },
      nextSyncAt: now() + nextSyncSeconds * 1_000,
    });
    // Records of the server's future wait: this computer's clock is fast, and time goes on.
    return early.length === 0;
  }

  private async later(failures: number, connection: 'no-answer' | 'key-refused' | 'too-many-devices', seconds: number) {
    await this.memory.change({ failures, connection, nextSyncAt: this.parts.now() + seconds * 1_000 });
    return false;
  }
}

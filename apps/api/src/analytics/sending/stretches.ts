import { FairTurns } from '@app/read-models';
import { Injectable } from '@nestjs/common';

/**
 * Work for reports that the thread of the server does: to shape rows and to write text. A large
 * report is many stretches of some milliseconds. After each stretch the event loop gets a turn, so
 * other requests wait for one stretch. The stretches of all users stand in one fair line.
 */
@Injectable()
export class Stretches {
  private readonly turns = new FairTurns({ atOnce: 1, now: () => performance.now() });

  /** Runs a stretch in a turn of the user who asks. Rejects when the work throws. */
  async run<T>(userId: string, work: () => T): Promise<T> {
    const end = await this.turns.turn(userId);
    try {
      return work();
    } finally {
      setImmediate(end);
    }
  }
}

import { FairTurns } from '@app/read-models';
import { Injectable } from '@nestjs/common';

/** The line of reports that hold very many rows at the same time: one is made at a time. */
@Injectable()
export class LargeReports extends FairTurns {
  constructor() {
    super({ atOnce: 1, now: () => performance.now() });
  }
}

import { randomBytes } from 'node:crypto';
import { CHALLENGE_KEY_STREAM, challengeKeyDecider } from '@app/domain';
import { type EventStore, handleCommand } from '@app/event-store';
import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, type Clock, EVENT_STORE } from '../../stores/tokens.js';

/** The key by which every API process signs challenges for passkeys. The first process makes it. */
@Injectable()
export class ChallengeKey {
  private known: Promise<Buffer> | undefined;

  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** The key. It is read once; after a failure, the next call reads it again. */
  read(): Promise<Buffer> {
    this.known ??= this.readOrMake().catch((error: unknown) => {
      this.known = undefined;
      throw error;
    });
    return this.known;
  }

  private async readOrMake(): Promise<Buffer> {
    const make = {
      type: 'MakeChallengeKey',
      data: { key: randomBytes(32).toString('base64url') },
      metadata: { now: this.clock(), principalId: 'server' },
    } as const;
    const { state } = await handleCommand(this.store, CHALLENGE_KEY_STREAM, challengeKeyDecider, make);
    return Buffer.from(state ?? '', 'base64url');
  }
}

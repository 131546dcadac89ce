import {
  type Asked,
  type Passkey,
  type PasskeyCommand,
  passkeyDecider,
  type PasskeyEvent,
  passkeyStream,
} from '@app/domain';
import { type EventStore, handleCommand, readState } from '@app/event-store';
import { Inject, Injectable } from '@nestjs/common';
import { newSecret, sha256 } from '../../ground/secrets.js';
import { CLOCK, type Clock, EVENT_STORE } from '../../stores/tokens.js';

/** A passkey as a browser registered it. */
export type NewPasskey = Pick<Passkey, 'name' | 'credentialId' | 'publicKey' | 'counter'>;

/** A signature of a passkey that was checked. */
export interface CheckedUse {
  readonly credentialId: string;
  readonly counter: number;
  /** The challenge that it signed, and when that ends (epoch ms). */
  readonly challenge: string;
  readonly challengeEndsAt: number;
}

/** The passkeys of users. The stream is short, and each use reads it. */
@Injectable()
export class UserPasskeys {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** The passkeys that were not removed, oldest first. Blocked ones are among them. */
  async listOf(userId: string): Promise<readonly Passkey[]> {
    return (await readState(this.store, passkeyStream(userId), passkeyDecider)).state.passkeys;
  }

  /** Throws DomainError `invalid_name`, `limit_reached`. */
  async add(userId: string, passkey: NewPasskey): Promise<void> {
    await this.change(userId, { type: 'AddPasskey', data: { ...passkey, passkeyId: newSecret() } });
  }

  /**
   * Notes a use. False when the counter went back: the passkey is blocked from now on. Throws
   * DomainError `unknown_passkey`, also for a challenge that was used before.
   */
  async use(userId: string, { challenge, ...use }: CheckedUse): Promise<boolean> {
    const data = { ...use, challengeHash: sha256(challenge) };
    const events = await this.change(userId, { type: 'UsePasskey', data });
    return events.every(({ type }) => type === 'PasskeyUsed');
  }

  /** Throws DomainError `unknown_passkey`, `invalid_name`. */
  async rename(userId: string, passkeyId: string, name: string): Promise<void> {
    await this.change(userId, { type: 'RenamePasskey', data: { passkeyId, name } });
  }

  /** Throws DomainError `unknown_passkey`. */
  async remove(userId: string, passkeyId: string): Promise<void> {
    await this.change(userId, { type: 'RemovePasskey', data: { passkeyId } });
  }

  /** Removes every passkey of a user: another person may have added one. */
  async removeAll(userId: string): Promise<void> {
    await this.change(userId, { type: 'RemoveAllPasskeys', data: {} });
  }

  private async change(userId: string, asked: Asked<PasskeyCommand>): Promise<readonly PasskeyEvent[]> {
    const command = { ...asked, metadata: { now: this.clock(), principalId: userId } } as PasskeyCommand;
    return (await handleCommand(this.store, passkeyStream(userId), passkeyDecider, command)).events;
  }
}

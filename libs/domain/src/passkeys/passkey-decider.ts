import type { Command } from '../decider.js';
import { DomainError } from '../domain-error.js';
import { refusingUnreadable } from '../events/refusing-unreadable.js';
import { isPlainText } from '../plain-text.js';
import type { PasskeyAdded, PasskeyEvent } from './events.js';
import { readPasskeyEvent } from './read-passkey-event.js';

/** A command about the passkeys of a user. */
interface PasskeyRequest<Type extends string, Data extends object> extends Command {
  readonly type: Type;
  readonly data: Data;
}

export type AddPasskey = PasskeyRequest<'AddPasskey', Omit<PasskeyAdded['data'], 'addedAt'>>;

/** The sender has checked the signature. `challengeEndsAt` is in epoch ms. */
export type UsePasskey = PasskeyRequest<
  'UsePasskey',
  {
    readonly credentialId: string;
    readonly counter: number;
    readonly challengeHash: string;
    readonly challengeEndsAt: number;
  }
>;
export type RenamePasskey = PasskeyRequest<'RenamePasskey', { readonly passkeyId: string; readonly name: string }>;
export type RemovePasskey = PasskeyRequest<'RemovePasskey', { readonly passkeyId: string }>;
export type RemoveAllPasskeys = PasskeyRequest<'RemoveAllPasskeys', Record<string, never>>;

export type PasskeyCommand = AddPasskey | UsePasskey | RenamePasskey | RemovePasskey | RemoveAllPasskeys;

/** A passkey that was not removed. */
export interface Passkey extends Omit<PasskeyAdded['data'], 'counter'> {
  readonly counter: number;
  /** The last day (UTC) on which it signed in, `YYYY-MM-DD`. */
  readonly lastUsedOn?: string;
  /** True when it may have been copied. It signs in no more. */
  readonly isBlocked: boolean;
}

export interface Passkeys {
  /** Oldest first. */
  readonly passkeys: readonly Passkey[];
  /** When each used challenge ends (epoch ms): the newest hundred. */
  readonly usedChallenges: ReadonlyMap<string, number>;
}

const LONGEST_NAME = 100;
/** One for each device of a person, and some to spare. */
const MOST_PASSKEYS = 20;
/** A challenge lives for minutes, and a person signs in a few times in them. */
const MOST_CHALLENGES = 100;

/**
 * The rules of a `passkey-` stream. A challenge signs in once: the stream decides, so this holds
 * for requests at the same time and in several processes.
 *
 * A passkey whose counter does not grow is blocked, unless it never counts. Then `UsePasskey` gives
 * `PasskeyBlocked` in place of `PasskeyUsed`. Source: WebAuthn Level 2, section 7.2, step 21.
 *
 * Refuses with `unknown_passkey` (also for a blocked one, or a used challenge), `invalid_name` and
 * `limit_reached`.
 */
export const passkeyDecider = refusingUnreadable<Passkeys, PasskeyCommand, PasskeyEvent>(readPasskeyEvent, {
  initialState: { passkeys: [], usedChallenges: new Map() },

  decide(command, state) {
    switch (command.type) {
      case 'AddPasskey':
        return added(command, state);
      case 'UsePasskey':
        return used(command, state);
      case 'RenamePasskey': {
        const name = checkedName(command.data.name);
        const { passkeyId } = passkeyOf(state, command.data.passkeyId);
        return [{ type: 'PasskeyRenamed', data: { passkeyId, name } }];
      }
      case 'RemovePasskey':
        return [removed(passkeyOf(state, command.data.passkeyId))];
      case 'RemoveAllPasskeys':
        return state.passkeys.map(removed);
    }
  },

  evolve({ passkeys, usedChallenges }, { type, data }) {
    const changed = (change: Partial<Passkey>) =>
      passkeys.map((one) => (one.passkeyId === data.passkeyId ? { ...one, ...change } : one));
    switch (type) {
      case 'PasskeyAdded':
        return { passkeys: [...passkeys, { ...data, isBlocked: false }], usedChallenges };
      case 'PasskeyUsed': {
        const challenges = [...usedChallenges, [data.challengeHash, data.challengeEndsAt] as const];
        return {
          passkeys: changed({ counter: data.counter, lastUsedOn: data.date }),
          usedChallenges: new Map(challenges.slice(-MOST_CHALLENGES)),
        };
      }
      case 'PasskeyBlocked':
        return { passkeys: changed({ isBlocked: true }), usedChallenges };
      case 'PasskeyRenamed':
        return { passkeys: changed({ name: data.name }), usedChallenges };
      case 'PasskeyRemoved':
        return { passkeys: passkeys.filter(({ passkeyId }) => passkeyId !== data.passkeyId), usedChallenges };
    }
  },
});

function added({ data, metadata }: AddPasskey, { passkeys }: Passkeys): PasskeyEvent[] {
  const name = checkedName(data.name);
  if (passkeys.some(({ credentialId }) => credentialId === data.credentialId)) return [];
  if (passkeys.length >= MOST_PASSKEYS) {
    throw new DomainError('limit_reached', `An account has ${MOST_PASSKEYS} passkeys at most. Remove one first.`);
  }
  return [{ type: 'PasskeyAdded', data: { ...data, name, addedAt: metadata.now } }];
}

function used({ data, metadata: { now } }: UsePasskey, { passkeys, usedChallenges }: Passkeys): PasskeyEvent[] {
  const { credentialId, counter, challengeHash, challengeEndsAt } = data;
  const passkey = passkeys.find((one) => one.credentialId === credentialId);
  if (!passkey || passkey.isBlocked || usedChallenges.has(challengeHash) || now >= challengeEndsAt) throw unknown();
  const { passkeyId } = passkey;
  const counts = counter > 0 || passkey.counter > 0;
  if (counts && counter <= passkey.counter) return [{ type: 'PasskeyBlocked', data: { passkeyId } }];
  const date = new Date(now).toISOString().slice(0, 10);
  return [{ type: 'PasskeyUsed', data: { passkeyId, counter, date, challengeHash, challengeEndsAt } }];
}

const removed = ({ passkeyId }: Passkey): PasskeyEvent => ({ type: 'PasskeyRemoved', data: { passkeyId } });

function passkeyOf({ passkeys }: Passkeys, passkeyId: string): Passkey {
  const passkey = passkeys.find((one) => one.passkeyId === passkeyId);
  if (!passkey) throw unknown();
  return passkey;
}

function checkedName(text: string): string {
  const name = text.trim();
  if (name !== '' && name.length <= LONGEST_NAME && isPlainText(name)) return name;
  throw new DomainError(
    'invalid_name',
    `The name of a passkey has 1 to ${LONGEST_NAME} characters, and no control characters.`,
  );
}

const unknown = () => new DomainError('unknown_passkey', 'There is no such passkey.');

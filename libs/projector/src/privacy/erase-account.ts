import { createHash } from 'node:crypto';
import {
  accountStream,
  type AccountErasure as AccountErasureStep,
  activityStream,
  categoriesWith,
  credentialStream,
  linkStream,
  LISTED_IN,
  type LocalDate,
  type LoginReleased,
  loginStream,
  normaliseEmail,
  prefixesOf,
  providerLogin,
  revocationDecider,
  userStream,
} from '@app/domain';
import { type EventStore, handleCommand, type NewEvent, type StoredEvent, StreamGoneError } from '@app/event-store';
import { leaveTeams } from './leave-teams.js';
import { withdrawAllWeeks } from '../teams/withdraw-weeks.js';
import { erasureEventId } from './rewrite-stream.js';
import { openingOf, recordedDays } from './recorded-days.js';

export interface AccountErasure {
  readonly erasureId: string;
  readonly userId: string;
  readonly metadata: NewEvent['metadata'];
  readonly reached?: (step: string) => Promise<void>;
}

/**
 * The decisions of the catalogue that are done here. Others keep a stream, or remove it at the very
 * end.
 */
type Step = Exclude<AccountErasureStep, 'keep' | 'remove-when-completed'>;

interface Work extends AccountErasure {
  readonly store: EventStore;
  /** The days that were removed. */
  readonly days: Set<LocalDate>;
}

/**
 * The steps in their order. Credentials are first, so that no one signs in as the user meanwhile.
 * Published weeks go after the days: a table that is being made cannot have the time any more.
 * The account is last, because it holds the address. A user leaves their teams before the list of
 * teams is removed.
 */
const STEPS: Readonly<Record<Step, (work: Work) => Promise<void>>> = {
  'revoke-and-remove': revokeAndRemove,
  'remove-days': removeDays,
  withdraw: async ({ store, userId, metadata, reached }) => {
    await withdrawAllWeeks(store, userId, metadata.now);
    await reached?.('weeks');
  },
  leave: async ({ store, userId, metadata, reached }) => {
    await leaveTeams(store, { userId, now: metadata.now });
    await reached?.('teams');
  },
  remove: async (work) => {
    const { store, userId, reached } = work;
    // A move to another address that was cut off has left the address in the link only.
    await releaseLogins(work, linkStream(userId));
    for (const category of categoriesWith('whenAccountIsErased', 'remove')) {
      await store.removeForEver(userStream(category, userId));
    }
    await reached?.('small');
  },
  release: async (work) => {
    await releaseLogins(work, accountStream(work.userId));
    await work.reached?.('login');
  },
  'remove-late': async ({ store, userId, reached }) => {
    for (const category of categoriesWith('whenAccountIsErased', 'remove-late')) {
      await store.removeForEver(userStream(category, userId));
    }
    await reached?.('account');
  },
};

/**
 * Erases all streams of a user as the catalogue says: most are removed for ever. The `erasure-`
 * stream stays until the erasure is completed. The address may be registered again.
 *
 * Resolves to the number of removed days. Safe to repeat after it was cut off anywhere.
 */
export async function eraseAccount(store: EventStore, erasure: AccountErasure): Promise<number> {
  const days = new Set<LocalDate>();
  for (const step of Object.keys(STEPS) as Step[]) {
    if (categoriesWith('whenAccountIsErased', step).length > 0) await STEPS[step]({ ...erasure, store, days });
  }
  return days.size;
}

async function revokeAndRemove({ store, userId, metadata, reached }: Work): Promise<void> {
  for (const stream of await streamsOfUser(store, userId)) {
    await revokeUnlessGone(store, stream, metadata);
    await store.removeForEver(stream);
    await reached?.('credential');
  }
}

/** Looks for days until there are no new ones: a request that began earlier may have added some. */
async function removeDays({ store, userId, days, reached }: Work): Promise<void> {
  for (;;) {
    const found = (await recordedDays(store, userId)).filter((day) => !days.has(day));
    if (found.length === 0) return;
    for (const day of found) {
      await store.removeForEver(activityStream(userId, day));
      days.add(day);
      await reached?.('day');
    }
  }
}

/** Revokes a credential. A stream that was removed for ever has none. */
async function revokeUnlessGone(
  store: EventStore,
  stream: string,
  metadata: AccountErasure['metadata'],
): Promise<void> {
  const revoke = { type: 'RevokeCredential', data: {}, metadata } as const;
  try {
    await handleCommand(store, stream, revocationDecider, revoke, { despiteNewer: true });
  } catch (error) {
    if (!(error instanceof StreamGoneError)) throw error;
  }
}

/**
 * The credential streams of a user. Streams of the user list them. A listed secret may not be
 * issued yet: its stream is removed all the same, so it never will be.
 */
async function streamsOfUser(store: EventStore, userId: string): Promise<Set<string>> {
  const streams = new Set<string>();
  for (const { category, field } of Object.values(LISTED_IN)) {
    for await (const event of store.read(userStream(category, userId))) {
      const hash = fieldOf(event, field);
      if (typeof hash === 'string' && hash !== '') streams.add(credentialStream(hash));
    }
  }
  const unlisted = (await listsCredentials(store, userId)) ? [] : await unlistedStreams(store, userId);
  return new Set([...streams, ...unlisted]);
}

/**
 * Whether every credential of the account is listed. Older versions list keys and tokens only. An
 * account without events was removed by an earlier attempt, after its credentials.
 */
async function listsCredentials(store: EventStore, userId: string): Promise<boolean> {
  for await (const event of store.read(accountStream(userId))) {
    return event.revision === 0n && fieldOf(event, 'listsCredentials') === true;
  }
  return true;
}

/**
 * The credential streams of a user whose account an older version opened. Their names have hashes
 * and no user id, so this looks at all of them that were written since.
 */
async function unlistedStreams(store: EventStore, userId: string): Promise<Set<string>> {
  const streams = new Set<string>();
  const streamPrefixes = prefixesOf(...categoriesWith('whenAccountIsErased', 'revoke-and-remove'));
  const after = (await openingOf(store, userId))?.position;
  for await (const { event } of store.followToEnd({ after, streamPrefixes })) {
    if (event && fieldOf(event, 'userId') === userId) streams.add(event.stream);
  }
  return streams;
}

/**
 * Releases the addresses that the events of a stream name, and the persons at identity providers.
 * Appends an event without a user first, because a server keeps the last event of a truncated
 * stream.
 */
async function releaseLogins({ store, userId, erasureId, metadata }: Work, named: string): Promise<void> {
  const logins = new Set<string>();
  for await (const event of store.read(named)) {
    const login = loginIn(event);
    if (login !== undefined) logins.add(login);
  }
  for (const login of logins) {
    const stream = loginStream(createHash('sha256').update(login).digest('hex'));
    let newest: StoredEvent | undefined;
    for await (const event of store.read(stream)) newest = event;
    if (!newest) continue;
    if (newest.type === 'LoginReleased') await store.truncate(stream, newest.revision);
    if (fieldOf(newest, 'userId') !== userId) continue;
    const event: LoginReleased = { type: 'LoginReleased', data: {} };
    const id = erasureEventId(erasureId, stream);
    const { revision } = await store.append(stream, [{ id, event, metadata }], newest.revision);
    await store.truncate(stream, revision);
  }
}

/** What an event of an account or a link says that its owner signs in by. */
function loginIn(event: StoredEvent): string | undefined {
  const [email, issuer, subject] = ['email', 'issuer', 'subject'].map((name) => fieldOf(event, name));
  if (typeof email === 'string') return normaliseEmail(email);
  return typeof issuer === 'string' && typeof subject === 'string' ? providerLogin({ issuer, subject }) : undefined;
}

const fieldOf = ({ data }: StoredEvent, name: string): unknown =>
  typeof data === 'object' && data !== null ? (data as Record<string, unknown>)[name] : undefined;

import { createHash } from 'node:crypto';
import {
  accountStream,
  activityStream,
  CREDENTIAL_PREFIX,
  credentialDecider,
  type LocalDate,
  type LoginReleased,
  loginStream,
  normaliseEmail,
  smallStreams,
} from '@app/domain';
import {
  type EventStore,
  EventStoreUnavailableError,
  handleCommand,
  type NewEvent,
  type StoredEvent,
  StreamGoneError,
} from '@app/event-store';
import { leaveTeams } from './leave-teams.js';
import { erasureEventId } from './rewrite-stream.js';
import { recordedDays } from './recorded-days.js';

/** A scan that takes longer is begun anew: the event that it was to end at may have been scavenged meanwhile. */
const LONGEST_SCAN_MS = 120_000;

export interface AccountErasure {
  readonly erasureId: string;
  readonly userId: string;
  readonly metadata: NewEvent['metadata'];
  readonly reached?: (step: string) => Promise<void>;
}

/**
 * Removes for ever all streams of a user but the one that says how far this is: credentials first, so that nobody comes in as
 * them, and the account last, because it knows the address. The address itself may be registered again, by anybody.
 *
 * Resolves to the number of days that were removed. Safe to repeat, from wherever it was cut off.
 */
export async function eraseAccount(store: EventStore, erasure: AccountErasure): Promise<number> {
  const { userId, metadata, reached } = erasure;
  for (const stream of await credentialStreamsOf(store, userId)) {
    await revokeUnlessGone(store, stream, metadata);
    await store.removeForEver(stream);
    await reached?.('credential');
  }
  const days = new Set<LocalDate>();
  // Once more until there are no others: a request that was let in before may have brought some meanwhile.
  for (;;) {
    const found = (await recordedDays(store, userId)).filter((day) => !days.has(day));
    if (found.length === 0) break;
    for (const day of found) {
      await store.removeForEver(activityStream(userId, day));
      days.add(day);
      await reached?.('day');
    }
  }
  // Before the list of them is gone.
  await leaveTeams(store, { userId, now: metadata.now });
  await reached?.('teams');
  for (const stream of smallStreams(userId)) await store.removeForEver(stream);
  await reached?.('small');
  await releaseLogins(store, erasure);
  await reached?.('login');
  await store.removeForEver(accountStream(userId));
  await reached?.('account');
  return days.size;
}

/** A stream that was removed for ever takes no event, and holds nothing that could be revoked. */
async function revokeUnlessGone(
  store: EventStore,
  stream: string,
  metadata: AccountErasure['metadata'],
): Promise<void> {
  const revoke = { type: 'RevokeCredential', data: {}, metadata } as const;
  try {
    await handleCommand(store, stream, credentialDecider, revoke);
  } catch (error) {
    if (!(error instanceof StreamGoneError)) throw error;
  }
}

/** Credentials are found by their secrets only, so all are looked through. */
async function credentialStreamsOf(store: EventStore, userId: string): Promise<Set<string>> {
  const streams = new Set<string>();
  const newest = await store.newestEvent([CREDENTIAL_PREFIX]);
  if (!newest) return streams;
  const signal = AbortSignal.timeout(LONGEST_SCAN_MS);
  for await (const event of store.subscribe({ streamPrefixes: [CREDENTIAL_PREFIX], signal })) {
    if (fieldOf(event, 'userId') === userId) streams.add(event.stream);
    if (event.position >= newest.position) return streams;
  }
  throw new EventStoreUnavailableError();
}

/** What is left of a login says nothing of anybody, so that what a server keeps of a stream, its last event, does not. */
async function releaseLogins(store: EventStore, { userId, erasureId, metadata }: AccountErasure): Promise<void> {
  const emails = new Set<string>();
  for await (const event of store.read(accountStream(userId))) {
    const email = fieldOf(event, 'email');
    const normal = typeof email === 'string' ? normaliseEmail(email) : undefined;
    if (normal !== undefined) emails.add(normal);
  }
  for (const email of emails) {
    const stream = loginStream(createHash('sha256').update(email).digest('hex'));
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

const fieldOf = ({ data }: StoredEvent, name: string): unknown =>
  typeof data === 'object' && data !== null ? (data as Record<string, unknown>)[name] : undefined;

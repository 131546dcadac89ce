import { setTimeout as delay } from 'node:timers/promises';
import {
  AccessDeniedError,
  BACKWARDS,
  END,
  type EventStoreDBClient,
  type ResolvedEvent,
  StreamNotFoundError,
} from '@eventstore/db-client';
import operationsServices, { type OperationsClient } from '@eventstore/db-client/generated/operations_grpc_pb.js';
import operations, { type ScavengeResp } from '@eventstore/db-client/generated/operations_pb.js';
import { internalsOf, retire } from './connection/client-internals.js';
import type { Endpoint } from './connection/cluster.js';
import type { Connection } from './connection/connection.js';
import { elementsOf } from './reads/elements-of.js';
import { asOurError, isTransient } from './connection/errors.js';
import { type LogReads, readLogPage } from './reads/log-pages.js';

/** The data of the event that a server writes when a scavenge ends. */
interface ScavengeCompleted {
  readonly result: 'Success' | 'Failed' | 'Stopped';
  readonly error: string | null;
}

/** A scavenge that does not begin in this time never does: no leader writes its events. */
const BEGIN_LIMIT_MS = 60_000;
const FIRST_PAUSE_MS = 20;
const LONGEST_PAUSE_MS = 2_000;
/** Two runs cover everything: see `removeOn`. */
const MOST_RUNS = 2;

/**
 * Removes deleted and truncated events for good, on every member. Resolves when they are gone. A
 * scavenge works on the member that is asked, and on no other. Needs a user in `$ops`.
 *
 * Throws Error when a member is away or a scavenge fails: the message is for people, and names the
 * member. The embedded node removes every such byte. A real server removes what its settings say.
 * Source: EventStoreDB 23.10, Operations/StartScavenge and the streams `$scavenges-<id>`.
 */
export async function scavenge(reads: LogReads): Promise<void> {
  const { connection } = reads;
  const hiddenBefore = await endOfLog(reads);
  const { members, answered } = await connection.view();
  if (members.length === 1)
    return removeOn({ reads, client: connection.client, member: members[0] ?? '', isAlone: true, hiddenBefore });
  const away = members.filter((member) => !answered.includes(member));
  if (away.length > 0) throw memberAway(away);
  for (const member of members) {
    const client = connection.clientOf(member);
    try {
      await removeOn({ reads, client, member, isAlone: false, hiddenBefore });
    } finally {
      await retire(client);
    }
  }
}

interface MemberScavenge {
  readonly reads: LogReads;
  /** A client for this member. */
  readonly client: EventStoreDBClient;
  readonly member: Endpoint;
  readonly isAlone: boolean;
  /** Events that were hidden before this position must go. */
  readonly hiddenBefore: bigint;
}

/**
 * Scavenges one member until everything that was hidden before a position is gone.
 *
 * A run carries out the newest scavenge point that the member has not carried out, or writes a new
 * one. So one run is enough when the newest point is behind the position already, or when the run
 * wrote it. Otherwise a second run is: its point was written after the first began.
 */
async function removeOn({ reads, client, member, isAlone, hiddenBefore }: MemberScavenge): Promise<void> {
  for (let runs = 1; runs <= MOST_RUNS; runs++) {
    const before = await newestPoint(reads.connection.client);
    await runOnce(reads.connection, client, member);
    if (before !== undefined && before > hiddenBefore) return;
    const after = await newestPoint(reads.connection.client);
    if (isAlone && after !== undefined && after > (before ?? -1n)) return;
  }
}

/** One whole run on a member. When another one runs already, it follows that one. */
async function runOnce(connection: Connection, client: EventStoreDBClient, member: Endpoint): Promise<void> {
  for (;;) {
    const response = await startScavenge(client).catch((error: unknown) => {
      throw isTransient(error) ? memberAway([member], error) : error;
    });
    const { result, error } = await outcomeOf(connection, member, response.getScavengeId());
    if (response.getScavengeResult() !== operations.ScavengeResp.ScavengeResult.STARTED) continue;
    if (result === 'Success') return;
    throw new Error(`The event store ${member} was not scavenged (${result}): ${error}`);
  }
}

function memberAway(members: readonly Endpoint[], cause?: unknown): Error {
  const named = members.join(', ');
  return new Error(`The event store ${named} does not answer. Its files may still hold what was erased.`, { cause });
}

async function endOfLog(reads: LogReads): Promise<bigint> {
  const [newest] = await readLogPage(reads, { direction: BACKWARDS, fromPosition: END, maxCount: 1 });
  return newest?.position.commit ?? -1n;
}

function startScavenge(client: EventStoreDBClient): Promise<ScavengeResp> {
  const internals = internalsOf(client);
  const request = new operations.StartScavengeReq().setOptions(
    new operations.StartScavengeReq.Options().setThreadCount(1).setStartFromChunk(0),
  );
  return internals.execute(
    operationsServices.OperationsClient,
    'startScavenge',
    (services: OperationsClient) =>
      new Promise<ScavengeResp>((resolve, reject) => {
        services.startScavenge(request, ...internals.callArguments({}), (error, response) =>
          error ? reject(error) : resolve(response),
        );
      }),
  );
}

/**
 * How a scavenge ended. The server writes its stream some moments after it answered, and then the
 * rights to read that. A member that went away writes nothing more.
 */
async function outcomeOf(connection: Connection, member: Endpoint, id: string): Promise<ScavengeCompleted> {
  const beganMs = performance.now();
  for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS)) {
    const newest = await newestOf(connection.client, `$scavenges-${id}`);
    if (newest?.event?.type === '$scavengeCompleted') return newest.event.data as unknown as ScavengeCompleted;
    const isLate = performance.now() - beganMs > BEGIN_LIMIT_MS;
    if (isLate && newest === undefined) throw memberAway([member]);
    if (isLate && !(await connection.view()).answered.includes(member)) throw memberAway([member]);
    await delay(pauseMs);
  }
}

/** The position of the newest scavenge point. Undefined when there is none, or none may be read. */
async function newestPoint(client: EventStoreDBClient): Promise<bigint | undefined> {
  return (await newestOf(client, '$scavengePoints'))?.event?.position?.commit;
}

/** The newest event of a stream that a server writes. Undefined while we may not read it. */
async function newestOf(client: EventStoreDBClient, stream: string): Promise<ResolvedEvent | undefined> {
  const call = client.readStream(stream, {
    direction: BACKWARDS,
    fromRevision: END,
    maxCount: 1,
    requiresLeader: true,
  });
  try {
    for await (const event of elementsOf<ResolvedEvent>(call, () => call.cancel())) return event;
    return undefined;
  } catch (error) {
    if (error instanceof StreamNotFoundError || error instanceof AccessDeniedError) return undefined;
    throw asOurError(error);
  }
}

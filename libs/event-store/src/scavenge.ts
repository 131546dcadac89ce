import type { EventStoreDBClient, ResolvedEvent } from '@eventstore/db-client';
import operationsServices, { type OperationsClient } from '@eventstore/db-client/generated/operations_grpc_pb.js';
import operations, { type ScavengeResp } from '@eventstore/db-client/generated/operations_pb.js';
import { elementsOf } from './elements-of.js';

/** How the client runs its own calls. It has none for a scavenge, and no other way to its connection. */
interface CallRunner {
  execute<T>(
    Client: typeof OperationsClient,
    name: string,
    action: (client: OperationsClient) => Promise<T>,
  ): Promise<T>;
  /** Metadata and options of a call, with the credentials of the connection. */
  callArguments(options: object): [never, never];
}

/** What a server writes about a scavenge when it is over. */
interface ScavengeCompleted {
  readonly result: 'Success' | 'Failed' | 'Stopped';
  readonly error: string | null;
}

/**
 * Has the server remove for good what was deleted or truncated when this was called; resolves when it has. One that runs
 * already, and may leave some of that, is waited for first. Needs a user in `$admins`.
 *
 * Throws Error when the server could not do it. The embedded node removes every such byte; a real server by its settings.
 * Source: EventStoreDB 23.10, Operations/StartScavenge and the streams `$scavenges-<id>`.
 */
export async function scavenge(client: EventStoreDBClient): Promise<void> {
  for (;;) {
    const response = await startScavenge(client);
    const { result, error } = await outcomeOf(client, response.getScavengeId());
    if (response.getScavengeResult() !== operations.ScavengeResp.ScavengeResult.STARTED) continue;
    if (result === 'Success') return;
    throw new Error(`The event store was not scavenged (${result}): ${error}`);
  }
}

function startScavenge(client: EventStoreDBClient): Promise<ScavengeResp> {
  const runner = client as unknown as CallRunner;
  const request = new operations.StartScavengeReq().setOptions(
    new operations.StartScavengeReq.Options().setThreadCount(1).setStartFromChunk(0),
  );
  return runner.execute(
    operationsServices.OperationsClient,
    'startScavenge',
    (services) =>
      new Promise((resolve, reject) => {
        services.startScavenge(request, ...runner.callArguments({}), (error, response) =>
          error ? reject(error) : resolve(response),
        );
      }),
  );
}

async function outcomeOf(client: EventStoreDBClient, id: string): Promise<ScavengeCompleted> {
  const subscription = client.subscribeToStream(`$scavenges-${id}`);
  for await (const { event } of elementsOf<ResolvedEvent>(subscription, () => subscription.unsubscribe())) {
    if (event?.type === '$scavengeCompleted') return event.data as unknown as ScavengeCompleted;
  }
  throw new Error('The event store stopped telling about its scavenge.');
}

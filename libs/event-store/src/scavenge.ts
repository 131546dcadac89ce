import type { EventStoreDBClient, ResolvedEvent } from '@eventstore/db-client';
import operationsServices, { type OperationsClient } from '@eventstore/db-client/generated/operations_grpc_pb.js';
import operations, { type ScavengeResp } from '@eventstore/db-client/generated/operations_pb.js';
import { elementsOf } from './elements-of.js';

/** How the client runs its own calls. It has no call for a scavenge, so we run one the same way. */
interface CallRunner {
  execute<T>(
    Client: typeof OperationsClient,
    name: string,
    action: (client: OperationsClient) => Promise<T>,
  ): Promise<T>;
  /** Metadata and options of a call, with the credentials of the connection. */
  callArguments(options: object): [never, never];
}

/** The data of the event that a server writes when a scavenge ends. */
interface ScavengeCompleted {
  readonly result: 'Success' | 'Failed' | 'Stopped';
  readonly error: string | null;
}

/**
 * Makes the server remove deleted and truncated events for good. Resolves when they are gone. When
 * a scavenge runs already, it may leave some of them: wait for its end, then start another. Needs a
 * user in `$admins`.
 *
 * Throws Error when the scavenge fails. The embedded node removes every such byte. A real server
 * removes what its settings say.
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
  throw new Error('The event store ended the subscription before its scavenge was over.');
}

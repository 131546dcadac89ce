import type { EventStoreDBClient } from '@eventstore/db-client';
import { endpointOf, isRetired, retire, RETIRED } from './client-internals.js';
import { type ClusterView, ConnectionString, type Endpoint, viewCluster } from './cluster.js';
import { isTransient } from './errors.js';

/** A call that is not answered for so long makes us ask the cluster who leads it. */
const UNANSWERED_MS = 3_000;
/** We ask again after so long, while the call still waits. */
const AGAIN_MS = 500;
/** A member that does not answer in this time does not count. */
const GOSSIP_LIMIT_MS = 1_000;
/** gRPC DEADLINE_EXCEEDED. */
const UNANSWERED = Object.assign(new Error('The event store does not answer.'), { code: 4 });

/**
 * The way to the event store: one client at a time.
 *
 * The client finds the leader of a cluster when it connects, and moves when a member says that it
 * no longer leads. It does not notice a leader that stops to answer: its keepalive needs 20 s. Then
 * it asks one member, may hear of the same leader again, and waits for it once more. So we ask all
 * members when a call waits too long or fails. When most of them name another leader, and that one
 * answers, a new client for it takes the place of the old one. A leader that most of them name, and
 * that answers, is never left: then the call waits because a machine is busy.
 */
export class Connection {
  private current: EventStoreDBClient;
  private readonly connectionString: ConnectionString;
  private known: readonly Endpoint[];
  private moving: Promise<void> = Promise.resolve();
  private check: Promise<void> | undefined;
  private isClosed = false;

  /** Connects at the first call. `patienceMs`: how long one call may take. */
  constructor(
    connectionString: string,
    private readonly patienceMs: number,
  ) {
    this.connectionString = new ConnectionString(connectionString);
    this.known = this.connectionString.seeds;
    this.current = this.connectionString.open();
  }

  /** The client of now. Take it for each call. */
  get client(): EventStoreDBClient {
    return this.current;
  }

  /**
   * Runs one call. It fails with a transient error when its client is replaced meanwhile, and when
   * it is not over after `patienceMs`. Then its signal tells it to cancel.
   */
  async run<T>(call: (client: EventStoreDBClient, over: AbortSignal) => Promise<T>): Promise<T> {
    await this.moving;
    if (this.isClosed) throw RETIRED;
    const client = this.current;
    const over = new AbortController();
    const limit = setTimeout(() => over.abort(UNANSWERED), this.patienceMs).unref();
    const stopWatching = this.connectionString.isCluster ? this.watch() : undefined;
    try {
      const answer = await call(client, over.signal);
      // A read that was cut off looks like one that came to its end.
      over.signal.throwIfAborted();
      if (this.isClosed || isRetired(client)) throw RETIRED;
      return answer;
    } catch (error) {
      if (stopWatching && isTransient(error)) void this.findLeader();
      throw error;
    } finally {
      clearTimeout(limit);
      stopWatching?.();
    }
  }

  /**
   * What the members of the cluster say. A single server is a cluster of one. It may also be one
   * member of a cluster, the only one that the connection string names.
   */
  async view(): Promise<ClusterView> {
    const { connectionString, known } = this;
    if (connectionString.isSocket) return { members: known, answered: known, leader: known[0] };
    const view = await viewCluster(connectionString, known, GOSSIP_LIMIT_MS);
    this.known = view.members;
    return view;
  }

  /** A client for one member. The caller retires it. */
  clientOf(endpoint: Endpoint): EventStoreDBClient {
    return this.connectionString.openMember(endpoint);
  }

  /** Ends all calls and the connection. */
  async close(): Promise<void> {
    this.isClosed = true;
    await this.moving;
    await this.current.dispose();
  }

  /** Looks for another leader when the call waits too long. The result ends that. */
  private watch(): () => void {
    let timer: NodeJS.Timeout | undefined;
    let isOver = false;
    const lookAfter = (ms: number) => {
      if (!isOver) timer = setTimeout(() => void this.findLeader().then(() => lookAfter(AGAIN_MS)), ms).unref();
    };
    lookAfter(UNANSWERED_MS);
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }

  /** Moves to the leader, when we are connected to another member. Never rejects. */
  private findLeader(): Promise<void> {
    return (this.check ??= this.moveToLeader()
      .catch(() => undefined)
      .finally(() => (this.check = undefined)));
  }

  private async moveToLeader(): Promise<void> {
    const { leader } = await this.view();
    if (leader === undefined || this.isClosed) return;
    const client = this.current;
    if ((await endpointOf(client)) === leader) return;
    this.moving = retire(client).then(() => {
      if (!this.isClosed) this.current = this.clientOf(leader);
    });
    await this.moving;
  }
}

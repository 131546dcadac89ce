import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import type { IncomingHttpHeaders } from 'node:http2';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import anyMessages from 'google-protobuf/google/protobuf/any_pb.js';
import { LOCAL_CALLER } from '../../esdb-node/src/access/principal.js';
import type { Call } from '../../esdb-node/src/grpc/call.js';
import { frameOf } from '../../esdb-node/src/grpc/frames.js';
import { type CallHandler, GrpcServer } from '../../esdb-node/src/grpc/grpc-server.js';
import type { CallStatus } from '../../esdb-node/src/grpc/status.js';
import { Scavenger } from '../../esdb-node/src/scavenge/scavenger.js';
import { handlersOf } from '../../esdb-node/src/services/handlers.js';
import { LogStore } from '../../esdb-node/src/store/log-store.js';
import { systemEvent } from '../../esdb-node/src/writes/perform-write.js';
import { gossip, operations, shared, status, streams } from '../../esdb-node/src/wire/generated.js';
import { WriteLoop } from '../../esdb-node/src/writes/write-loop.js';

/**
 * What a member does with calls. `working`: it answers. `frozen`: it takes them and never answers,
 * as after SIGSTOP. `not ready`: it knows no leader. `busy`: it answers gossip at once and all else
 * late. `down`: it refuses connections.
 */
export type Condition = 'working' | 'frozen' | 'not ready' | 'busy' | 'down';

const GOSSIP = '/event_store.client.gossip.Gossip/Read';
const FEATURES = '/event_store.client.server_features.ServerFeatures/GetSupportedMethods';
const SCAVENGE = '/event_store.client.operations.Operations/StartScavenge';
const BATCH_APPEND = '/event_store.client.streams.Streams/BatchAppend';
const UNAVAILABLE = { code: 14, details: 'Server Is Not Ready' } as unknown as CallStatus;
const BUSY_MS = 5_000;

/**
 * Three members that share one log, and say of each other what a test tells them. Of a real cluster
 * they have gossip, streams and the ways in which members fail. They have no election and no
 * replication: a test says who leads, and a follower answers from a copy that has nothing yet.
 */
export class ScriptedCluster {
  readonly members: readonly ScriptedMember[];
  /** Whom the gossip of working members names as the leader. */
  named: ScriptedMember;

  /** The positions of all scavenge points. */
  readonly points: bigint[] = [];

  private constructor(
    private readonly dir: string,
    private readonly store: LogStore,
    private readonly writes: WriteLoop,
  ) {
    const scavenger = new Scavenger(store, writes, Date.now);
    const authenticate = () => LOCAL_CALLER;
    const first = new ScriptedMember(this, handlersFor(0));
    this.members = [first, new ScriptedMember(this, handlersFor(1)), new ScriptedMember(this, handlersFor(2))];
    this.named = first;
    function handlersFor(n: number): ReadonlyMap<string, CallHandler> {
      const identity = () => ({ instanceId: `00000000-0000-4000-8000-00000000000${n}`, host: '127.0.0.1', port: 1 });
      return handlersOf({ store, writes, scavenger, authenticate, identity, nowMs: Date.now, faults: {} });
    }
  }

  /** `nowMs`: the clock of all members. */
  static async start({ nowMs = Date.now }: { nowMs?: () => number } = {}): Promise<ScriptedCluster> {
    const dir = await mkdtemp(join(tmpdir(), 'timeledger-cluster-'));
    const store = LogStore.open(dir);
    const fail = (error: Error) => {
      throw error;
    };
    const cluster = new ScriptedCluster(dir, store, new WriteLoop(store, fail, nowMs));
    for (const member of cluster.members) await member.listen();
    return cluster;
  }

  /** Of all members, as a user writes it. */
  get connectionString(): string {
    return `esdb://${this.members.map(({ endpoint }) => endpoint).join(',')}?tls=false`;
  }

  /** Writes an event that a server writes about itself. Resolves to its position. */
  async note(stream: string, type: string, data: object): Promise<bigint> {
    const event = systemEvent(type, Buffer.from(JSON.stringify(data)));
    const written = await this.writes.submit({ stream, expected: 'any', action: { kind: 'append', events: [event] } });
    if (written.kind !== 'written' || written.position === undefined) throw new Error('An event was not written.');
    return written.position;
  }

  async close(): Promise<void> {
    for (const member of this.members) await member.become('down');
    await this.writes.stop();
    await this.store.close();
    await rm(this.dir, { recursive: true, force: true });
  }
}

export class ScriptedMember {
  /** How many calls it took, by path. */
  readonly taken = new Map<string, number>();
  /** Its files hold nothing that was hidden before this position. */
  cleanBefore = -1n;
  /** How often it was scavenged. */
  scavenges = 0;
  private condition: Condition = 'working';
  private server: GrpcServer | undefined;
  private port = 0;
  private thaw: () => void = () => undefined;
  private thawed = Promise.resolve();

  constructor(
    private readonly cluster: ScriptedCluster,
    private readonly handlers: ReadonlyMap<string, CallHandler>,
  ) {}

  get endpoint(): string {
    return `127.0.0.1:${this.port}`;
  }

  async listen(): Promise<void> {
    const wrapped = [...this.handlers].map(([path, handler]): [string, CallHandler] => [
      path,
      (call) => this.serve(path, call, handler),
    ]);
    this.server = new GrpcServer(new Map(wrapped));
    this.port = await this.server.listen('127.0.0.1', this.port);
  }

  async become(condition: Condition): Promise<void> {
    const before = this.condition;
    this.condition = condition;
    if (condition === 'frozen') this.thawed = new Promise((resolve) => (this.thaw = resolve));
    else this.thaw();
    if (condition === 'down' && before !== 'down') {
      this.server?.abort();
      await this.server?.close();
    }
    if (before === 'down' && condition !== 'down') await this.listen();
  }

  private async serve(path: string, call: Call, handler: CallHandler): Promise<void> {
    this.taken.set(path, (this.taken.get(path) ?? 0) + 1);
    await this.thawed;
    if (path === GOSSIP) return this.serveGossip(call);
    if (path === FEATURES) return handler(call);
    if (path === SCAVENGE) return this.serveScavenge(call);
    if (this.condition === 'busy') await new Promise((resolve) => setTimeout(resolve, BUSY_MS));
    if (this.condition === 'not ready') return path === BATCH_APPEND ? this.refuseAppends(call) : call.end(UNAVAILABLE);
    if (this.cluster.named === this) return handler(call);
    const { headers } = call as unknown as { headers: IncomingHttpHeaders };
    if (headers['requires-leader'] === 'true') return call.end(this.notLeader());
    // A copy that has nothing yet.
    if (path.endsWith('/Read')) return call.end();
    return handler(call);
  }

  /** As a real member: it carries out the newest point that it has not, or writes a new one. */
  private async serveScavenge(call: Call): Promise<void> {
    await call.onlyMessage();
    const id = randomUUID();
    const newest = this.cluster.points.at(-1) ?? -1n;
    if (newest <= this.cleanBefore)
      this.cluster.points.push(await this.cluster.note('$scavengePoints', '$scavengePoint', {}));
    this.cleanBefore = this.cluster.points.at(-1) ?? -1n;
    this.scavenges++;
    const { STARTED } = operations.ScavengeResp.ScavengeResult;
    const answer = new operations.ScavengeResp().setScavengeId(id).setScavengeResult(STARTED);
    call.send(frameOf(answer.serializeBinary()));
    call.end();
    await this.cluster.note(`$scavenges-${id}`, '$scavengeStarted', { nodeEndpoint: this.endpoint });
    await this.cluster.note(`$scavenges-${id}`, '$scavengeCompleted', { result: 'Success', error: null });
  }

  private notLeader(): CallStatus {
    const [host = '', port = ''] = this.cluster.named.endpoint.split(':');
    const trailers = { exception: 'not-leader', 'leader-endpoint-host': host, 'leader-endpoint-port': port };
    return { code: 5, details: 'Leader info available', trailers } as unknown as CallStatus;
  }

  private async serveGossip(call: Call): Promise<void> {
    await call.onlyMessage();
    const { LEADER, FOLLOWER } = gossip.MemberInfo.VNodeState;
    const members = this.cluster.members.map((member) =>
      new gossip.MemberInfo()
        .setInstanceId(new shared.UUID().setString('00000000-0000-4000-8000-000000000000'))
        .setTimeStamp('0')
        .setState(member === this.cluster.named ? LEADER : FOLLOWER)
        .setIsAlive(true)
        .setHttpEndPoint(new gossip.EndPoint().setAddress('127.0.0.1').setPort(member.port)),
    );
    call.send(frameOf(new gossip.ClusterInfo().setMembersList(members).serializeBinary()));
    call.end();
  }

  /**
   * As EventStoreDB does during an election: a status for each append, with empty details. The call
   * ends at the first append after the election, so that the client opens another one.
   */
  private async refuseAppends(call: Call): Promise<void> {
    for await (const message of call.messages()) {
      if (this.condition !== 'not ready') return call.end(UNAVAILABLE);
      const chunk = streams.BatchAppendReq.deserializeBinary(message);
      if (!chunk.getIsFinal()) continue;
      const refusal = new status.Status()
        .setCode(14)
        .setMessage('Server Is Not Ready')
        .setDetails(new anyMessages.Any());
      const answer = new streams.BatchAppendResp()
        .setCorrelationId(chunk.getCorrelationId())
        .setStreamIdentifier(chunk.getOptions()?.getStreamIdentifier())
        .setError(refusal);
      call.send(frameOf(answer.serializeBinary()));
    }
    call.end();
  }
}

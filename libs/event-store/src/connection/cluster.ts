import { EventStoreDBClient } from '@eventstore/db-client';
import gossipServices, { type GossipClient } from '@eventstore/db-client/generated/gossip_grpc_pb.js';
import gossip, { type ClusterInfo } from '@eventstore/db-client/generated/gossip_pb.js';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import { internalsOf, retire } from './client-internals.js';

/** Where a member of a cluster listens: `host:port`. */
export type Endpoint = string;

/** A member of a cluster, as another member or itself names it. */
export interface Member {
  readonly endpoint: Endpoint;
  readonly isAlive: boolean;
  readonly isLeader: boolean;
}

const PARTS = /^esdb(\+discover)?:\/\/(?:([^@/?]*)@)?([^/?]+)(?:\/[^?]*)?(?:\?(.*))?$/i;
/** What a cluster is found by. A client of one member needs neither. */
const OF_DISCOVERY = /^(nodePreference|maxDiscoverAttempts|discoveryInterval|gossipTimeout)=/i;
const DEFAULT_PORT = 2113;
const SOCKET = 'unix:';
/**
 * The longest timer. A socket needs no keepalive, because the system tells when the other end is
 * gone. The client's keepalive would also end the open calls of a connection that the embedded
 * node has replaced.
 */
const NEVER_MS = 2 ** 31 - 1;

/** A connection string, taken apart. */
export class ConnectionString {
  /** The members that the text names, or the one name by which they are found. */
  readonly seeds: readonly Endpoint[];
  /** Whether the client chooses among several members. */
  readonly isCluster: boolean;
  /** Whether it names a local socket, as `unix:/path`: a single server without TLS. */
  readonly isSocket: boolean;
  private readonly user: string;
  private readonly options: string;

  constructor(readonly text: string) {
    const [, discover, user, hosts = '', options = ''] = PARTS.exec(text) ?? [];
    this.seeds = hosts.split(',').map((host) => (host.includes(':') ? host : `${host}:${DEFAULT_PORT}`));
    this.isSocket = text.startsWith(SOCKET);
    this.isCluster = discover !== undefined || this.seeds.length > 1;
    this.user = user === undefined ? '' : `${user}@`;
    this.options = options
      .split('&')
      .filter((option) => option !== '' && !OF_DISCOVERY.test(option))
      .join('&');
  }

  /** A client for it. Connects at the first call. */
  open(): EventStoreDBClient {
    // A connection string has no form for a socket, but the client takes one as its endpoint.
    if (this.isSocket)
      return new EventStoreDBClient({ endpoint: this.text, keepAliveInterval: NEVER_MS }, { insecure: true });
    return EventStoreDBClient.connectionString(this.text);
  }

  /** A client for one member. Connects at the first call. */
  openMember(endpoint: Endpoint): EventStoreDBClient {
    return EventStoreDBClient.connectionString(this.ofMember(endpoint));
  }

  /** The connection string of one member, with the same user and options. */
  ofMember(endpoint: Endpoint): string {
    return `esdb://${this.user}${endpoint}${this.options === '' ? '' : `?${this.options}`}`;
  }
}

/**
 * The members that one member knows. Rejects when it does not answer within the limit.
 * Source: EventStoreDB 23.10, Gossip/Read.
 */
export async function gossipOf(
  connectionString: ConnectionString,
  endpoint: Endpoint,
  limitMs: number,
): Promise<Member[]> {
  const client = connectionString.openMember(endpoint);
  try {
    const info = await readGossip(client, limitMs);
    return info.getMembersList().flatMap((member) => {
      const end = member.getHttpEndPoint();
      if (!end) return [];
      const isLeader = member.getState() === gossip.MemberInfo.VNodeState.LEADER;
      return [{ endpoint: `${end.getAddress()}:${end.getPort()}`, isAlive: member.getIsAlive(), isLeader }];
    });
  } finally {
    await retire(client);
  }
}

function readGossip(client: EventStoreDBClient, limitMs: number): Promise<ClusterInfo> {
  const internals = internalsOf(client);
  return internals.execute(
    gossipServices.GossipClient,
    'gossip',
    (services: GossipClient) =>
      new Promise<ClusterInfo>((resolve, reject) => {
        services.read(new shared.Empty(), ...internals.callArguments({ deadline: limitMs }), (error, info) =>
          error ? reject(error) : resolve(info),
        );
      }),
  );
}

/** What the members of a cluster answered. */
export interface ClusterView {
  /** Every member, as the answers name it. All that were asked, when none answered. */
  readonly members: readonly Endpoint[];
  /** The members that answered. */
  readonly answered: readonly Endpoint[];
  /**
   * The member that most of the answers name as the leader, when it has answered too. Undefined
   * during an election, and when no majority of the members answers.
   */
  readonly leader: Endpoint | undefined;
}

/** Puts together what members answered about the cluster. `asked` are all that were asked. */
export function viewOf(asked: readonly Endpoint[], answers: ReadonlyMap<Endpoint, readonly Member[]>): ClusterView {
  const members = new Set<Endpoint>();
  const votes = new Map<Endpoint, number>();
  for (const named of answers.values()) {
    for (const { endpoint } of named) members.add(endpoint);
    const leader = named.find(({ isAlive, isLeader }) => isAlive && isLeader);
    if (leader) votes.set(leader.endpoint, (votes.get(leader.endpoint) ?? 0) + 1);
  }
  const size = Math.max(...[...answers.values()].map((named) => named.length), 1);
  const [leader] = [...votes].find(([endpoint, count]) => 2 * count > size && answers.has(endpoint)) ?? [];
  return { members: members.size > 0 ? [...members] : asked, answered: [...answers.keys()], leader };
}

/** Asks members, all at once, and then those that they name. */
export async function viewCluster(
  connectionString: ConnectionString,
  known: readonly Endpoint[],
  limitMs: number,
): Promise<ClusterView> {
  const answers = new Map<Endpoint, readonly Member[]>();
  const ask = (endpoints: readonly Endpoint[]) =>
    Promise.all(
      endpoints.map(async (endpoint) => {
        const named = await gossipOf(connectionString, endpoint, limitMs).catch(() => undefined);
        if (named) answers.set(endpoint, named);
      }),
    );
  await ask(known);
  // A name that a user gave a member need not be the name that the member gives itself.
  const { members } = viewOf(known, answers);
  await ask(members.filter((endpoint) => !known.includes(endpoint)));
  return viewOf(known, answers);
}

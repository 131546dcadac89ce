import { gossip, shared } from '../wire/generated.js';

/** The name of a node for its clients. */
export interface NodeIdentity {
  /** A UUID. Each start has a new one. */
  readonly instanceId: string;
  /** The host that clients connect to. With TLS the certificate names it. */
  readonly host: string;
  readonly port: number;
}

const TICKS_PER_MS = 10_000n;

/**
 * `Gossip/Read`: a cluster of one leading node. A client with `esdb+discover://` asks for it first.
 */
export function encodeClusterInfo({ instanceId, host, port }: NodeIdentity, nowMs: number): Uint8Array {
  const leader = new gossip.MemberInfo()
    .setInstanceId(new shared.UUID().setString(instanceId))
    .setTimeStamp((BigInt(nowMs) * TICKS_PER_MS).toString())
    .setState(gossip.MemberInfo.VNodeState.LEADER)
    .setIsAlive(true)
    .setHttpEndPoint(new gossip.EndPoint().setAddress(host).setPort(port));
  return new gossip.ClusterInfo().setMembersList([leader]).serializeBinary();
}

import { gossip, shared } from '../wire/generated.js';

/** How a node names itself to its clients. */
export interface NodeIdentity {
  /** A UUID; another at each start. */
  readonly instanceId: string;
  /** The host that clients connect to: with TLS one that the certificate names. */
  readonly host: string;
  readonly port: number;
}

const TICKS_PER_MS = 10_000n;

/** `Gossip/Read`: a cluster of one, which leads. With `esdb+discover://` a client asks for it before anything else. */
export function encodeClusterInfo({ instanceId, host, port }: NodeIdentity, nowMs: number): Uint8Array {
  const leader = new gossip.MemberInfo()
    .setInstanceId(new shared.UUID().setString(instanceId))
    .setTimeStamp((BigInt(nowMs) * TICKS_PER_MS).toString())
    .setState(gossip.MemberInfo.VNodeState.LEADER)
    .setIsAlive(true)
    .setHttpEndPoint(new gossip.EndPoint().setAddress(host).setPort(port));
  return new gossip.ClusterInfo().setMembersList([leader]).serializeBinary();
}

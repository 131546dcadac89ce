/** How many shards the users are dealt to. Checkpoints are kept per shard: another number means a rebuild. */
export const SHARD_COUNT = 32;

/** Every shard, from 1: in `checkpoints`, 0 stands for the whole log. */
export const SHARDS: readonly number[] = Array.from({ length: SHARD_COUNT }, (_, index) => index + 1);

/**
 * The shard, from 1 to 32, that a user's streams are projected in: always the same for the same id, and about as many
 * users in each. `userId` is a UUID in lower case, as stream names have it.
 */
export const shardOf = (userId: string): number => 1 + (hashOf(userId) % SHARD_COUNT);

/**
 * Who projects which shards, ascending: every shard has exactly one member, whatever the order the members are named in;
 * one named twice counts once. Without members there is nobody: the map is empty.
 *
 * By rendezvous: each shard goes to the member that scores highest with it. So who joins takes only what it gets, who
 * leaves gives away only what it had, and all who know the same members agree without talking. Shares are even only
 * roughly: of four members one may have 5 shards and another 11.
 */
export function assignShards(members: readonly string[]): Map<string, number[]> {
  const assigned = new Map(members.map((member): [string, number[]] => [member, []]));
  for (const shard of SHARDS) {
    let best: { member: string; score: number } | undefined;
    for (const member of assigned.keys()) {
      const score = hashOf(`${member} ${shard}`);
      if (!best || score > best.score || (score === best.score && member > best.member)) best = { member, score };
    }
    if (best) assigned.get(best.member)?.push(shard);
  }
  return assigned;
}

/**
 * 32 bits of a text: FNV-1a over its UTF-16 units, then the last mixing step of MurmurHash3, without which texts that
 * differ in their last letters would differ in few bits. Frozen: another hash would deal all users anew.
 */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

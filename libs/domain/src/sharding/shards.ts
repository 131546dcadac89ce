/**
 * The number of shards. Each shard has checkpoints of its own, so another number means a rebuild.
 */
export const SHARD_COUNT = 32;

/** Every shard, from 1. In `checkpoints`, 0 means the whole log. */
export const SHARDS: readonly number[] = Array.from({ length: SHARD_COUNT }, (_, index) => index + 1);

/**
 * The shard (1 to 32) that projects a user's streams. The same id always has the same shard, and
 * the shards have about as many users each. `userId` is a lower-case UUID, as in stream names.
 */
export const shardOf = (userId: string): number => 1 + (hashOf(userId) % SHARD_COUNT);

/**
 * The shards of each member, ascending. Every shard has exactly one member. The order of `members`
 * does not matter, and a repeated name counts once. Without members the map is empty.
 *
 * Each shard goes to the member with the highest score for it (rendezvous hashing). A joining
 * member takes only its own shards, and a leaving member gives away only its own. Processes with
 * the same list of members agree without messages. Shares are only roughly even: of four members
 * one may have 5 shards and another 11.
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
 * 32 bits of a text: FNV-1a over its UTF-16 units, then the last mixing step of MurmurHash3.
 * Without that step, texts with different last letters would differ in few bits. Do not change it:
 * another hash would move users to other shards.
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

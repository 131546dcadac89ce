import fc from 'fast-check';
import { assignShards, SHARD_COUNT, shardOf, SHARDS } from './shards.js';

const members = fc.uniqueArray(fc.uuid(), { maxLength: 12 });
const someMembers = fc.uniqueArray(fc.uuid(), { minLength: 1, maxLength: 12 });

/** The member of each shard. */
const ownersOf = (named: readonly string[]) =>
  new Map([...assignShards(named)].flatMap(([member, shards]) => shards.map((shard) => [shard, member] as const)));

describe('the shard of a user', () => {
  it.each([
    ['00000000-0000-4000-8000-000000000000', 4],
    ['6f9619ff-8b86-4d01-b42d-00cf4fc964ff', 2],
    ['f47ac10b-58cc-4372-a567-0e02b2c3d479', 8],
  ])('never changes: of %s it is %d', (userId, shard) => {
    expect(shardOf(userId)).toBe(shard);
  });

  it('is one of 32 for every id', () => {
    fc.assert(fc.property(fc.uuid(), (userId) => SHARDS.includes(shardOf(userId))));
  });

  it.each<[string, (n: number) => string]>([
    ['random ids', (n) => uuidOf(Math.imul(n + 1, 0x9e3779b1) >>> 0, Math.imul(n + 7, 0x85ebca77) >>> 0)],
    ['ids that differ in their last digits only', (n) => uuidOf(0, n)],
    ['ids that differ in their first digits only', (n) => uuidOf(n, 0)],
  ])('is each of them about as often, for %s', (_, idOf) => {
    const users = 32_000;
    const counts = new Map(SHARDS.map((shard) => [shard, 0]));
    for (let n = 0; n < users; n += 1) {
      const shard = shardOf(idOf(n));
      counts.set(shard, (counts.get(shard) ?? 0) + 1);
    }
    // 1,000 each, and a standard deviation of 31: five of them.
    for (const count of counts.values()) expect(Math.abs(count - users / SHARD_COUNT)).toBeLessThan(156);
  });
});

const uuidOf = (first: number, last: number) =>
  `${first.toString(16).padStart(8, '0')}-0000-4000-8000-0000${last.toString(16).padStart(8, '0')}`;

describe('the assignment of shards', () => {
  it('gives every shard to exactly one member, in any order of members', () => {
    fc.assert(
      fc.property(someMembers, (named) => {
        const assigned = assignShards(named);
        expect([...assigned.values()].flat().sort((a, b) => a - b)).toEqual(SHARDS);
        expect(new Set(assigned.keys())).toEqual(new Set(named));
        expect(ownersOf([...named, ...named].reverse())).toEqual(ownersOf(named));
      }),
    );
  });

  it('is empty without members', () => {
    expect(assignShards([])).toEqual(new Map());
  });

  it('moves only the shards of a joining or leaving member', () => {
    fc.assert(
      fc.property(members, fc.uuid(), (named, joining) => {
        fc.pre(!named.includes(joining));
        const [before, after] = [ownersOf(named), ownersOf([...named, joining])];
        for (const shard of SHARDS) {
          if (after.get(shard) !== joining) expect(after.get(shard)).toBe(before.get(shard));
        }
      }),
    );
  });

  it('leaves no member far from its share', () => {
    const shares: number[] = [];
    for (let n = 0; n < 200; n += 1) {
      for (const shards of assignShards([0, 1, 2, 3].map((member) => uuidOf(n, member))).values())
        shares.push(shards.length);
    }
    expect(shares.reduce((sum, share) => sum + share) / shares.length).toBe(8);
    // Binomial, 32 times 1 in 4: a standard deviation of 2.4. Of 800 shares none is further off
    // than five of them.
    expect(Math.max(...shares)).toBeLessThanOrEqual(20);
  });
});

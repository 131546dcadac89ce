import fc from 'fast-check';
import { type EndTurn, FairTurns } from './fair-turns.js';

/** Turns on a clock that the test moves. `begun` lists the users in the order of their turns. */
function turnsOf(atOnce = 1) {
  let now = 0;
  const begun: string[] = [];
  const running: { user: string; end: EndTurn }[] = [];
  const turns = new FairTurns({ atOnce, now: () => now });
  const ask = (...users: string[]) => {
    for (const user of users) void turns.turn(user).then((end) => (begun.push(user), running.push({ user, end })));
    return settled();
  };
  /** Ends the oldest turn after so many ms. */
  const endAfter = async (ms: number) => {
    now += ms;
    running.shift()?.end();
    await settled();
  };
  return { turns, begun, running, ask, endAfter };
}
const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('a turn in a fair line', () => {
  it('begins at once when the line is free, and others wait for its end', async () => {
    const { begun, ask, endAfter } = turnsOf();
    await ask('a', 'b');
    expect(begun).toEqual(['a']);
    await endAfter(10);
    expect(begun).toEqual(['a', 'b']);
  });

  it('of a user who comes new is next, however many turns others wait for', async () => {
    const { begun, ask, endAfter } = turnsOf();
    const others = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
    await ask(...others, ...others, ...others);
    for (let n = 0; n < 12; n++) await endAfter(100);
    await ask('quiet');
    await endAfter(100);
    expect(begun.at(-1)).toBe('quiet');
  });

  it('of a user with short turns is next each time, while others have long ones', async () => {
    const { begun, ask, endAfter } = turnsOf();
    const others = ['a', 'b', 'c'];
    for (let n = 0; n < 6; n++) await ask(...others);
    for (let n = 0; n < others.length; n++) await endAfter(100);
    for (let n = 0; n < 5; n++) {
      await endAfter(100);
      await ask('quiet');
      await endAfter(100);
      expect(begun.at(-1)).toBe('quiet');
      await endAfter(2);
    }
  });

  it('goes to users by the time that they had, not by the number of turns', async () => {
    const { begun, ask, endAfter, running } = turnsOf();
    await ask(...Array<string>(40).fill('long'), ...Array<string>(40).fill('short'));
    while (begun.filter((user) => user === 'long').length < 4) {
      await endAfter(running[0]?.user === 'long' ? 100 : 20);
    }
    expect(begun.filter((user) => user === 'short').length).toBeGreaterThanOrEqual(11);
  });

  it('saves nothing up: a user who was away has no right to many turns in a row', async () => {
    const { begun, ask, endAfter } = turnsOf();
    await ask('busy', ...Array<string>(30).fill('busy'));
    for (let n = 0; n < 10; n++) await endAfter(100);
    await ask(...Array<string>(10).fill('back'));
    const before = begun.length;
    for (let n = 0; n < 6; n++) await endAfter(100);
    expect(begun.slice(before).filter((user) => user === 'busy').length).toBeGreaterThanOrEqual(2);
  });

  it('goes to another user first while one has all places of a wide line', async () => {
    const { begun, ask, endAfter } = turnsOf(2);
    await ask('a', 'a', 'a', 'a', 'b', 'b');
    expect(begun).toEqual(['a', 'a']);
    await endAfter(10);
    await endAfter(0);
    expect(begun).toEqual(['a', 'a', 'b', 'a']);
  });

  it('keeps the order of one user, and serves every turn once, whatever comes when', async () => {
    const asked = fc.array(
      fc.record({ users: fc.array(fc.constantFrom('a', 'b', 'c')), ms: fc.integer({ min: 0, max: 50 }) }),
    );
    await fc.assert(
      fc.asyncProperty(asked, fc.integer({ min: 1, max: 3 }), async (steps, atOnce) => {
        const { turns, running, endAfter } = turnsOf(atOnce);
        const [order, count]: [Map<string, number[]>, Map<string, number>] = [new Map(), new Map()];
        const all = steps.flatMap(({ users }) => users);
        for (const { users, ms } of steps) {
          for (const user of users) {
            const number = (count.get(user) ?? 0) + 1;
            count.set(user, number);
            void turns.turn(user).then((end) => {
              order.set(user, [...(order.get(user) ?? []), number]);
              running.push({ user, end });
            });
          }
          await endAfter(ms);
          expect(running.length).toBeLessThanOrEqual(atOnce);
        }
        while (running.length > 0) await endAfter(1);
        expect([...order.values()].flat()).toHaveLength(all.length);
        for (const numbers of order.values()) expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
      }),
      { numRuns: 100 },
    );
  });

  it('that fails ends like another, and passes its failure on', async () => {
    const { turns } = turnsOf();
    await expect(turns.run('a', () => Promise.reject(new Error('down')))).rejects.toThrow('down');
    expect(await turns.run('b', () => Promise.resolve(7))).toBe(7);
  });
});

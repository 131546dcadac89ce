import { Stretches } from './stretches.js';

/** Works for so many ms. */
function busy(ms: number): void {
  for (const endsAt = performance.now() + ms; performance.now() < endsAt;);
}

async function orderOf(ms: number): Promise<string[]> {
  const order: string[] = [];
  const stretches = new Stretches();
  const doing = ['a', 'a', 'b'].map((user) => stretches.run(user, () => (busy(ms), order.push(user))));
  setImmediate(() => order.push('loop'));
  await Promise.all(doing);
  await new Promise((resolve) => setImmediate(resolve));
  return order;
}

describe('a stretch of work', () => {
  it('of some milliseconds is followed by a turn of the event loop, before the next one of any user', async () =>
    expect(await orderOf(5)).toEqual(['a', 'loop', 'b', 'a']));

  it('leaves room for others before that turn, if it is short', async () =>
    expect((await orderOf(0)).at(-1)).toBe('loop'));

  it('is each step of a longer work, and others have their turn in between', async () => {
    const order: string[] = [];
    const stretches = new Stretches();
    function* work() {
      for (const step of ['a1', 'a2', 'a3']) {
        busy(5);
        order.push(step);
        yield;
      }
      return 7;
    }
    const [result] = await Promise.all([
      stretches.runSteps('a', work()),
      stretches.run('b', () => void order.push('b')),
    ]);
    expect([result, order.indexOf('b')]).toEqual([7, 1]);
  });

  it('that throws rejects, and the next one runs', async () => {
    const stretches = new Stretches();
    const bug = () => {
      throw new Error('bug');
    };
    await expect(stretches.run('a', bug)).rejects.toThrow('bug');
    expect(await stretches.run('a', () => 7)).toBe(7);
  });
});

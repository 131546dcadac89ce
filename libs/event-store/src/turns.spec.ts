import { setImmediate as nextTurnOfTheLoop } from 'node:timers/promises';
import { Turns } from './turns.js';

/** Work that ends when told to. */
function controlled() {
  const started: string[] = [];
  const ends = new Map<string, { resolve: () => void; reject: (error: Error) => void }>();
  const work = (name: string) => () => {
    started.push(name);
    return new Promise<string>((resolve, reject) => ends.set(name, { resolve: () => resolve(name), reject }));
  };
  return { started, work, end: (name: string) => ends.get(name)?.resolve(), ends };
}

describe('turns', () => {
  it('run so much at once, and the next in the order of coming, whoever ends first', async () => {
    const turns = new Turns(2);
    const { started, work, end } = controlled();
    const [, b, c] = ['a', 'b', 'c', 'd'].map((name) => turns.run(work(name)));
    await nextTurnOfTheLoop();
    expect(started).toEqual(['a', 'b']);
    end('b');
    expect(await b).toBe('b');
    await nextTurnOfTheLoop();
    expect(started).toEqual(['a', 'b', 'c']);
    end('c');
    expect(await c).toBe('c');
    await nextTurnOfTheLoop();
    expect(started).toEqual(['a', 'b', 'c', 'd']);
  });

  it('pass on a failure, and give the turn to the next', async () => {
    const turns = new Turns(1);
    const { started, work, ends } = controlled();
    const failing = turns.run(work('a'));
    void turns.run(work('b'));
    ends.get('a')?.reject(new Error('no'));
    await expect(failing).rejects.toThrow('no');
    await nextTurnOfTheLoop();
    expect(started).toEqual(['a', 'b']);
  });

  it('are free again when all have ended', async () => {
    const turns = new Turns(1);
    for (const answer of [1, 2, 3]) expect(await turns.run(async () => answer)).toBe(answer);
  });
});

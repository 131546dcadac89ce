import { Stretches } from './stretches.js';

describe('a stretch of work', () => {
  it('is followed by a turn of the event loop, before the next one of any user', async () => {
    const order: string[] = [];
    const stretches = new Stretches();
    const doing = ['a', 'a', 'b'].map((user) => stretches.run(user, () => order.push(user)));
    setImmediate(() => order.push('loop'));
    await Promise.all(doing);
    expect(order).toEqual(['a', 'loop', 'b', 'a']);
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

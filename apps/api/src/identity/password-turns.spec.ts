import { TooManyRequestsError } from '../ground/api-error.js';
import { ADMINISTRATOR, PasswordTurns, type TurnRules } from './password-turns.js';

class Turns extends PasswordTurns {
  protected override readonly rules: TurnRules = { atOnce: 2, mostWaiting: 6, mostOfOneName: 4 };
}

/** Work that ends when the test says so, and notes its start. */
function stage() {
  const turns = new Turns();
  const started: string[] = [];
  const ends = new Map<string, () => void>();
  const run = (name: string, isKnown = false) =>
    turns.run({ name: name.charAt(0), isKnown }, async () => {
      started.push(name);
      await new Promise<void>((resolve) => ends.set(name, resolve));
      return name;
    });
  /** Ends what runs, in the order of its start, until nothing more starts. */
  async function runOut(): Promise<void> {
    await new Promise(setImmediate);
    for (let n = 0; n < started.length; n++) {
      ends.get(started[n] as string)?.();
      await new Promise(setImmediate);
    }
  }
  return { run, started, runOut, turns };
}

describe('the turns of hashing', () => {
  it('run two at once, and give each address its turn', async () => {
    const { run, started, runOut } = stage();
    const all = ['a1', 'a2', 'a3', 'a4', 'a5', 'b1', 'c1'].map((name) => run(name));
    await new Promise(setImmediate);
    expect(started).toEqual(['a1', 'a2']);
    await runOut();
    expect(started).toEqual(['a1', 'a2', 'a3', 'b1', 'c1', 'a4', 'a5']);
    expect(await Promise.all(all)).toEqual(['a1', 'a2', 'a3', 'a4', 'a5', 'b1', 'c1']);
  });

  it('alternate between people we know and strangers, so neither holds up the other', async () => {
    const { run, started, runOut } = stage();
    const strangers = ['a1', 'b1', 'c1', 'd1', 'e1', 'f1'].map((name) => run(name));
    const known = ['k1', 'k2'].map((name) => run(name, true));
    await runOut();
    await Promise.all([...strangers, ...known]);
    expect(started).toEqual(['a1', 'b1', 'k1', 'c1', 'k2', 'd1', 'e1', 'f1']);
  });

  it('refuse more than an address or a line may have waiting, and keep room for people we know', async () => {
    const { run, started, runOut, turns } = stage();
    const accepted = ['a1', 'a2', 'a3', 'a4', 'a5', 'a6'].map((name) => run(name));
    await expect(run('a7')).rejects.toThrow(TooManyRequestsError);
    accepted.push(run('b1'), run('c1'));
    await expect(run('d1')).rejects.toThrow('Too many people are signing in');
    expect(() => turns.requireRoom({ name: 'd', isKnown: false })).toThrow(TooManyRequestsError);
    accepted.push(run('k1', true));
    await runOut();
    await Promise.all(accepted);
    expect(started).toHaveLength(9);
  });

  it('let the administrator have a whole line waiting', async () => {
    const turns = new Turns();
    const opened = Array.from({ length: 9 }, () => turns.run(ADMINISTRATOR, () => Promise.resolve('opened')));
    const outcomes = await Promise.allSettled(opened);
    expect(outcomes.map(({ status }) => status)).toEqual([...Array<string>(8).fill('fulfilled'), 'rejected']);
  });

  it('go on after work that failed', async () => {
    const turns = new Turns();
    const turn = { name: 'a', isKnown: false };
    const failing = Array.from({ length: 5 }, () => turns.run(turn, () => Promise.reject(new Error('no store'))));
    const outcomes = await Promise.allSettled(failing);
    expect(outcomes.map(({ status }) => status)).toEqual(Array(5).fill('rejected'));
    expect(await turns.run(turn, () => Promise.resolve('done'))).toBe('done');
  });
});

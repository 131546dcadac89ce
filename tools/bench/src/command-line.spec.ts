import { runCommandLine } from './command-line.js';

const FAILED = 1;
const BENCHMARKS = new Map([
  ['quick', { measures: 'Something small.', defaults: {} }],
  ['long', { measures: 'Something large.', defaults: { events: 1000, rounds: 3 } }],
]);

async function run(args: readonly string[]) {
  const asked: object[] = [];
  let [stdout, stderr] = ['', ''];
  const code = await runCommandLine(args, {
    benchmarks: BENCHMARKS,
    run: async (name, options) => (asked.push({ name, options }), FAILED),
    writeOut: (text) => (stdout += text),
    writeErr: (text) => (stderr += text),
  });
  return { code, asked, stdout, stderr };
}

describe('the command line of the benchmarks', () => {
  it.each([
    [['quick'], { name: 'quick', options: {} }],
    [['long'], { name: 'long', options: { events: 1000, rounds: 3 } }],
    [['long', '--events', '5'], { name: 'long', options: { events: 5, rounds: 3 } }],
    [['long', '--rounds=1', '--events', '2'], { name: 'long', options: { events: 2, rounds: 1 } }],
  ])('does %j and ends with its code', async (args, asked) => {
    expect(await run(args)).toEqual({ code: FAILED, asked: [asked], stdout: '', stderr: '' });
  });

  it.each([[['--help']], [['-h']], [['help']]])('explains itself with an example: %j', async (args) => {
    const { code, asked, stdout, stderr } = await run(args);
    expect({ code, asked, stderr }).toEqual({ code: 0, asked: [], stderr: '' });
    expect(stdout).toMatch(/^Usage: npm run -s bench --/);
    expect(stdout).toContain('npm run -s bench -- smoke');
    expect(stdout).toMatch(/quick +Something small\./);
  });

  it('shows the options of a benchmark with their defaults', async () => {
    expect((await run(['long', '--help'])).stdout).toMatch(/--events <number> +how many events \(default: 1000\)/);
  });

  it.each([
    [[], 'error: the name of a benchmark is missing'],
    [['slow'], "error: unknown command 'slow'"],
    [['quick', '5'], "error: too many arguments for 'quick'"],
    [['long', '--event', '5'], "error: unknown option '--event'"],
    [['long', '--events'], "error: option '--events <number>' argument missing"],
    [['long', '--events', 'many'], "argument 'many' is invalid. It must be a whole number from 1."],
    [['long', '--events', '0'], "argument '0' is invalid. It must be a whole number from 1."],
    [['long', '--events', '1.5'], "argument '1.5' is invalid. It must be a whole number from 1."],
  ])('refuses %j with 2 and its reason', async (args, reason) => {
    const { code, asked, stdout, stderr } = await run(args);
    expect({ code, asked, stdout }).toEqual({ code: 2, asked: [], stdout: '' });
    expect(stderr).toContain(reason);
  });
});

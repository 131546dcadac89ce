import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const BENCH = fileURLToPath(new URL('../../../dist-tools/tools/bench/src/main.js', import.meta.url));

/** The cells of each line from a line to the next empty one. */
function tableFrom(lines: readonly string[], begin: number): string[][] {
  const table = lines.slice(begin, lines.indexOf('', begin));
  return table.map((line) => line.trim().split(/ {2,}/));
}

describe('the benchmark of a small server', () => {
  it('prints a figure of each state in each line, and what each load left', async () => {
    const sizes = ['--years', '2', '--days', '2', '--seconds', '1'];
    const { stdout } = await promisify(execFile)(process.execPath, [BENCH, 'light', ...sizes]);
    const lines = stdout.split('\n');
    const [header, ...figures] = tableFrom(
      lines,
      lines.findIndex((line) => line.startsWith('figure ')),
    );
    expect(header).toEqual(['figure', 'empty', '1 year', '2 years', 'target', 'floor']);
    expect(figures.length).toBeGreaterThan(20);
    for (const [name, ...cells] of figures)
      expect([name, cells.slice(0, 3).filter((cell) => /^[\d,.]+$/.test(cell)).length]).toEqual([name, 3]);
    const loads = tableFrom(
      lines,
      lines.findIndex((line) => line.startsWith('year ')),
    );
    expect(loads.map(([year]) => year)).toEqual(['year', '1', '2']);
  }, 900_000);
});

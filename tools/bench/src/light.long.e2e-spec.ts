import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const BENCH = fileURLToPath(new URL('../../../dist-tools/tools/bench/src/main.js', import.meta.url));

describe('the benchmark of a small server', () => {
  it('prints a figure of each state for each line, and the loads', async () => {
    const sizes = ['--years', '2', '--days', '2', '--seconds', '1'];
    const { stdout } = await promisify(execFile)(process.execPath, [BENCH, 'light', ...sizes]);
    const table = stdout
      .split('\n')
      .filter((line) => /^(\s*p(50|99),|[a-zA-Z].*(MiB|ms|\/s|rest|start|questions)\b)/.test(line));
    expect(table.length).toBeGreaterThanOrEqual(22);
    for (const name of ['anonymous memory at rest', 'single writes, 8 accounts', '  CPU of a write', 'start, ms']) {
      const line = table.find((one) => one.startsWith(name)) ?? '';
      const figures = line.slice(name.length).match(/(?<=\s{2})[\d,.]+(?=\s{2}|$)/g) ?? [];
      expect([name, figures.length >= 3 && figures.every((figure) => !figure.startsWith('0 '))]).toEqual([name, true]);
    }
    expect(stdout).not.toContain('NaN');
    expect(stdout).toMatch(/^year +activities\/s.*\n +1 .*\n +2 /m);
  }, 900_000);
});

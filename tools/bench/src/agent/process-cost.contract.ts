import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { costBetween, costOf } from './process-cost.js';

const BUSY = 'const end = performance.now() + 300; while (performance.now() < end);';

const itOnLinux = existsSync('/proc/self/schedstat') ? it : it.skip;
if (itOnLinux !== it) process.stderr.write('NOT CHECKED: the cost of a process needs Linux.\n');

describe('the cost of a process', () => {
  itOnLinux('counts its own work and that of its ended children apart', () => {
    const before = costOf(process.pid);
    const busyMs = process.cpuUsage();
    while (process.cpuUsage(busyMs).user < 200_000);
    const between = costOf(process.pid);
    expect(costBetween(before, between).cpuMs).toBeGreaterThan(150);
    expect(costBetween(before, between).childrenCpuMs).toBe(0);
    execFileSync(process.execPath, ['-e', BUSY]);
    expect(costBetween(between, costOf(process.pid)).childrenCpuMs).toBeGreaterThan(20);
  });

  itOnLinux('counts how often it waited', () => {
    const before = costOf(process.pid);
    for (let round = 0; round < 5; round++) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2);
    expect(costBetween(before, costOf(process.pid)).wakeUps).toBeGreaterThanOrEqual(5);
  });
});

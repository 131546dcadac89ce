import { readdirSync, readFileSync } from 'node:fs';

/** Linux counts the time of ended children in these ticks. */
const TICK_MS = 10;
const CHILD_USER_TICKS = 13;
const CHILD_SYSTEM_TICKS = 14;

/** What a process has used since its start. All numbers only grow. */
export interface ProcessCost {
  /** Processor time of all threads, in milliseconds. */
  readonly cpuMs: number;
  /** Processor time of all children that have ended, in milliseconds. Steps of 10 ms. */
  readonly childrenCpuMs: number;
  /** How often a thread went to sleep and was woken. */
  readonly wakeUps: number;
}

/** The cost of a process so far. Threads that have ended do not count. Linux only. */
export function costOf(pid: number): ProcessCost {
  const threads = readdirSync(`/proc/${pid}/task`).map((thread) => `/proc/${pid}/task/${thread}`);
  const sum = (read: (thread: string) => number) => threads.reduce((total, thread) => total + read(thread), 0);
  // The name of the program may hold spaces and brackets, so the fields are counted behind it.
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return {
    cpuMs: sum((thread) => Number(readFileSync(`${thread}/schedstat`, 'utf8').split(' ')[0])) / 1e6,
    childrenCpuMs: (Number(fields[CHILD_USER_TICKS]) + Number(fields[CHILD_SYSTEM_TICKS])) * TICK_MS,
    wakeUps: sum((thread) =>
      Number(/^voluntary_ctxt_switches:\s+(\d+)$/m.exec(readFileSync(`${thread}/status`, 'utf8'))?.[1]),
    ),
  };
}

/** What a process has used between two looks. */
export function costBetween(before: ProcessCost, after: ProcessCost): ProcessCost {
  return {
    cpuMs: after.cpuMs - before.cpuMs,
    childrenCpuMs: after.childrenCpuMs - before.childrenCpuMs,
    wakeUps: after.wakeUps - before.wakeUps,
  };
}

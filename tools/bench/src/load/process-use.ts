import { readFileSync } from 'node:fs';

/** Memory of a process, in MiB. Anonymous memory is what the process itself made. */
export interface ResidentMemory {
  readonly residentMiB: number;
  readonly anonymousMiB: number;
}

const mebibytesIn = (text: string, name: string) =>
  Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(text)?.[1]) / 1024;

/**
 * Resident memory of another process. NaN where the system does not tell: only Linux does.
 */
export function memoryOf(pid: number): ResidentMemory {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return { residentMiB: mebibytesIn(status, 'VmRSS'), anonymousMiB: mebibytesIn(status, 'RssAnon') };
  } catch {
    return { residentMiB: NaN, anonymousMiB: NaN };
  }
}

/** All of its own memory and its share of what it has with others (PSS), in MiB, or NaN. */
export function proportionalMiB(pid: number): number {
  try {
    return mebibytesIn(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'), 'Pss');
  } catch {
    return NaN;
  }
}

/** All resident memory of another process, in MiB, or NaN. */
export const residentMiB = (pid: number): number => memoryOf(pid).residentMiB;

/** Linux counts processor time in hundredths of a second. */
const TICK_MS = 10;

/** Processor time of another process, of all its threads, user and system, in ms. NaN elsewhere. */
export function cpuMsOf(pid: number): number {
  try {
    // The name of the program is in brackets and may hold spaces.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
  } catch {
    return NaN;
  }
}

import { readFileSync } from 'node:fs';

/** Memory of a process, in MiB. Anonymous memory is what the process itself made. */
export interface ResidentMemory {
  readonly residentMiB: number;
  readonly anonymousMiB: number;
}

/**
 * Resident memory of another process. NaN where the system does not tell: only Linux does.
 */
export function memoryOf(pid: number): ResidentMemory {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const mebibytes = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1]) / 1024;
    return { residentMiB: mebibytes('VmRSS'), anonymousMiB: mebibytes('RssAnon') };
  } catch {
    return { residentMiB: NaN, anonymousMiB: NaN };
  }
}

/** All resident memory of another process, in MiB, or NaN. */
export const residentMiB = (pid: number): number => memoryOf(pid).residentMiB;

import { readFileSync } from 'node:fs';

/**
 * Resident memory of another process, in MiB. NaN where the system does not tell: only Linux does.
 */
export function residentMiB(pid: number): number {
  try {
    const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return Number(kilobytes) / 1024;
  } catch {
    return NaN;
  }
}

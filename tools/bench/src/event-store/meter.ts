import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

/** A stretch of work: its number of events, its duration, and its cost on both sides. */
export interface Lap {
  readonly events: number;
  readonly seconds: number;
  /** CPU time of all threads of the node and of this process, in microseconds. */
  readonly nodeMicros: number;
  readonly clientMicros: number;
}

/**
 * Measures laps. The kernel counts the node's time in steps of 10 ms, so a lap should last a good
 * part of a second.
 */
export class Meter {
  private readonly nodePid: number;
  private startedAt: number;
  private client: NodeJS.CpuUsage;
  private nodeMicros: number;

  constructor(nodePid: number) {
    this.nodePid = nodePid;
    this.startedAt = performance.now();
    this.client = process.cpuUsage();
    this.nodeMicros = cpuMicros(nodePid);
  }

  /** The work since the last lap, or since the meter was made. */
  lap(events: number): Lap {
    const { startedAt, nodeMicros, client } = this;
    this.startedAt = performance.now();
    this.client = process.cpuUsage();
    this.nodeMicros = cpuMicros(this.nodePid);
    const { user, system } = process.cpuUsage(client);
    return {
      events,
      seconds: (this.startedAt - startedAt) / 1000,
      nodeMicros: this.nodeMicros - nodeMicros,
      clientMicros: user + system,
    };
  }
}

/** Ends a lap after each `1/laps` of the events. */
export class LapCounter {
  readonly laps: Lap[] = [];
  private readonly lapEvents: number;
  private sinceLap = 0;

  constructor(
    private readonly meter: Meter,
    events: number,
    laps: number,
  ) {
    this.lapEvents = Math.ceil(events / laps);
  }

  count(events: number): void {
    this.sinceLap += events;
    if (this.sinceLap >= this.lapEvents) this.end();
  }

  /** Ends the current lap. */
  end(): void {
    if (this.sinceLap > 0) this.laps.push(this.meter.lap(this.sinceLap));
    this.sinceLap = 0;
  }
}

const MICROS_PER_TICK = 10_000;

/**
 * User and system time of all threads of a process, in microseconds. Source: proc(5),
 * /proc/pid/stat, fields 14 and 15.
 */
function cpuMicros(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // The second field is the program's name in brackets, with any characters. The third field
  // follows the last bracket.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * MICROS_PER_TICK;
}

/**
 * The private memory of a process, in MiB, without the pages of the log that the kernel maps for
 * it.
 */
export function anonymousMiB(pid: number): number {
  const kib = /RssAnon:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kib) / 1024;
}

const IDLE_MS = 200;

/** Resolves when a process has done nothing for a while. */
export async function untilIdle(pid: number): Promise<void> {
  for (let before = -1, now = cpuMicros(pid); before !== now; before = now, now = cpuMicros(pid)) await delay(IDLE_MS);
}

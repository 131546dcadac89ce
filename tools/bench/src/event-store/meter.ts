import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

/** A stretch of work: how many events it was about, how long it took, and what it cost on both sides. */
export interface Lap {
  readonly events: number;
  readonly seconds: number;
  /** CPU time of all threads of the node and of this process, in microseconds. */
  readonly nodeMicros: number;
  readonly clientMicros: number;
}

/** Measures laps. The kernel counts the node's time in steps of 10 ms, so a lap should take a good part of a second. */
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

  /** What happened since the last lap, or since the meter was made. */
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

/** Hands out a lap after each `1/laps` of the events. */
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

  /** Ends a lap that is under way. */
  end(): void {
    if (this.sinceLap > 0) this.laps.push(this.meter.lap(this.sinceLap));
    this.sinceLap = 0;
  }
}

const MICROS_PER_TICK = 10_000;

/** User and system time of all threads of a process, in microseconds. Source: proc(5), /proc/pid/stat, fields 14 and 15. */
function cpuMicros(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // The second field is the program's name in brackets and may hold anything; the third follows its last bracket.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * MICROS_PER_TICK;
}

/** Memory of a process that is its own, in MiB: not the pages of the log that the kernel keeps mapped for it. */
export function anonymousMiB(pid: number): number {
  const kib = /RssAnon:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kib) / 1024;
}

const IDLE_MS = 200;

/** Resolves when a process has done nothing for a while. */
export async function untilIdle(pid: number): Promise<void> {
  for (let before = -1, now = cpuMicros(pid); before !== now; before = now, now = cpuMicros(pid)) await delay(IDLE_MS);
}

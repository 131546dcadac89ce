import { setTimeout as delay } from 'node:timers/promises';
import { memoryOf, type ResidentMemory } from '../load/process-use.js';

/** How long calls took, in ms, and the most memory of the server meanwhile. */
export interface Waits {
  readonly callsMs: Readonly<Record<string, readonly number[]>>;
  readonly peak: ResidentMemory;
}

/** A call that a user sends again and again, with a pause. */
export interface RepeatedCall {
  readonly pauseMs: number;
  readonly call: (n: number) => Promise<unknown>;
}

const MEMORY_POLL_MS = 100;

/** Sends the calls beside each other for so many seconds. */
export async function measureWaits(
  calls: Readonly<Record<string, RepeatedCall>>,
  { seconds, pid }: { seconds: number; pid: number },
): Promise<Waits> {
  const endsAt = performance.now() + seconds * 1000;
  let peak = memoryOf(pid);
  const callsMs: Record<string, number[]> = {};
  const repeat = async (name: string, { pauseMs, call }: RepeatedCall) => {
    const durationsMs: number[] = (callsMs[name] = []);
    for (let n = 0; performance.now() < endsAt; n++) {
      const startedAt = performance.now();
      await call(n);
      durationsMs.push(performance.now() - startedAt);
      await delay(pauseMs);
    }
  };
  const watchMemory = async () => {
    while (performance.now() < endsAt) {
      const { residentMiB, anonymousMiB } = memoryOf(pid);
      peak = {
        residentMiB: Math.max(peak.residentMiB, residentMiB),
        anonymousMiB: Math.max(peak.anonymousMiB, anonymousMiB),
      };
      await delay(MEMORY_POLL_MS);
    }
  };
  await Promise.all([watchMemory(), ...Object.entries(calls).map(([name, call]) => repeat(name, call))]);
  return { callsMs, peak };
}

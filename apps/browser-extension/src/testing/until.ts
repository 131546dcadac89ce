import { setTimeout as pause } from 'node:timers/promises';

/** Long enough to leave the processor to the server, short enough to see the answer at once. */
const ASK_EVERY_MS = 10;

/**
 * Asks until the answer is neither false nor undefined, and resolves to it. Pauses between two
 * questions: the server that must answer shares the processor with this test. Throws after
 * `patienceMs`, with the name of what it waited for.
 */
export async function until<Answer>(
  awaited: string,
  ask: () => Promise<Answer | false | undefined>,
  patienceMs = 30_000,
): Promise<Answer> {
  for (const endMs = performance.now() + patienceMs; ; await pause(ASK_EVERY_MS)) {
    const answer = await ask();
    if (answer !== false && answer !== undefined) return answer;
    if (performance.now() > endMs) throw new Error(`Waited ${patienceMs / 1_000} s in vain for ${awaited}.`);
  }
}

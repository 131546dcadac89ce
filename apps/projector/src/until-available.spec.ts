import { untilAvailable } from './until-available.js';

const DOWN = new Error('down');
const REFUSED = new Error('refused');
const isUnavailable = (error: unknown) => error === DOWN;

/**
 * An attempt that fails with each of these errors in turn and then works, and the list of what it
 * logs.
 */
function failing(...errors: Error[]) {
  const warnings: string[] = [];
  const attempt = async () => {
    const error = errors.shift();
    if (error) throw error;
    return 'open';
  };
  const log = { info: () => undefined, debug: () => undefined, warn: (_: object, text: string) => warnings.push(text) };
  return { warnings, log, attempt: { name: 'ClickHouse', attempt, isUnavailable } };
}

describe('a store that is waited for', () => {
  it('is given at once when it is there, and the log stays empty', async () => {
    const { attempt, log, warnings } = failing();
    await expect(untilAvailable(attempt, { log, signal: new AbortController().signal })).resolves.toBe('open');
    expect(warnings).toEqual([]);
  });

  it('is tried again until it is there, and the log says so once', async () => {
    const { attempt, log, warnings } = failing(DOWN, DOWN, DOWN);
    const signal = new AbortController().signal;
    await expect(untilAvailable(attempt, { log, signal, firstPauseMs: 1 })).resolves.toBe('open');
    expect(warnings).toEqual(['ClickHouse is not available yet: waiting for it']);
  });

  it('is given up when it refuses, which waiting cannot mend', async () => {
    const { attempt, log } = failing(DOWN, REFUSED, DOWN);
    const signal = new AbortController().signal;
    await expect(untilAvailable(attempt, { log, signal, firstPauseMs: 1 })).rejects.toBe(REFUSED);
  });

  it('is waited for no longer than the program is wanted', async () => {
    const stopping = new AbortController();
    const { attempt, log } = failing(DOWN, DOWN);
    const waiting = untilAvailable(attempt, {
      log: { ...log, warn: () => stopping.abort() },
      signal: stopping.signal,
      firstPauseMs: 60_000,
    });
    await expect(waiting).resolves.toBeUndefined();
  });
});

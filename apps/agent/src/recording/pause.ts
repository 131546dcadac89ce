import { readFile, rm } from 'node:fs/promises';
import { type PauseState } from '../control/questions.js';
import { replaceFile } from '../spool/durable-file.js';

/**
 * The pause of recording. It is kept in a file, so a restart does not end it. A file that cannot
 * be read counts as a pause without end: an agent that must not record does not record.
 */
export class Pause {
  private constructor(
    private readonly file: string,
    private state: PauseState | null,
  ) {}

  static async load(file: string, nowMs: number): Promise<Pause> {
    try {
      const state = JSON.parse(await readFile(file, 'utf8')) as Partial<PauseState> | null;
      const { since, until } = state ?? {};
      const isWhole = Number.isFinite(since) && (until === null || Number.isFinite(until));
      return new Pause(file, isWhole ? (state as PauseState) : { since: nowMs, until: null });
    } catch (error) {
      const isThere = (error as NodeJS.ErrnoException).code !== 'ENOENT';
      return new Pause(file, isThere ? { since: nowMs, until: null } : null);
    }
  }

  /** The pause at this moment. Null when there is none, or when it is over. */
  at(nowMs: number): PauseState | null {
    const { state } = this;
    return state === null || (state.until !== null && state.until <= nowMs) ? null : state;
  }

  /** Pauses until this moment, or until `resume` (null). A second pause replaces the first. */
  async start(nowMs: number, until: number | null): Promise<PauseState> {
    const state = { since: this.at(nowMs)?.since ?? nowMs, until };
    this.state = state;
    await replaceFile(this.file, JSON.stringify(state));
    return state;
  }

  /** Ends the pause. Returns whether there was one. */
  async resume(nowMs: number): Promise<boolean> {
    const wasPaused = this.at(nowMs) !== null;
    await rm(this.file, { force: true });
    this.state = null;
    return wasPaused;
  }
}

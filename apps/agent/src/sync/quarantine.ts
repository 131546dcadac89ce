import { appendFile, readFile, rename, stat } from 'node:fs/promises';
import { replaceFile } from '../spool/durable-file.js';
import { type SpoolRecord } from '../spool/record-line.js';
import { type IsErased, type KeepsTime } from '../spool/erased-time.js';

const LARGEST_FILE_BYTES = 5 * 1_048_576;

/** A record that the agent has set aside, and the server's reason. */
export interface Refusal {
  record: SpoolRecord;
  code: string;
  message: string;
}

/**
 * Keeps refused records for a person to look at: JSON lines, mode 0600, in at most two files of
 * 5 MB. Every method waits for the method before it.
 */
export class Quarantine implements KeepsTime {
  private last: Promise<unknown> = Promise.resolve();

  constructor(private readonly path: string) {}

  setAside(refusals: readonly Refusal[]): Promise<void> {
    if (refusals.length === 0) return Promise.resolve();
    return this.inTurn(async () => {
      const size = await stat(this.path).then(
        (file) => file.size,
        () => 0,
      );
      if (size > LARGEST_FILE_BYTES) await rename(this.path, `${this.path}.old`);
      await appendFile(this.path, refusals.map((refusal) => `${JSON.stringify(refusal)}\n`).join(''), { mode: 0o600 });
    });
  }

  /** Takes erased records out of both files, and lines that cannot be read: they may hold one. */
  erase(isErased: IsErased): Promise<void> {
    return this.inTurn(async () => {
      for (const file of [this.path, `${this.path}.old`]) {
        const text = await readFile(file, 'utf8').catch(() => '');
        const lines = text.split('\n').filter((line) => line !== '');
        const kept = lines.filter((line) => isKept(line, isErased));
        if (kept.length < lines.length) await replaceFile(file, kept.map((line) => `${line}\n`).join(''));
      }
    });
  }

  private inTurn(work: () => Promise<void>): Promise<void> {
    const turn = this.last.then(work);
    this.last = turn.catch(() => undefined);
    return turn;
  }
}

function isKept(line: string, isErased: IsErased): boolean {
  try {
    return !isErased((JSON.parse(line) as Refusal).record);
  } catch {
    return false;
  }
}

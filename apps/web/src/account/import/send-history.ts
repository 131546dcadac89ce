import {
  answerOf,
  type components,
  exportBatches,
  type ImportStep,
  tableBatches,
  TimeledgerError,
  type TimeledgerClient,
} from '@app/client';
import type { HistoryFile } from './history-file.js';

type Batch = components['schemas']['ImportDto'];

/** A line that was refused, with the reason. A line of null: a reason for several. */
export interface RefusedLine {
  readonly line: number | null;
  readonly message: string;
}

/** How far an import is. */
export interface Sent {
  readonly bytes: number;
  readonly lines: number;
  readonly imported: number;
  readonly grown: number;
  readonly duplicates: number;
  readonly refused: readonly RefusedLine[];
}

export const NOTHING_SENT: Sent = { bytes: 0, lines: 0, imported: 0, grown: 0, duplicates: 0, refused: [] };

export interface Sending {
  readonly client: TimeledgerClient;
  /** Does a call, and asks for the password when the sign-in is not fresh. */
  readonly fresh: <T>(work: () => Promise<T>) => Promise<T>;
  readonly told: (sent: Sent) => void;
  /** Hears for how many seconds the server asks to wait; 0 when the wait is over. */
  readonly waits: (seconds: number) => void;
  readonly stopped: AbortSignal;
}

/**
 * Sends a file batch by batch. Resolves at its end, or when it was stopped. Rejects as the calls
 * do.
 */
export async function sendHistory(history: Extract<HistoryFile, { file: File }>, sending: Sending): Promise<void> {
  if (history.kind === 'length-needed') return;
  const { size } = history.file;
  const steps: AsyncIterable<ImportStep> | Iterable<ImportStep> =
    history.kind === 'table' ? tableBatches(history.table) : exportBatches(chunksOf(history.file), size);
  let sent = NOTHING_SENT;
  const tell = (changes: Partial<Sent>) => sending.told((sent = { ...sent, ...changes }));
  for await (const { batch, bad, share, lines } of steps) {
    if (sending.stopped.aborted) return;
    if (bad) tell({ refused: [...sent.refused, bad] });
    if (!batch) continue;
    const { imported, grown, duplicates, rejected } = await takenInTurn(batch as Batch, sending);
    tell({
      ...{ bytes: Math.round(share * size), lines },
      ...{ imported: sent.imported + imported, grown: sent.grown + grown },
      duplicates: sent.duplicates + duplicates,
      refused: rejected.length === 0 ? sent.refused : [...sent.refused, ...rejected],
    });
  }
}

const LONGEST_WAIT_SECONDS = 120;

/** Sends one batch. Waits and sends it again when the server asks for that. */
async function takenInTurn(body: Batch, { client, fresh, waits, stopped }: Sending) {
  for (;;) {
    try {
      return await fresh(() => answerOf(client.POST('/api/v1/imports', { body })));
    } catch (error) {
      const seconds = error instanceof TimeledgerError && error.status === 429 ? error.retryAfterSeconds : undefined;
      if (seconds === undefined || seconds > LONGEST_WAIT_SECONDS) throw error;
      waits(seconds);
      await pause(seconds * 1_000, stopped);
      waits(0);
      if (stopped.aborted) throw error;
    }
  }
}

const pause = (ms: number, stopped: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    stopped.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });

/** The bytes of a file. Not every browser lets one loop over a stream. */
async function* chunksOf(file: File): AsyncGenerator<Uint8Array> {
  const reader = file.stream().getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel();
  }
}

/** The refused lines as a text file: one a line, with its number. */
export const refusedText = (refused: readonly RefusedLine[]): string =>
  refused.map(({ line, message }) => `${line ?? ''}\t${message.replaceAll(/\s+/g, ' ')}\n`).join('');

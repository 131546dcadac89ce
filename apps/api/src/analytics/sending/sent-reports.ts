import { type Format, inOneGo, type ReportRow } from '@app/domain';
import type { EndTurn, FairTurns, ReportOwner } from '@app/read-models';
import type { ApiSettings } from '@app/settings';
import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS } from '../../ground/settings.module.js';
import { RenderedAnswer } from '../../http/documented-answer.js';
import { Stretches } from '../../limits/stretches.js';
import { csvText, jsonText, type ReportHead, type ReportText } from '../rendering/render-report.js';
import { keptBlocks } from './kept-blocks.js';
import { LargeReports } from './large-reports.js';
import { ReportPlaces } from './report-places.js';

const CONTENT_TYPES = { json: 'application/json; charset=utf-8', csv: 'text/csv; charset=utf-8' } as const;
const TEXTS = { json: jsonText, csv: csvText } as const;

/** So many rows are shaped and written in a few ms. */
const ROWS_OF_A_STRETCH = 2_000;

/** Who waits for a report, until when, and what to wait for before it holds many rows. */
export type Waiting = Required<Pick<ReportOwner, 'askedBy' | 'signal' | 'beforeLarge'>>;

/** A report whose rows are read while it is sent. */
export interface ReportInPieces {
  readonly head: ReportHead;
  /** Reads the rows piece by piece, in the order of the report. Rejects soon after the signal. */
  readonly read: (waiting: Waiting) => AsyncGenerator<ReportRow[], void>;
  /** Shapes the rows of a piece, in steps. See `shapeInSteps`. */
  readonly shape: (rows: readonly ReportRow[]) => Generator<void, Iterable<ReportRow>, void>;
}

/** How a report is sent, and the user who waits for it. */
interface Sending {
  readonly format: Format;
  readonly askedBy: string;
}

/**
 * Sends reports as text, piece by piece. A rank of very many things must be held as a whole: one
 * such report is made at a time. Its text goes into a file, so that its client may take its time.
 */
@Injectable()
export class SentReports {
  constructor(
    private readonly places: ReportPlaces,
    private readonly stretches: Stretches,
    private readonly large: LargeReports,
    @Inject(SETTINGS) private readonly settings: Pick<ApiSettings, 'dataDir'>,
  ) {}

  /**
   * A report as text. Nothing is read before the first block is asked for. The next piece is read
   * when the client has taken the one before.
   */
  answer(report: ReportInPieces, sending: Sending): RenderedAnswer {
    const makeBlocks = (signal: AbortSignal) => this.blocksOf(report, sending, signal);
    return new RenderedAnswer(CONTENT_TYPES[sending.format], makeBlocks);
  }

  private async *blocksOf(
    report: ReportInPieces,
    { format, askedBy }: Sending,
    signal: AbortSignal,
  ): AsyncGenerator<Uint8Array, void> {
    const giveBack = await this.places.take(askedBy);
    const text = TEXTS[format](report.head);
    const making = new ReportMaking(report, { askedBy, signal }, { stretches: this.stretches, large: this.large });
    try {
      for (;;) {
        const blocks = await making.next(text, this.settings.dataDir);
        if (!blocks) break;
        yield* blocks;
      }
      yield text.end();
    } finally {
      await making.end();
      giveBack();
    }
  }
}

type Blocks = AsyncGenerator<Uint8Array, void>;

/** The making of one report. */
class ReportMaking {
  private readonly pieces: AsyncGenerator<ReportRow[], void>;
  /** The turn of a report that holds many rows. */
  private endLarge: EndTurn | undefined;

  constructor(
    private readonly report: ReportInPieces,
    private readonly waiting: Pick<Waiting, 'askedBy' | 'signal'>,
    private readonly lines: { readonly stretches: Stretches; readonly large: FairTurns },
  ) {
    const beforeLarge = async () => {
      // A report about several people asks once for each.
      this.endLarge ??= await lines.large.turn(waiting.askedBy);
      waiting.signal.throwIfAborted();
    };
    this.pieces = report.read({ ...waiting, beforeLarge });
  }

  /** The text of the next piece in blocks. Undefined when there is no other piece. */
  async next(text: ReportText, dir: string): Promise<Blocks | undefined> {
    const piece = await this.pieces.next();
    if (piece.done) return undefined;
    const blocks = this.written(text, piece.value);
    if (!this.endLarge) return blocks;
    const kept = await keptBlocks(blocks, { dir, signal: this.waiting.signal });
    // The reader still has this list. The rows are what takes memory.
    piece.value.length = 0;
    this.letGo();
    return kept;
  }

  async end(): Promise<void> {
    this.letGo();
    await this.pieces.return();
  }

  private letGo(): void {
    this.endLarge?.();
    this.endLarge = undefined;
  }

  /** Shapes and writes in stretches. */
  private async *written(text: ReportText, rows: readonly ReportRow[]): Blocks {
    const shaping = this.report.shape(rows);
    if (rows.length <= ROWS_OF_A_STRETCH) {
      yield* await this.stretch(() => [...text.add(inOneGo(shaping))]);
      return;
    }
    const blocks = text.add(await this.lines.stretches.runSteps(this.waiting.askedBy, shaping));
    for (;;) {
      const block = await this.stretch(() => blocks.next());
      if (block.done) return;
      yield block.value;
    }
  }

  private stretch<T>(work: () => T): Promise<T> {
    return this.lines.stretches.run(this.waiting.askedBy, work);
  }
}

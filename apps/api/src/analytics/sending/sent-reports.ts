import type { Format, Report } from '@app/domain';
import { Injectable } from '@nestjs/common';
import { RenderedAnswer } from '../../http/documented-answer.js';
import { csvText, jsonText, type ReportHead } from '../rendering/render-report.js';
import { ReportPlaces } from './report-places.js';
import { Stretches } from './stretches.js';

const CONTENT_TYPES = { json: 'application/json; charset=utf-8', csv: 'text/csv; charset=utf-8' } as const;
const TEXTS = { json: jsonText, csv: csvText } as const;

/** A report whose rows are made while it is sent. */
export interface ReportInPieces {
  readonly head: ReportHead;
  /**
   * Reads the report piece by piece, in its order. Each piece is a function that makes its rows.
   * Rejects soon after the signal.
   */
  readonly read: (signal: AbortSignal) => AsyncIterable<() => Report['rows']>;
}

/** How a report is sent, and the user who waits for it. */
interface Sending {
  readonly format: Format;
  readonly askedBy: string;
}

/** Sends reports as text, piece by piece. */
@Injectable()
export class SentReports {
  constructor(
    private readonly places: ReportPlaces,
    private readonly stretches: Stretches,
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
    { head, read }: ReportInPieces,
    { format, askedBy }: Sending,
    signal: AbortSignal,
  ): AsyncGenerator<Uint8Array, void> {
    const giveBack = await this.places.take(askedBy);
    try {
      const text = TEXTS[format](head);
      for await (const shape of read(signal)) {
        const blocks = text.add(await this.stretches.run(askedBy, shape));
        for (;;) {
          const block = await this.stretches.run(askedBy, () => blocks.next());
          if (block.done) break;
          yield block.value;
        }
      }
      yield text.end();
    } finally {
      giveBack();
    }
  }
}

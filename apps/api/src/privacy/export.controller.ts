import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type EventStore } from '@app/event-store';
import type { ApiSettings } from '@app/settings';
import { Controller, Get, Inject, Query, Res, UseGuards } from '@nestjs/common';
import type { Response } from 'express';
import { OwnerGuard } from '../guards/owner.guard.js';
import { CurrentPrincipal, type Principal } from '../ground/principal.js';
import { SETTINGS } from '../ground/settings.module.js';
import { Taxonomies } from '../taxonomy/taxonomies.js';
import { EVENT_STORE } from '../stores/tokens.js';
import { AtOnce } from '../limits/at-once/at-once.js';
import { endSilence } from './end-silence.js';
import { exportedBuckets, exportedEvents } from './exported-lines.js';
import { ApiExtraModels, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { ApiRefusals } from '../openapi/api-refusals.js';
import { EXPORT_ANSWER, ExportDto, ExportedEventDto } from './export.dto.js';

const FORMATS = { jsonl: 'application/jsonl; charset=utf-8', csv: 'text/csv; charset=utf-8' } as const;
/** Lines are joined into writes of so many characters. */
const CHUNK = 64 * 1024;
/** An export reads the whole log of its user. */
const MOST_EXPORTS = 2;

/**
 * Sends all that the server holds of the user, as fast as the client reads. A line is read from the
 * log when the line before has left. A client that stops reading is cut off.
 */
@Controller('api/v1/export')
@UseGuards(OwnerGuard)
export class ExportController {
  private readonly running = new AtOnce(MOST_EXPORTS, 'exports of this account');
  private readonly silenceSeconds: number;

  constructor(
    private readonly taxonomies: Taxonomies,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(SETTINGS) { exportSilenceSeconds }: Pick<ApiSettings, 'exportSilenceSeconds'>,
  ) {
    this.silenceSeconds = exportSilenceSeconds;
  }

  @Get()
  @ApiOperation({
    operationId: 'exportAccount',
    summary: 'Streams everything that the server holds of the user, line by line',
  })
  @ApiExtraModels(ExportedEventDto)
  @ApiOkResponse(EXPORT_ANSWER)
  @ApiRefusals(400)
  export(
    @CurrentPrincipal() { userId }: Principal,
    @Query() { format = 'jsonl' }: ExportDto,
    @Res() response: Response,
  ): Promise<void> {
    return this.running.run(userId, () => this.send(userId, format, response));
  }

  private async send(userId: string, format: keyof typeof FORMATS, response: Response): Promise<void> {
    const setHeaders = () => {
      response.setHeader('Content-Type', FORMATS[format]);
      response.setHeader('Content-Disposition', `attachment; filename="timeledger.${format}"`);
      response.setHeader('Cache-Control', 'no-store');
    };
    if (response.req.method === 'HEAD') {
      setHeaders();
      return void response.end();
    }
    const lines =
      format === 'csv'
        ? exportedBuckets(this.store, userId, await this.taxonomies.classesOf(userId))
        : exportedEvents(this.store, userId);
    const chunks = chunksOf(lines);
    // The first chunk is read before the headers go. So a store that is down gives an error instead
    // of an empty file.
    const first = await chunks.next();
    setHeaders();
    endSilence(response, this.silenceSeconds);
    await pipeline(
      Readable.from(withFirst(first, chunks), { objectMode: false, highWaterMark: CHUNK }),
      response,
    ).catch((error: unknown) => {
      // A client that hung up needs no more. After any other error, end the connection early, so
      // the client sees that the answer is incomplete.
      if (!isHangUp(error)) throw error;
    });
  }
}

async function* chunksOf(lines: AsyncIterable<string>): AsyncGenerator<string> {
  let chunk = '';
  for await (const line of lines) {
    chunk += line;
    if (chunk.length < CHUNK) continue;
    yield chunk;
    chunk = '';
  }
  if (chunk !== '') yield chunk;
}

async function* withFirst(first: IteratorResult<string>, rest: AsyncGenerator<string>): AsyncGenerator<string> {
  if (first.done) return;
  yield first.value;
  yield* rest;
}

const isHangUp = (error: unknown): boolean => (error as { code?: unknown }).code === 'ERR_STREAM_PREMATURE_CLOSE';

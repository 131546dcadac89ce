import type { EventStore } from '@app/event-store';
import { Controller, Get, Inject, Query, Req, Res, UseGuards } from '@nestjs/common';
import { ApiExtraModels, ApiOkResponse, ApiOperation, getSchemaPath } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { CurrentPrincipal, type Principal, readsTimeOnly } from '../ground/principal.js';
import { ForKeys } from '../guards/checks/for-keys.js';
import { GoesOn } from '../guards/checks/read-key-places.js';
import { OwnerGuard } from '../guards/owner.guard.js';
import { ApiRefusals } from '../openapi/api-refusals.js';
import { EVENT_STORE } from '../stores/tokens.js';
import { CallerCheck } from './caller-check.js';
import { EventStream } from './event-stream.js';
import { LiveChanges } from './live-changes.js';
import { liveIdOf, positionIn } from './live-id.js';
import { isForReadKeys } from './live-kinds.js';
import { LiveQueryDto, LiveDto } from './live.dto.js';
import { type LiveWatch } from './live-watch.js';
import { PresentDay } from './present-day.js';
import { tellLive } from './tell-live.js';

/** What changes while a page is open. */
@Controller('api/v1/live')
@UseGuards(OwnerGuard)
@ApiExtraModels(LiveDto)
export class LiveController {
  constructor(
    private readonly changes: LiveChanges,
    private readonly callers: CallerCheck,
    private readonly days: PresentDay,
    @Inject(EVENT_STORE) private readonly store: EventStore,
  ) {}

  @Get()
  @GoesOn()
  @ForKeys('read', 'read_post')
  @ApiOperation({
    operationId: 'readChanges',
    summary: 'Tells what changed: once as JSON, or as server-sent events as it happens',
    description:
      'With `Accept: text/event-stream` the answer goes on. The event `change` has `all`, `kinds` and `days`. The event ' +
      '`alive` comes first, and then every ten seconds; it has `today` and `timeZone`. Each has an `id`. ' +
      'With any other `Accept` the answer is one JSON object.',
  })
  @ApiOkResponse({
    content: {
      'application/json': { schema: { $ref: getSchemaPath(LiveDto) } },
      'text/event-stream': { schema: { type: 'string' } },
    },
  })
  @ApiRefusals(400)
  async listen(
    @CurrentPrincipal() principal: Principal,
    @Query() { since }: LiveQueryDto,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const storeId = await this.store.identity();
    const last = request.get('last-event-id') ?? since;
    const watch = await this.watch(principal, request, last === undefined ? undefined : positionIn(last, storeId));
    const idOf = (position: bigint) => liveIdOf(storeId, position);
    const moment = () => this.days.of(principal.userId);
    try {
      response.vary('Accept');
      if (!isStreamAsked(request)) {
        const { told = NOTHING, position } = this.changes.take(watch);
        return void response.json({ id: idOf(position), ...told, ...(await moment()) } satisfies LiveDto);
      }
      await tellLive(new EventStream(response), watch, {
        ...{ take: () => this.changes.take(watch), idOf, moment, isHearing: () => this.changes.isHearing },
        isStill: () => this.callers.isStill(principal, request),
        untilExpiryMs: () => this.callers.untilExpiryMs(principal),
      });
    } finally {
      this.changes.close(watch);
    }
  }

  private async watch(principal: Principal, request: Request, since: bigint | undefined): Promise<LiveWatch> {
    const isNarrow = readsTimeOnly(principal);
    const watch = await this.changes.open(
      {
        userId: principal.userId,
        credentialStream: this.callers.streamOf(principal, request),
        isPage: principal.kind === 'session' && isStreamAsked(request),
        mayHear: (kind) => !isNarrow || isForReadKeys(kind),
      },
      since,
    );
    request.once('close', () => watch.end());
    if (request.destroyed) watch.end();
    return watch;
  }
}

const NOTHING = { all: false, kinds: [], days: [] };

/** Browsers ask for a stream with exactly this type. */
const isStreamAsked = ({ method, headers }: Request): boolean =>
  method === 'GET' && /\btext\/event-stream\b/i.test(headers.accept ?? '');

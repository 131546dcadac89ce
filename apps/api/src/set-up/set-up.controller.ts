import { Body, Controller, HttpCode, Ip, Post, Req, Res, UseGuards } from '@nestjs/common';
import { ApiNoContentResponse, ApiOperation } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { AnyoneMayCall } from '../ground/anyone-may-call.js';
import { isRefusal } from '../ground/api-error.js';
import { BrowserSessions } from '../guards/browser-sessions.js';
import { SameOriginGuard } from '../guards/same-origin.guard.js';
import { Refusals } from '../limits/refusals.js';
import { ApiRefusals } from '../openapi/api-refusals.js';
import { FirstAccountDto, SetUpLinkDto } from './set-up.dto.js';
import { SetUp } from './set-up.js';

/**
 * Makes the first account of the server. The link is in the body, so it stands in no address, log
 * or history.
 */
@Controller('api/v1/set-up')
@AnyoneMayCall()
@UseGuards(SameOriginGuard)
export class SetUpController {
  constructor(
    private readonly setUp: SetUp,
    private readonly sessions: BrowserSessions,
    private readonly refusals: Refusals,
  ) {}

  @Post('link')
  @HttpCode(204)
  @ApiOperation({ operationId: 'checkSetUpLink', summary: 'Tells whether the set-up link works' })
  @ApiNoContentResponse()
  @ApiRefusals(403, 404, 429)
  check(@Body() { link }: SetUpLinkDto, @Ip() address: string | undefined): Promise<void> {
    return this.counted(address, () => this.setUp.requireLink(link));
  }

  /** The answer signs the browser in. */
  @Post()
  @HttpCode(204)
  @ApiOperation({ operationId: 'makeFirstAccount', summary: 'Makes the first account, and signs the browser in' })
  @ApiNoContentResponse()
  @ApiRefusals(403, 404, 429)
  async open(
    @Body() { link, ...first }: FirstAccountDto,
    @Ip() address: string | undefined,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    const userId = await this.counted(address, () => this.setUp.open(link, first, address));
    await this.sessions.begin({ userId, signedOutAt: 0 }, request, response);
  }

  /** Counts a link that does not work: it may be a guess. */
  private async counted<T>(address: string | undefined, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (isRefusal(error) && error.code === 'unknown_link') this.refusals.count(address);
      throw error;
    }
  }
}

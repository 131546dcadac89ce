import { Body, Controller, Get, HttpCode, Post, Req, Res, UseGuards } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { CurrentPrincipal, type Principal } from '../ground/principal.js';
import { SessionGuard } from '../guards/session.strategy.js';
import { ApiRefusals } from '../openapi/api-refusals.js';
import { AgainDto, AgainWaysDto } from './again.dto.js';
import { ShownAgain } from './shown-again.js';
import { AgainWaysOf } from './again-ways.js';

/** The same as the page `/sign-in/again`, for a page that asks for the password in place. */
@Controller('api/v1/session/again')
@UseGuards(SessionGuard)
export class AgainByScriptController {
  constructor(
    private readonly ways: AgainWaysOf,
    private readonly shown: ShownAgain,
  ) {}

  @Get()
  @ApiOperation({ operationId: 'readWaysAgain', summary: 'Reads how the user can show again who they are' })
  @ApiOkResponse({ type: AgainWaysDto })
  read(@CurrentPrincipal() { userId }: Principal): Promise<AgainWaysDto> {
    return this.ways.of(userId);
  }

  @Post()
  @HttpCode(204)
  @ApiOperation({ operationId: 'signInAgain', summary: 'Begins a fresh session in place of the present one' })
  @ApiNoContentResponse()
  @ApiRefusals(400, 429)
  confirm(
    @CurrentPrincipal() { userId }: Principal,
    @Body() { password, code = '' }: AgainDto,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    return this.shown.confirm({ userId, password, code }, request, response);
  }
}

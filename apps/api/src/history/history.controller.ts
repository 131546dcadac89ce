import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, UseGuards } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { CurrentPrincipal, type Principal } from '../ground/principal.js';
import { OwnerGuard } from '../guards/owner.guard.js';
import { ApiRefusals } from '../openapi/api-refusals.js';
import { CLOCK, type Clock } from '../stores/tokens.js';
import { HistoryDto, HistoryQueryDto, UndoDto, UndoneDto } from './history.dto.js';
import { HistoryPages } from './history-pages.js';
import { Undoing } from './undoing.js';

/** What the user changed of how their time counts, and how to undo it. */
@Controller('api/v1/history')
@UseGuards(OwnerGuard)
export class HistoryController {
  constructor(
    private readonly pages: HistoryPages,
    private readonly undoing: Undoing,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @ApiOperation({ operationId: 'readHistory', summary: 'Lists the changes of the user, newest first, page by page' })
  @ApiOkResponse({ type: HistoryDto })
  @ApiRefusals(400)
  read(@CurrentPrincipal() { userId }: Principal, @Query() { after, kind }: HistoryQueryDto): Promise<HistoryDto> {
    return this.pages.read(userId, { after, kind });
  }

  @Post(':id/undo')
  @HttpCode(200)
  @ApiOperation({ operationId: 'undoChange', summary: 'Gives back what a change replaced' })
  @ApiOkResponse({ type: UndoneDto })
  @ApiRefusals(404, 409)
  async undo(
    @CurrentPrincipal() user: Principal,
    @Param('id') id: string,
    @Body() { despiteLater = false }: UndoDto,
  ): Promise<UndoneDto> {
    return { undone: await this.undoing.undo(user, id, { despiteLater, now: this.clock() }) };
  }
}

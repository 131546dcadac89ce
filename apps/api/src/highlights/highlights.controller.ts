import { highlightOf, newestHighlights, type Highlight } from '@app/domain';
import { Body, Controller, Delete, Get, HttpCode, Param, ParseIntPipe, Post, Put, UseGuards } from '@nestjs/common';
import { OwnerGuard } from '../guards/owner.guard.js';
import { CurrentPrincipal, type Principal } from '../ground/principal.js';
import { HighlightDto, highlightTextOf } from './highlights.dto.js';
import { UserHighlights } from './user-highlights.js';

/** What a user notes of their days, all of it. A change is durable when it is answered. */
@Controller('api/v1/highlights')
@UseGuards(OwnerGuard)
export class HighlightsController {
  constructor(private readonly highlights: UserHighlights) {}

  /** Newest first. */
  @Get()
  async list(@CurrentPrincipal() { userId }: Principal) {
    return { highlights: newestHighlights(await this.highlights.of(userId)).map(answerOf) };
  }

  @Post()
  async post(@CurrentPrincipal() { userId }: Principal, @Body() body: HighlightDto) {
    return answerOf(await this.highlights.post(userId, highlightTextOf(body)));
  }

  @Get(':id')
  async read(@CurrentPrincipal() { userId }: Principal, @Param('id', ParseIntPipe) id: number) {
    return answerOf(highlightOf(await this.highlights.of(userId), id));
  }

  @Put(':id')
  @HttpCode(204)
  async replace(
    @CurrentPrincipal() { userId }: Principal,
    @Param('id', ParseIntPipe) id: number,
    @Body() body: HighlightDto,
  ): Promise<void> {
    await this.highlights.change(userId, { type: 'ReplaceHighlight', data: { id, ...highlightTextOf(body) } });
  }

  @Delete(':id')
  @HttpCode(204)
  async remove(@CurrentPrincipal() { userId }: Principal, @Param('id', ParseIntPipe) id: number): Promise<void> {
    await this.highlights.change(userId, { type: 'RemoveHighlight', data: { id } });
  }
}

const answerOf = ({ createdAt, ...highlight }: Highlight) => ({
  ...highlight,
  createdAt: new Date(createdAt).toISOString(),
});

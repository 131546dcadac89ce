import { highlightOf, newestHighlights, type Highlight } from '@app/domain';
import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Param,
  ParseIntPipe,
  Post,
  Put,
  Query,
  UseGuards,
} from '@nestjs/common';
import { OwnerGuard } from '../guards/owner.guard.js';
import { CurrentPrincipal, type Principal } from '../ground/principal.js';
import {
  dayOf,
  HighlightAnswerDto,
  HighlightDto,
  HighlightListDto,
  HighlightQueryDto,
  highlightTextOf,
} from './highlights.dto.js';
import { UserHighlights } from './user-highlights.js';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { ApiRefusals } from '../openapi/api-refusals.js';

/** All highlights of a user. The answer to a change comes when it is durable. */
@Controller('api/v1/highlights')
@UseGuards(OwnerGuard)
export class HighlightsController {
  constructor(private readonly highlights: UserHighlights) {}

  /** Newest first. */
  @Get()
  @ApiOperation({ operationId: 'listHighlights', summary: 'Lists the highlights of the user, newest first' })
  @ApiOkResponse({ type: HighlightListDto })
  @ApiRefusals(400)
  async list(
    @CurrentPrincipal() { userId }: Principal,
    @Query() { begin, end }: HighlightQueryDto,
  ): Promise<HighlightListDto> {
    const [first, last] = [begin, end].map((text) => (text === undefined ? undefined : dayOf(text)));
    const highlights = newestHighlights(await this.highlights.stateOf(userId));
    const asked = highlights.filter(
      ({ date }) => (first === undefined || first <= date) && (last === undefined || date <= last),
    );
    return { highlights: asked.map(answerOf) };
  }

  @Post()
  @ApiOperation({ operationId: 'createHighlight', summary: 'Notes something of a day' })
  @ApiCreatedResponse({ type: HighlightAnswerDto })
  async post(@CurrentPrincipal() user: Principal, @Body() body: HighlightDto): Promise<HighlightAnswerDto> {
    return answerOf(await this.highlights.post(user, highlightTextOf(body)));
  }

  @Get(':id')
  @ApiOperation({ operationId: 'readHighlight', summary: 'Reads one highlight' })
  @ApiOkResponse({ type: HighlightAnswerDto })
  @ApiRefusals(400)
  async read(
    @CurrentPrincipal() { userId }: Principal,
    @Param('id', ParseIntPipe) id: number,
  ): Promise<HighlightAnswerDto> {
    return answerOf(highlightOf(await this.highlights.stateOf(userId), id));
  }

  @Put(':id')
  @HttpCode(204)
  @ApiOperation({ operationId: 'changeHighlight', summary: 'Replaces a highlight' })
  @ApiNoContentResponse()
  async replace(
    @CurrentPrincipal() user: Principal,
    @Param('id', ParseIntPipe) id: number,
    @Body() body: HighlightDto,
  ): Promise<void> {
    await this.highlights.change(user, { type: 'ReplaceHighlight', data: { id, ...highlightTextOf(body) } });
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ operationId: 'removeHighlight', summary: 'Removes a highlight' })
  @ApiNoContentResponse()
  @ApiRefusals(400)
  async remove(@CurrentPrincipal() user: Principal, @Param('id', ParseIntPipe) id: number): Promise<void> {
    await this.highlights.change(user, { type: 'RemoveHighlight', data: { id } });
  }
}

const answerOf = ({ createdAt, ...highlight }: Highlight) => ({
  ...highlight,
  createdAt: new Date(createdAt).toISOString(),
});

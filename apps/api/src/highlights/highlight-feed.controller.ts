import { isoDateTime, newestHighlights, parseLocalDay, zoneClock } from '@app/domain';
import { Controller } from '@nestjs/common';
import { ApiError } from '../ground/api-error.js';
import { Accounts } from '../identity/accounts.js';
import { DocumentedGet, DocumentedPost } from '../guards/documented-route.js';
import { ForKeys } from '../guards/checks/for-keys.js';
import { CurrentPrincipal, type Principal } from '../ground/principal.js';
import { Parameters } from '../http/parameters.js';
import type { RequestParameters } from '../http/request-parameters.js';
import { UserHighlights } from './user-highlights.js';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { ApiParameters } from '../openapi/documented-parameters.js';
import { DocumentedHighlightDto, HighlightPostDto, HighlightPostedDto } from './highlight-feed.dto.js';

/** Our choice: the documentation says "recently entered" and gives no number. */
const MOST_IN_FEED = 100;

/** The Highlights Feed API and the Highlights Post API. */
@Controller()
export class HighlightFeedController {
  constructor(
    private readonly accounts: Accounts,
    private readonly highlights: UserHighlights,
  ) {}

  /** The newest highlights, newest first. Parameters are ignored. */
  @ForKeys('read', 'read_post')
  @DocumentedGet('highlights_feed', 'highlight_data')
  @ApiOperation({
    operationId: 'readHighlightsFeed',
    summary: 'Lists the highlights that were entered last, newest first',
  })
  @ApiOkResponse({ type: [DocumentedHighlightDto] })
  async read(@CurrentPrincipal() { userId }: Principal): Promise<DocumentedHighlightDto[]> {
    const { timeZone, plan } = await this.accounts.accountOf(userId);
    if (plan === 'lite') return [];
    const clock = zoneClock(timeZone);
    return newestHighlights(await this.highlights.stateOf(userId), MOST_IN_FEED).map((highlight) => {
      const { id, description, date, createdAt } = highlight;
      return { id, description, date, created_at: isoDateTime(createdAt, clock.utcOffsetMinutesAt(createdAt)) };
    });
  }

  @ForKeys('read_post')
  @DocumentedPost('highlights_post', 'highlight_data')
  @ApiOperation({ operationId: 'postHighlight', summary: 'Notes something of a day' })
  @ApiParameters(HighlightPostDto)
  @ApiOkResponse({ type: HighlightPostedDto })
  async post(
    @CurrentPrincipal() user: Principal,
    @Parameters() parameters: RequestParameters,
  ): Promise<HighlightPostedDto> {
    const { timeZone } = await this.accounts.accountOf(user.userId);
    const date = parseLocalDay(parameters.get('highlight_date') ?? '', timeZone);
    if (!date) throw new ApiError('invalid_highlight_date', 'highlight_date is YYYY-MM-DD or a Unix time.');
    const source = parameters.get('source')?.trim();
    const text = { description: parameters.get('description') ?? '', date, ...(source && { source }) };
    const { id } = await this.highlights.post(user, text);
    return { message: 'The highlight has been posted.', id };
  }
}

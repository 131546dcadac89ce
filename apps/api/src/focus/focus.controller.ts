import { type FedFocusEvent, parseFocusDuration } from '@app/domain';
import { Controller, Inject } from '@nestjs/common';
import { Accounts } from '../identity/accounts.js';
import { DocumentedGet, DocumentedPost } from '../guards/documented-route.js';
import { ForKeys } from '../guards/checks/for-keys.js';
import { refuseLitePlan } from '../identity/lite-plan.js';
import { CurrentPrincipal, type Principal } from '../ground/principal.js';
import { JSON_TYPE, RenderedAnswer } from '../http/documented-answer.js';
import { Parameters } from '../http/parameters.js';
import type { RequestParameters } from '../http/request-parameters.js';
import { CLOCK, type Clock } from '../stores/tokens.js';
import { renderFocusFeed } from './render-focus-feed.js';
import { UserFocus } from './user-focus.js';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { ApiParameters } from '../openapi/documented-parameters.js';
import { EndedFocusDto, FocusMessageDto, StartedFocusDto, StartFocusDto } from './focus.dto.js';

const SCOPE = 'focustime_data';
/** Our choice: the documentation says "recently" and gives no number. */
const MOST_IN_FEED = 100;

/** The FocusTime Trigger API and the FocusTime Feed API. */
@Controller()
export class FocusController {
  constructor(
    private readonly accounts: Accounts,
    private readonly focus: UserFocus,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @ForKeys('read_post', 'agent')
  @DocumentedPost('start_focustime', SCOPE)
  @ApiOperation({ operationId: 'startFocusSession', summary: 'Starts a focus session' })
  @ApiParameters(StartFocusDto)
  @ApiOkResponse({ type: FocusMessageDto })
  async start(
    @CurrentPrincipal() { userId }: Principal,
    @Parameters() parameters: RequestParameters,
  ): Promise<FocusMessageDto> {
    const { timeZone, plan } = await this.accounts.accountOf(userId);
    refuseLitePlan(plan, 'FocusTime is');
    const now = this.clock();
    const data = parseFocusDuration(parameters.get('duration') ?? '', { timeZone, now });
    await this.focus.change(userId, { type: 'StartFocusSession', data }, now);
    return { message: 'The focus session has started.' };
  }

  @ForKeys('read_post', 'agent')
  @DocumentedPost('end_focustime', SCOPE)
  @ApiOperation({ operationId: 'endFocusSession', summary: 'Ends the running focus session' })
  @ApiOkResponse({ type: FocusMessageDto })
  async end(@CurrentPrincipal() { userId }: Principal): Promise<FocusMessageDto> {
    refuseLitePlan((await this.accounts.accountOf(userId)).plan, 'FocusTime is');
    await this.focus.change(userId, { type: 'StopFocusSession', data: {} }, this.clock());
    return { message: 'The focus session has ended.' };
  }

  @ForKeys('read', 'read_post')
  @DocumentedGet('focustime_started_feed', SCOPE)
  @ApiOperation({ operationId: 'readFocusStartedFeed', summary: 'Lists the focus sessions that started, newest first' })
  @ApiOkResponse({ type: [StartedFocusDto] })
  started(@CurrentPrincipal() { userId }: Principal): Promise<RenderedAnswer> {
    return this.feed(userId, 'FocusSessionStarted');
  }

  @ForKeys('read', 'read_post')
  @DocumentedGet('focustime_ended_feed', SCOPE)
  @ApiOperation({ operationId: 'readFocusEndedFeed', summary: 'Lists the focus sessions that ended, newest first' })
  @ApiOkResponse({ type: [EndedFocusDto] })
  ended(@CurrentPrincipal() { userId }: Principal): Promise<RenderedAnswer> {
    return this.feed(userId, 'FocusSessionEnded');
  }

  private async feed(userId: string, type: FedFocusEvent['type']): Promise<RenderedAnswer> {
    const { timeZone, plan } = await this.accounts.accountOf(userId);
    const events = plan === 'lite' ? [] : await this.focus.newest(userId, type, MOST_IN_FEED);
    return new RenderedAnswer(JSON_TYPE, renderFocusFeed(events, timeZone));
  }
}

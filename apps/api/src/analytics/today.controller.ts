import { secondsOf } from '@app/domain';
import { Controller, Get, UseGuards } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { CurrentPrincipal, type Principal } from '../ground/principal.js';
import { AgentGuard } from '../guards/agent.guard.js';
import { ForKeys } from '../guards/checks/for-keys.js';
import { Accounts } from '../identity/accounts.js';
import { LocalDays } from '../identity/local-days.js';
import { RateLimits } from '../limits/rate-limits.js';
import { Reports } from './reports.js';
import { LEVELS, TodayDto } from './today.dto.js';

/** What an agent may show of its user's time: the sums of today, and no name. */
@Controller('agent/v1/today')
@ForKeys('agent')
@UseGuards(AgentGuard)
export class TodayController {
  constructor(
    private readonly accounts: Accounts,
    private readonly reports: Reports,
    private readonly localDays: LocalDays,
    private readonly limits: RateLimits,
  ) {}

  @Get()
  @ApiOperation({ operationId: 'readToday', summary: 'Reads the seconds of today by productivity level, for agents' })
  @ApiOkResponse({ type: TodayDto })
  async read(@CurrentPrincipal() principal: Principal): Promise<TodayDto> {
    // It asks what reports ask, so it counts as they do.
    await this.limits.countDocumented(principal);
    const account = await this.accounts.accountOf(principal.userId);
    const today = this.localDays.today(account.timeZone);
    const query = { perspective: 'rank', kind: 'productivity', resolution: 'day', begin: today, end: today } as const;
    const report = await this.reports.answer(account, query, today);
    if ('code' in report) throw new Error(`The query of today is refused: ${report.fields.join(', ')}`);
    const levels = LEVELS.map((productivity) => {
      const row = report.rows.find(({ values }) => values[0] === productivity);
      return { productivity, seconds: row ? secondsOf(row) : 0 };
    });
    return { date: today, seconds: levels.reduce((sum, { seconds }) => sum + seconds, 0), levels };
  }
}

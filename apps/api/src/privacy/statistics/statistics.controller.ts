import { lastFullQuarter, type ProductivityLevel, type UserWeekday, WeekdayStatistics } from '@app/domain';
import type { ReadModels, WeekdayTime } from '@app/read-models';
import { Controller, Get, Inject, UseGuards } from '@nestjs/common';
import { AdminGuard } from '../../guards/admin.guard.js';
import { Taxonomies } from '../../taxonomy/taxonomies.js';
import { SETTINGS } from '../../ground/settings.module.js';
import type { ApiSettings } from '@app/settings';
import { CLOCK, type Clock, READ_MODELS } from '../../stores/tokens.js';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { WeekdayStatisticsDto } from './statistics.dto.js';

/**
 * What all users do together, but no single user. There is nothing to choose: one period, no
 * filter. This process gives the same answer for a period every time. Otherwise two answers, before
 * and after a user leaves, would show what that user did.
 */
@Controller('api/v1/statistics')
@UseGuards(AdminGuard)
export class StatisticsController {
  private readonly published = new Map<string, Promise<WeekdayStatisticsDto>>();

  constructor(
    private readonly taxonomies: Taxonomies,
    @Inject(READ_MODELS) private readonly readModels: ReadModels,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: Pick<ApiSettings, 'smallestGroup'>,
  ) {}

  @Get('weekdays')
  @ApiOperation({
    operationId: 'readWeekdayStatistics',
    summary: 'Averages time by weekday and level over all users, in large groups',
  })
  @ApiOkResponse({ type: WeekdayStatisticsDto })
  weekdays(): Promise<WeekdayStatisticsDto> {
    const period = lastFullQuarter(this.clock());
    let published = this.published.get(period.begin);
    if (!published) {
      published = this.compute(period);
      this.published.set(period.begin, published);
      published.catch(() => this.published.delete(period.begin));
    }
    return published;
  }

  private async compute(period: WeekdayStatisticsDto['period']): Promise<WeekdayStatisticsDto> {
    const { smallestGroup } = this.settings;
    const statistics = new WeekdayStatistics(smallestGroup);
    for await (const { userId, times } of this.readModels.readWeekdays(period)) {
      const classes = await this.taxonomies.classesOf(userId);
      statistics.add(weekdaysOf(times, (activity) => classes.ofActivity(activity).productivity));
    }
    return { period, smallestGroup, weekdays: statistics.averages() };
  }
}

/**
 * A user's times by weekday and level. Rules that split an activity by document do not count,
 * because the rollup has no documents.
 */
function weekdaysOf(times: readonly WeekdayTime[], levelOf: (activity: string) => ProductivityLevel): UserWeekday[] {
  const byWeekday = new Map<number, { days: number; levelsMs: Partial<Record<ProductivityLevel, number>> }>();
  for (const { weekday, days, activity, durationMs } of times) {
    const levelsMs: Partial<Record<ProductivityLevel, number>> = byWeekday.get(weekday)?.levelsMs ?? {};
    const level = levelOf(activity);
    levelsMs[level] = (levelsMs[level] ?? 0) + durationMs;
    byWeekday.set(weekday, { days, levelsMs });
  }
  return [...byWeekday].map(([weekday, sums]) => ({ weekday, ...sums }));
}

import { addDays, currentPulse, zoneClock } from '@app/domain';
import { Controller, Inject } from '@nestjs/common';
import { Accounts } from '../identity/accounts.js';
import { DocumentedGet } from '../guards/documented-route.js';
import { ForKeys } from '../guards/checks/for-keys.js';
import { CurrentPrincipal, type Principal } from '../ground/principal.js';
import { KEY_PREFIX } from '../http/documented-paths.js';
import { CLOCK, type Clock } from '../stores/tokens.js';
import { Reports } from './reports.js';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { CurrentPulseDto } from './report.dto.js';

/**
 * The pulse of the last half hour, which programs in a menu bar show. It is in no documentation,
 * but several public clients read it.
 */
@Controller()
export class CurrentPulseController {
  constructor(
    private readonly accounts: Accounts,
    private readonly reports: Reports,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @ForKeys('read', 'read_post')
  @DocumentedGet('current_productivity_pulse', 'time_data', [KEY_PREFIX])
  @ApiOperation({
    operationId: 'readCurrentPulse',
    summary: 'Reads the pulse of the last half hour, as programs in a menu bar show it',
  })
  @ApiOkResponse({ type: CurrentPulseDto })
  async read(@CurrentPrincipal() { userId }: Principal): Promise<CurrentPulseDto> {
    const account = await this.accounts.accountOf(userId);
    const now = this.clock();
    const zone = zoneClock(account.timeZone);
    const today = zone.localDateAt(now);
    const query = { perspective: 'interval', kind: 'productivity', resolution: 'minute' } as const;
    const report = await this.reports.answer(account, { ...query, begin: addDays(today, -1), end: today }, today);
    if ('code' in report) throw new Error(`The query of the pulse is refused: ${report.fields.join(', ')}`);
    const localTime = new Date(now + zone.utcOffsetMinutesAt(now) * 60_000).toISOString().slice(0, 19);
    return currentPulse(report, localTime);
  }
}

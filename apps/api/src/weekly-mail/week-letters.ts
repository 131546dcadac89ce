import { addDays, type LocalDate, type MailLanguage, type OpenedAccount } from '@app/domain';
import type { ApiSettings } from '@app/settings';
import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS } from '../ground/settings.module.js';
import type { Mail } from '../mail/mailer.js';
import { RangeReports } from '../own-reports/range-reports.js';
import { FilledTables } from './filled-tables.js';
import { UnsubscribeLinks } from './unsubscribe-links.js';
import { weekMail } from './week-mail.js';

/** Writes the mails about weeks. */
@Injectable()
export class WeekLetters {
  constructor(
    private readonly ranges: RangeReports,
    private readonly tables: FilledTables,
    private readonly links: UnsubscribeLinks,
    @Inject(SETTINGS) private readonly settings: Pick<ApiSettings, 'publicUrl'>,
  ) {}

  /** Whether a mail that is written now has all of the week. */
  canBeWritten(): Promise<boolean> {
    return this.tables.areFilled();
  }

  /** The mail about a week that is over. Undefined when the week has no time. */
  async write(account: OpenedAccount, monday: LocalDate, language: MailLanguage): Promise<Mail | undefined> {
    const sunday = addDays(monday, 6);
    const report = await this.ranges.of(account, { begin: monday, end: sunday }, addDays(monday, 7));
    if (report.seconds === 0) return undefined;
    const days = new Map(report.intervals.map(({ start, levelSeconds }) => [start.slice(0, 10), levelSeconds]));
    const week = { ...report, monday, days, secondsBefore: report.before.seconds };
    const weekUrl = `${this.settings.publicUrl ?? ''}/range/${monday}/${sunday}`;
    const endUrl = await this.links.urlFor(account.userId);
    return weekMail(week, { to: account.email, language, weekUrl, endUrl });
  }
}

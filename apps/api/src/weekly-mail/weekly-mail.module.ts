import { Module } from '@nestjs/common';
import { GuardsModule } from '../guards/guards.module.js';
import { OwnReportsModule } from '../own-reports/own-reports.module.js';
import { FilledTables } from './filled-tables.js';
import { Mailings } from './mailings.js';
import { UnsubscribeController } from './unsubscribe.controller.js';
import { UnsubscribeLinks } from './unsubscribe-links.js';
import { WeekLetters } from './week-letters.js';
import { WeeklyMailController } from './weekly-mail.controller.js';
import { WeeklyMails } from './weekly-mails.js';

/** The mail about each week, for users who ask for it. */
@Module({
  imports: [GuardsModule, OwnReportsModule],
  controllers: [UnsubscribeController, WeeklyMailController],
  providers: [FilledTables, Mailings, UnsubscribeLinks, WeeklyMails, WeekLetters],
})
export class WeeklyMailModule {}

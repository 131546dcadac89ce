import { DomainError } from '@app/domain';
import { Body, Controller, Get, HttpCode, Inject, Post, Query, Res, UseFilters, UseGuards } from '@nestjs/common';
import type { Response } from 'express';
import { h } from 'preact';
import { isRefusal } from '../ground/api-error.js';
import { FreshSignInGuard } from '../guards/checks/fresh-sign-in.guard.js';
import { CurrentPageUser } from '../guards/page-user.js';
import { SessionGuard } from '../guards/session.strategy.js';
import { Accounts } from '../identity/accounts.js';
import { formFields } from '../pages/form-fields.js';
import { PageErrorFilter } from '../pages/page-error.filter.js';
import type { PageUser } from '../pages/page.js';
import { sendPage } from '../pages/send-page.js';
import { CLOCK, type Clock } from '../stores/tokens.js';
import { KeepingPage } from './keeping.page.js';
import { Keepings } from './keepings.js';

/** The page on which a user chooses how long their time is kept. */
@Controller('account/keeping')
@UseGuards(SessionGuard)
@UseFilters(PageErrorFilter)
export class KeepingPageController {
  constructor(
    private readonly keepings: Keepings,
    private readonly accounts: Accounts,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  show(@Query('done') done: unknown, @CurrentPageUser() user: PageUser, @Res() response: Response): Promise<void> {
    return this.page(user, response, { notice: done === 'saved' ? 'Saved.' : undefined });
  }

  @Post()
  @UseGuards(FreshSignInGuard)
  @HttpCode(303)
  async choose(@Body() body: unknown, @CurrentPageUser() user: PageUser, @Res() response: Response): Promise<void> {
    const text = formFields(body).one('months').trim();
    try {
      await this.keepings.choose(user.userId, monthsOf(text), this.clock());
      response.redirect(303, '/account/keeping?done=saved');
    } catch (error) {
      if (!isRefusal(error)) throw error;
      await this.page(user, response, { error: error.message });
    }
  }

  private async page(
    user: PageUser,
    response: Response,
    outcome: { error?: string; notice?: string | undefined },
  ): Promise<void> {
    const keeping = await this.keepings.of(user.userId);
    const { timeZone } = await this.accounts.accountOf(user.userId);
    const status = outcome.error === undefined ? 200 : 400;
    sendPage(response, h(KeepingPage, { user, keeping, timeZone, now: this.clock(), ...outcome }), { status });
  }
}

/** Empty: for ever. A text that is no number is refused by the rules. */
function monthsOf(text: string): number | null {
  if (text === '') return null;
  if (!/^\d{1,5}$/.test(text)) throw new DomainError('invalid_months', 'Months are a whole number from 1 to 1200.');
  return Number(text);
}

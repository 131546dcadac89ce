import { wrongCode } from '@app/domain';
import { Body, Controller, Get, HttpCode, Post, Query, Req, Res, UseFilters, UseGuards } from '@nestjs/common';
import type { Request, Response } from 'express';
import { h } from 'preact';
import { isRefusal, type Refusal } from '../ground/api-error.js';
import { SessionCookie } from '../guards/cookies/session-cookie.js';
import { CurrentPageUser } from '../guards/page-user.js';
import { SessionGuard } from '../guards/session.strategy.js';
import { statusOf } from '../http/errors.js';
import { setRetryAfter } from '../http/retry-after.js';
import { Accounts } from '../identity/accounts.js';
import { SecondFactors } from '../identity/factors/second-factors.js';
import { totpUri } from '../identity/factors/totp.js';
import { formFields } from '../pages/form-fields.js';
import { PageErrorFilter } from '../pages/page-error.filter.js';
import type { PageUser } from '../pages/page.js';
import { sendPage } from '../pages/send-page.js';
import { type OwnSession, SecondFactorChanges } from './second-factor-changes.js';
import { RecoveryCodesPage, SecondFactorPage, SecretPage } from './second-factor.page.js';

/** The page on which a user turns the second step of signing in on and off. */
@Controller('account/second-factor')
@UseGuards(SessionGuard)
@UseFilters(PageErrorFilter)
export class SecondFactorPageController {
  constructor(
    private readonly changes: SecondFactorChanges,
    private readonly accounts: Accounts,
    private readonly factors: SecondFactors,
    private readonly cookie: SessionCookie,
  ) {}

  @Get()
  show(@Query('done') done: unknown, @CurrentPageUser() user: PageUser, @Res() response: Response): Promise<void> {
    return this.page(user, response, done === 'off' ? { notice: 'The second step is off.' } : {});
  }

  /** Shows a new secret, after the password. The secret is in this answer only. */
  @Post('secret')
  @HttpCode(200)
  async offer(
    @Body() body: unknown,
    @CurrentPageUser() user: PageUser,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    await this.orShow(user, response, async () => {
      const offer = await this.changes.offer(this.sessionOf(user, request), formFields(body).one('password'));
      if (!offer) return this.page(user, response, {});
      const { secret, field } = offer;
      sendPage(response, h(SecretPage, { user, secret, uri: totpUri(secret, user.email), offer: field }));
    });
  }

  /** Turns the second step on, when the code is right. This answer shows the recovery codes. */
  @Post('confirm')
  @HttpCode(200)
  async confirm(
    @Body() body: unknown,
    @CurrentPageUser() user: PageUser,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const form = formFields(body);
    const offer = form.one('offer');
    const secret = this.changes.offered(this.sessionOf(user, request), offer);
    if (secret === undefined) return this.page(user, response, { error: 'Begin again: the secret is too old.' }, 400);
    try {
      const codes = await this.changes.turnOn(user.userId, { secret, code: form.one('code') });
      sendPage(response, h(RecoveryCodesPage, { user, codes }));
    } catch (error) {
      if (!isRefusal(error)) throw error;
      if (error.code !== 'wrong_code') return this.refused(user, response, error);
      const uri = totpUri(secret, user.email);
      const page = h(SecretPage, { user, secret, uri, offer, error: wrongCode().message });
      sendPage(response, page, { status: statusOf(error.code) });
    }
  }

  /** Makes new recovery codes, after a code. */
  @Post('recovery-codes')
  @HttpCode(200)
  async replaceCodes(
    @Body() body: unknown,
    @CurrentPageUser() user: PageUser,
    @Res() response: Response,
  ): Promise<void> {
    await this.orShow(user, response, async () => {
      const codes = await this.changes.replaceRecoveryCodes(user.userId, formFields(body).one('code'));
      sendPage(response, h(RecoveryCodesPage, { user, codes }));
    });
  }

  /** Turns the second step off, after the password and a code. */
  @Post('off')
  @HttpCode(303)
  async turnOff(@Body() body: unknown, @CurrentPageUser() user: PageUser, @Res() response: Response): Promise<void> {
    const form = formFields(body);
    await this.orShow(user, response, async () => {
      await this.changes.turnOff(user.userId, { password: form.one('password'), code: form.one('code') });
      response.redirect(303, '/account/second-factor?done=off');
    });
  }

  private sessionOf({ userId }: PageUser, request: Request): OwnSession {
    return { userId, secret: this.cookie.read(request) ?? '' };
  }

  /** Runs the work of a form. A refusal is shown on the page at once. */
  private async orShow(user: PageUser, response: Response, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!isRefusal(error)) throw error;
      await this.refused(user, response, error);
    }
  }

  private async refused(user: PageUser, response: Response, error: Refusal): Promise<void> {
    setRetryAfter(response, error);
    await this.page(user, response, { error: error.message }, statusOf(error.code));
  }

  private async page(
    user: PageUser,
    response: Response,
    outcome: { error?: string; notice?: string },
    status = 200,
  ): Promise<void> {
    const { passwordHash } = await this.accounts.accountOf(user.userId);
    const factor = await this.factors.factorOf(user.userId);
    const shown = { user, factor, hasPassword: passwordHash !== undefined, ...outcome };
    sendPage(response, h(SecondFactorPage, shown), { status });
  }
}

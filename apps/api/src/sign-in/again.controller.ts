import { Body, Controller, Get, HttpCode, Post, Query, Req, Res, UseFilters, UseGuards } from '@nestjs/common';
import type { Request, Response } from 'express';
import { h } from 'preact';
import { isRefusal } from '../ground/api-error.js';
import { CurrentPageUser } from '../guards/page-user.js';
import { SessionGuard } from '../guards/session.strategy.js';
import { statusOf } from '../http/errors.js';
import { setRetryAfter } from '../http/retry-after.js';
import { formFields } from '../pages/form-fields.js';
import { PageErrorFilter } from '../pages/page-error.filter.js';
import type { PageUser } from '../pages/page.js';
import { sendPage } from '../pages/send-page.js';
import { AgainPage } from './again.page.js';
import { AgainWaysOf } from './again-ways.js';
import { ownPath } from './return-to.js';
import { ShownAgain } from './shown-again.js';

/** Where a signed-in user shows the password again, before a change that needs a fresh sign-in. */
@Controller('sign-in/again')
@UseGuards(SessionGuard)
@UseFilters(PageErrorFilter)
export class AgainController {
  constructor(
    private readonly ways: AgainWaysOf,
    private readonly shown: ShownAgain,
  ) {}

  @Get()
  show(
    @Query('return_to') returnTo: unknown,
    @CurrentPageUser() user: PageUser,
    @Res() response: Response,
  ): Promise<void> {
    return this.page(user, response, { returnTo: ownPath(typeof returnTo === 'string' ? returnTo : '') });
  }

  /** A right password, and a right code if there is a second step, begin a new session. */
  @Post()
  @HttpCode(303)
  async confirm(
    @Body() body: unknown,
    @CurrentPageUser() user: PageUser,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const form = formFields(body);
    const returnTo = ownPath(form.one('return_to'));
    try {
      const shown = { userId: user.userId, password: form.one('password'), code: form.one('code') };
      await this.shown.confirm(shown, request, response);
    } catch (error) {
      if (!isRefusal(error)) throw error;
      setRetryAfter(response, error);
      return this.page(user, response, { returnTo, error: error.message }, statusOf(error.code));
    }
    response.redirect(303, returnTo);
  }

  private async page(
    user: PageUser,
    response: Response,
    shown: { returnTo: string; error?: string },
    status = 200,
  ): Promise<void> {
    sendPage(response, h(AgainPage, { user, ...shown, ...(await this.ways.of(user.userId)) }), { status });
  }
}

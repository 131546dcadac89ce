import { Body, Controller, Get, HttpCode, Ip, Post, Query, Req, Res, UseFilters, UseGuards } from '@nestjs/common';
import type { Request, Response } from 'express';
import { h } from 'preact';
import { AnyoneMayCall } from '../ground/anyone-may-call.js';
import { isRefusal } from '../ground/api-error.js';
import { BrowserSessions, type ShownUser } from '../guards/browser-sessions.js';
import { SecondStepCookie } from '../guards/cookies/second-step-cookie.js';
import { SameOriginGuard } from '../guards/same-origin.guard.js';
import { statusOf } from '../http/errors.js';
import { setRetryAfter } from '../http/retry-after.js';
import { formFields } from '../pages/form-fields.js';
import { PageErrorFilter } from '../pages/page-error.filter.js';
import { sendPage } from '../pages/send-page.js';
import { ownPath } from '../sign-in/return-to.js';
import { CodeStep } from './code-step.js';
import { CodeStepPage } from './code-step.page.js';

/** The second step of signing in: a code, in the browser that showed the password. */
@Controller('sign-in/code')
@AnyoneMayCall()
@UseFilters(PageErrorFilter)
export class CodeStepController {
  constructor(
    private readonly step: CodeStep,
    private readonly sessions: BrowserSessions,
    private readonly secondStep: SecondStepCookie,
  ) {}

  @Get()
  show(@Query('return_to') returnTo: unknown, @Req() request: Request, @Res() response: Response): void {
    if (!this.secondStep.shownIn(request)) return response.redirect(303, '/sign-in');
    sendPage(response, h(CodeStepPage, { returnTo: ownPath(typeof returnTo === 'string' ? returnTo : '') }));
  }

  @Post()
  @UseGuards(SameOriginGuard)
  @HttpCode(303)
  async enter(
    @Body() body: unknown,
    @Ip() address: string | undefined,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const half = this.secondStep.shownIn(request);
    if (!half) return response.redirect(303, '/sign-in');
    const form = formFields(body);
    const returnTo = ownPath(form.one('return_to'));
    let shown: ShownUser;
    try {
      shown = await this.step.finish(half, {
        code: form.one('code'),
        address,
        device: this.sessions.deviceIn(request),
      });
    } catch (error) {
      if (!isRefusal(error)) throw error;
      const isOver = error.code === 'password_needed';
      if (isOver) this.secondStep.clear(request, response);
      setRetryAfter(response, error);
      return sendPage(response, h(CodeStepPage, { returnTo, error: error.message, isOver }), {
        status: statusOf(error.code),
      });
    }
    this.secondStep.clear(request, response);
    await this.sessions.begin(shown, request, response);
    response.redirect(303, returnTo);
  }
}

import { Body, Controller, HttpCode, Post, Req, Res, UseFilters, UseGuards } from '@nestjs/common';
import type { Request, Response } from 'express';
import { AnyoneMayCall } from '../ground/anyone-may-call.js';
import { BrowserSessions } from '../guards/browser-sessions.js';
import { SameOriginGuard } from '../guards/same-origin.guard.js';
import { formFields } from '../pages/form-fields.js';
import { PageErrorFilter } from '../pages/page-error.filter.js';
import { ownPath } from '../sign-in/return-to.js';
import { PasskeySignIn } from './passkey-sign-in.js';
import { OPTIONS_TYPE, PasskeySites } from './passkey-sites.js';

/**
 * Sign-in with a passkey. The script of the sign-in page asks for the options, and sends the form.
 */
@Controller('sign-in/passkey')
@AnyoneMayCall()
@UseGuards(SameOriginGuard)
@UseFilters(PageErrorFilter)
export class PasskeySignInController {
  constructor(
    private readonly signIn: PasskeySignIn,
    private readonly sites: PasskeySites,
    private readonly sessions: BrowserSessions,
  ) {}

  @Post('options')
  @HttpCode(200)
  async options(@Req() request: Request, @Res() response: Response): Promise<void> {
    const options = await this.signIn.options(this.sites.require(request), request, response);
    response.type(OPTIONS_TYPE).send(JSON.stringify(options));
  }

  @Post()
  @HttpCode(303)
  async enter(@Body() body: unknown, @Req() request: Request, @Res() response: Response): Promise<void> {
    const form = formFields(body);
    const shown = await this.signIn.userOf(form.one('answer'), this.sites.require(request), request, response);
    await this.sessions.begin(shown, request, response);
    response.redirect(303, ownPath(form.one('return_to')));
  }
}

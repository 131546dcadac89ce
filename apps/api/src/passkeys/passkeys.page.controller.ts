import { Body, Controller, Get, HttpCode, Param, Post, Query, Req, Res, UseFilters, UseGuards } from '@nestjs/common';
import type { Request, Response } from 'express';
import { h } from 'preact';
import { isRefusal } from '../ground/api-error.js';
import { CurrentPrincipal, type Principal } from '../ground/principal.js';
import { FreshSignInGuard } from '../guards/checks/fresh-sign-in.guard.js';
import { CurrentPageUser } from '../guards/page-user.js';
import { SessionGuard } from '../guards/session.strategy.js';
import { statusOf } from '../http/errors.js';
import { browserInWords } from '../identity/browsers/browser-words.js';
import { UserPasskeys } from '../identity/factors/user-passkeys.js';
import { formFields } from '../pages/form-fields.js';
import { PageErrorFilter } from '../pages/page-error.filter.js';
import type { PageUser } from '../pages/page.js';
import { sendPage } from '../pages/send-page.js';
import { PasskeyRegistration } from './passkey-registration.js';
import { OPTIONS_TYPE, PasskeySites } from './passkey-sites.js';
import { PasskeysPage, RenamePage } from './passkeys.page.js';

/** What the page shows after a change. */
const NOTICES: Readonly<Record<string, string>> = {
  added: 'The passkey was added.',
  renamed: 'The passkey has a new name.',
  removed: 'The passkey was removed. You can delete it in your device too.',
};

/** The page on which a user adds, names and removes passkeys. */
@Controller('account/passkeys')
@UseGuards(SessionGuard)
@UseFilters(PageErrorFilter)
export class PasskeysPageController {
  constructor(
    private readonly passkeys: UserPasskeys,
    private readonly registration: PasskeyRegistration,
    private readonly sites: PasskeySites,
  ) {}

  @Get()
  show(@Query('done') done: unknown, @CurrentPageUser() user: PageUser, @Res() response: Response): Promise<void> {
    const notice = typeof done === 'string' && Object.hasOwn(NOTICES, done) ? NOTICES[done] : undefined;
    return this.page(user, response, { notice });
  }

  /** A new passkey opens the account for good, so a stolen cookie must not be enough. */
  @Post('options')
  @HttpCode(200)
  @UseGuards(FreshSignInGuard)
  async options(@CurrentPageUser() user: PageUser, @Req() request: Request, @Res() response: Response): Promise<void> {
    const options = await this.registration.options(this.sites.require(request), user, request, response);
    response.type(OPTIONS_TYPE).send(JSON.stringify(options));
  }

  @Post()
  @HttpCode(303)
  @UseGuards(FreshSignInGuard)
  async add(
    @Body() body: unknown,
    @CurrentPageUser() user: PageUser,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const form = formFields(body);
    const typed = { name: form.one('name'), answer: form.one('answer') };
    try {
      await this.registration.add(user.userId, { site: this.sites.require(request), typed }, request, response);
    } catch (error) {
      if (!isRefusal(error)) throw error;
      return this.page(user, response, { error: error.message }, statusOf(error.code));
    }
    response.redirect(303, '/account/passkeys?done=added');
  }

  @Get(':id')
  async showOne(
    @Param('id') passkeyId: string,
    @CurrentPageUser() user: PageUser,
    @Res() response: Response,
  ): Promise<void> {
    const passkey = (await this.passkeys.listOf(user.userId)).find((one) => one.passkeyId === passkeyId);
    if (!passkey) return this.page(user, response, { error: 'There is no such passkey.' }, 404);
    sendPage(response, h(RenamePage, { user, passkey }));
  }

  @Post(':id/name')
  @HttpCode(303)
  async rename(
    @Param('id') passkeyId: string,
    @Body() body: unknown,
    @CurrentPrincipal() { userId }: Principal,
    @Res() response: Response,
  ): Promise<void> {
    await this.passkeys.rename(userId, passkeyId, formFields(body).one('name'));
    response.redirect(303, '/account/passkeys?done=renamed');
  }

  @Post(':id/remove')
  @HttpCode(303)
  async remove(
    @Param('id') passkeyId: string,
    @CurrentPrincipal() { userId }: Principal,
    @Res() response: Response,
  ): Promise<void> {
    await this.passkeys.remove(userId, passkeyId);
    response.redirect(303, '/account/passkeys?done=removed');
  }

  private async page(
    user: PageUser,
    response: Response,
    outcome: { error?: string; notice?: string | undefined },
    status = 200,
  ): Promise<void> {
    const { req: request } = response;
    const passkeys = await this.passkeys.listOf(user.userId);
    const suggestedName = browserInWords(request.get('user-agent'));
    const page = h(PasskeysPage, { user, passkeys, party: this.sites.at(request), suggestedName, ...outcome });
    sendPage(response, page, { status, runsScript: true });
  }
}

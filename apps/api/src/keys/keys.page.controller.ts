import { Body, Controller, Get, HttpCode, Inject, Param, Post, Res, UseFilters, UseGuards } from '@nestjs/common';
import type { Response } from 'express';
import { h } from 'preact';
import { formFields } from '../pages/form-fields.js';
import { PageErrorFilter } from '../pages/page-error.filter.js';
import { sendPage } from '../pages/send-page.js';
import { CurrentPageUser } from '../guards/page-user.js';
import { isRefusal } from '../ground/api-error.js';
import type { PageUser } from '../pages/page.js';
import { CLOCK, type Clock } from '../stores/tokens.js';
import { CurrentPrincipal, type Principal } from '../ground/principal.js';
import { Keys } from '../identity/keys.js';
import { KeysPage, type KeysProps } from './keys.page.js';
import { FreshSignInGuard } from '../guards/checks/fresh-sign-in.guard.js';
import { SessionGuard } from '../guards/session.strategy.js';

/** The page for API keys. */
@Controller('account/keys')
@UseGuards(SessionGuard)
@UseFilters(PageErrorFilter)
export class KeysPageController {
  constructor(
    private readonly keys: Keys,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  show(@CurrentPageUser() user: PageUser, @Res() response: Response): Promise<void> {
    return this.page(user, response, {});
  }

  /** The answer itself shows the key, so no address shows it a second time. */
  @Post()
  @UseGuards(FreshSignInGuard)
  @HttpCode(200)
  async make(@CurrentPageUser() user: PageUser, @Body() body: unknown, @Res() response: Response): Promise<void> {
    try {
      const made = await this.keys.make(
        user.userId,
        { name: formFields(body).one('name'), kind: 'read_post' },
        this.clock(),
      );
      await this.page(user, response, { made });
    } catch (error) {
      if (!isRefusal(error)) throw error;
      await this.page(user, response, { error: error.message });
    }
  }

  @Post(':id/revoke')
  @HttpCode(303)
  async revoke(
    @CurrentPrincipal() { userId }: Principal,
    @Param('id') keyId: string,
    @Res() response: Response,
  ): Promise<void> {
    await this.keys.revoke(userId, keyId, this.clock());
    response.redirect(303, '/account/keys');
  }

  private async page(user: PageUser, response: Response, shown: Pick<KeysProps, 'made' | 'error'>): Promise<void> {
    const keys = await this.keys.listOf(user.userId);
    sendPage(response, h(KeysPage, { user, keys, ...shown }), { status: shown.error === undefined ? 200 : 400 });
  }
}

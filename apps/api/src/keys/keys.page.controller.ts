import { DEFAULT_KEY_KIND, isKeyKind } from '@app/domain';
import { Body, Controller, Get, HttpCode, Inject, Param, Post, Res, UseFilters, UseGuards } from '@nestjs/common';
import type { Response } from 'express';
import { h } from 'preact';
import { formFields, type FormFields } from '../pages/form-fields.js';
import { PageErrorFilter } from '../pages/page-error.filter.js';
import { sendPage } from '../pages/send-page.js';
import { CurrentPageUser } from '../guards/page-user.js';
import { ApiError, isRefusal } from '../ground/api-error.js';
import type { PageUser } from '../pages/page.js';
import { CLOCK, type Clock } from '../stores/tokens.js';
import { CurrentPrincipal, type Principal } from '../ground/principal.js';
import type { NewKey } from '../identity/keys.js';
import { Keys } from '../identity/keys.js';
import { KeysPage, type KeysProps, type TypedKey } from './keys.page.js';
import { FreshSignInGuard, isFreshSession } from '../guards/checks/fresh-sign-in.guard.js';
import { SessionGuard } from '../guards/session.strategy.js';
import { AgainWaysOf } from '../sign-in/again-ways.js';

const DAY_MS = 86_400_000;

/** The page for API keys. */
@Controller('account/keys')
@UseGuards(SessionGuard)
@UseFilters(PageErrorFilter)
export class KeysPageController {
  constructor(
    private readonly keys: Keys,
    private readonly ways: AgainWaysOf,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  show(
    @CurrentPageUser() user: PageUser,
    @CurrentPrincipal() principal: Principal,
    @Res() response: Response,
  ): Promise<void> {
    return this.page(user, response, { isFresh: isFreshSession(principal, this.clock()) });
  }

  /** The answer itself shows the key, so no address shows it a second time. */
  @Post()
  @UseGuards(FreshSignInGuard)
  @HttpCode(200)
  async make(@Body() body: unknown, @CurrentPageUser() user: PageUser, @Res() response: Response): Promise<void> {
    const typed = typedKey(formFields(body));
    try {
      const made = await this.keys.make(user.userId, newKeyOf(typed, this.clock()), this.clock());
      await this.page(user, response, { isFresh: true, made });
    } catch (error) {
      if (!isRefusal(error)) throw error;
      await this.page(user, response, { isFresh: true, typed, error: error.message });
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

  private async page(
    user: PageUser,
    response: Response,
    shown: Pick<KeysProps, 'made' | 'error' | 'typed'> & { readonly isFresh: boolean },
  ): Promise<void> {
    const { isFresh, ...outcome } = shown;
    const keys = await this.keys.listOf(user.userId);
    const again = isFresh ? undefined : await this.ways.of(user.userId);
    const page = h(KeysPage, { user, keys, again, now: this.clock(), ...outcome });
    sendPage(response, page, { status: shown.error === undefined ? 200 : 400 });
  }
}

const typedKey = (form: FormFields): TypedKey => ({
  ...{ name: form.one('name'), kind: form.one('kind') || DEFAULT_KEY_KIND, days: form.one('days') },
});

/** The key that the form asks for. Throws ApiError `invalid_request`. */
function newKeyOf({ name, kind, days }: TypedKey, now: number): NewKey {
  if (!isKeyKind(kind)) throw new ApiError('invalid_request', 'Choose what the key may do.');
  if (!/^\d{0,4}$/.test(days)) throw new ApiError('invalid_request', 'Choose how long the key works.');
  return { name, kind, ...(days !== '' && { expiresAt: now + Number(days) * DAY_MS }) };
}

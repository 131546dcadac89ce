import { DomainError } from '@app/domain';
import { Body, Controller, Get, HttpCode, Inject, Param, Post, Req, Res, UseFilters, UseGuards } from '@nestjs/common';
import type { Response } from 'express';
import { h } from 'preact';
import { formFields } from '../pages/form-fields.js';
import { PageErrorFilter } from '../pages/page-error.filter.js';
import { sendPage } from '../pages/send-page.js';
import { Visitors } from '../guards/page-user.js';
import { CLOCK, type Clock } from '../stores/tokens.js';
import { CurrentPrincipal, type GuardedRequest, type Principal, principalOf } from '../ground/principal.js';
import { Keys } from '../identity/keys.js';
import { KeysPage, type KeysProps } from './keys.page.js';
import { SessionGuard } from '../guards/session.strategy.js';

/** The key management page. */
@Controller('account/keys')
@UseGuards(SessionGuard)
@UseFilters(PageErrorFilter)
export class KeysPageController {
  constructor(
    private readonly keys: Keys,
    private readonly visitors: Visitors,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  show(@Req() request: GuardedRequest, @Res() response: Response): Promise<void> {
    return this.page(request, response, {});
  }

  /** The answer itself shows the key: an address that could be opened again would show it again. */
  @Post()
  @HttpCode(200)
  async make(
    @CurrentPrincipal() { userId }: Principal,
    @Body() body: unknown,
    @Req() request: GuardedRequest,
    @Res() response: Response,
  ): Promise<void> {
    try {
      const made = await this.keys.make(userId, formFields(body).one('name'), this.clock());
      await this.page(request, response, { made });
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      await this.page(request, response, { error: error.message });
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
    request: GuardedRequest,
    response: Response,
    shown: Pick<KeysProps, 'made' | 'error'>,
  ): Promise<void> {
    const visitor = await this.visitors.of(request);
    const keys = await this.keys.of(principalOf(request).userId);
    sendPage(response, h(KeysPage, { visitor, keys, ...shown }), { status: shown.error === undefined ? 200 : 400 });
  }
}

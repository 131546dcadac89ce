import { Controller, Get, HttpCode, Ip, Post, Query, Res, UseFilters } from '@nestjs/common';
import type { Response } from 'express';
import { h } from 'preact';
import { AnyoneMayCall } from '../ground/anyone-may-call.js';
import { Refusals } from '../limits/refusals.js';
import { PageErrorFilter } from '../pages/page-error.filter.js';
import { sendPage } from '../pages/send-page.js';
import { Mailings } from './mailings.js';
import { UnknownLinkPage, UnsubscribedPage, UnsubscribePage } from './unsubscribe.page.js';
import { UnsubscribeLinks } from './unsubscribe-links.js';

/**
 * Ends the weekly mails by the link in one of them. Programs of mail readers send the POST by
 * themselves, without cookies (RFC 8058), so it needs neither a session nor our page before it.
 */
@Controller('weekly-mail/end')
@AnyoneMayCall()
@UseFilters(PageErrorFilter)
export class UnsubscribeController {
  constructor(
    private readonly mailings: Mailings,
    private readonly links: UnsubscribeLinks,
    private readonly refusals: Refusals,
  ) {}

  @Get()
  async show(
    @Query('link') link: unknown,
    @Ip() address: string | undefined,
    @Res() response: Response,
  ): Promise<void> {
    if ((await this.userOf(link, address, response)) === undefined) return;
    const action = `/weekly-mail/end?${new URLSearchParams({ link: link as string }).toString()}`;
    sendPage(response, h(UnsubscribePage, { action }));
  }

  @Post()
  @HttpCode(200)
  async end(@Query('link') link: unknown, @Ip() address: string | undefined, @Res() response: Response): Promise<void> {
    const userId = await this.userOf(link, address, response);
    if (userId === undefined) return;
    await this.mailings.end(userId);
    sendPage(response, h(UnsubscribedPage, {}));
  }

  /** The user of the link. Otherwise it sends the page that says so, and counts the link. */
  private async userOf(link: unknown, address: string | undefined, response: Response): Promise<string | undefined> {
    const userId = typeof link === 'string' ? await this.links.userOf(link) : undefined;
    if (userId !== undefined) return userId;
    this.refusals.count(address);
    sendPage(response, h(UnknownLinkPage, {}), { status: 404 });
    return undefined;
  }
}

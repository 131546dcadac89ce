import {
  type AuthorizationOutcome,
  type AuthorizationRequest,
  codeLocation,
  deniedLocation,
  parseAuthorizationRequest,
} from '@app/domain';
import { Body, Controller, Get, HttpCode, Inject, Post, Req, Res, UseFilters, UseGuards } from '@nestjs/common';
import type { Response } from 'express';
import { h } from 'preact';
import { CurrentPrincipal, type GuardedRequest, type Principal, principalOf } from '../ground/principal.js';
import { isFreshSession } from '../guards/checks/fresh-sign-in.guard.js';
import { SessionGuard } from '../guards/session.strategy.js';
import { formFields } from '../pages/form-fields.js';
import { PageErrorFilter } from '../pages/page-error.filter.js';
import { sendPage } from '../pages/send-page.js';
import { CurrentPageUser } from '../guards/page-user.js';
import type { PageUser } from '../pages/page.js';
import { SETTINGS } from '../ground/settings.module.js';
import { type OriginSettings, ownOrigin } from '../front/own-origin.js';
import { CLOCK, type Clock } from '../stores/tokens.js';
import { Applications } from '../identity/applications.js';
import { BadRequestPage, ConsentPage } from './consent.page.js';
import { Grants } from '../applications/grants.js';

/**
 * The page on which a user decides what an application may do. Source: RFC 6749 section 4.1.1 and
 * 4.1.2.
 */
@Controller('oauth/authorize')
@UseGuards(SessionGuard)
@UseFilters(PageErrorFilter)
export class AuthorizeController {
  constructor(
    private readonly applications: Applications,
    private readonly grants: Grants,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: OriginSettings,
  ) {}

  @Get()
  async ask(@CurrentPageUser() user: PageUser, @Req() request: GuardedRequest, @Res() response: Response) {
    const query = request.originalUrl.split('?').slice(1).join('?');
    const outcome = await this.outcomeOf(query, ownOrigin(this.settings, request));
    if (outcome.kind !== 'asked') return refuse(response, outcome);
    if (!this.isFresh(request)) return response.redirect(303, againFor(query));
    const { clientId, redirectUri, scopes } = outcome.request;
    const application = (await this.applications.registrationOf(clientId))?.name ?? clientId;
    const destination = targetOf(redirectUri);
    const page = h(ConsentPage, { user, application, scopes, destination, query });
    sendPage(response, page, { formTarget: destination });
  }

  /**
   * The form sends the query of the request back. It is checked again, because the browser may have
   * changed it.
   */
  @Post()
  @HttpCode(303)
  async answer(
    @Body() body: unknown,
    @CurrentPrincipal() { userId }: Principal,
    @Req() request: GuardedRequest,
    @Res() response: Response,
  ): Promise<void> {
    const form = formFields(body);
    const issuer = ownOrigin(this.settings, request);
    const outcome = await this.outcomeOf(form.one('query'), issuer);
    if (outcome.kind !== 'asked') return refuse(response, outcome);
    const granted = narrowed(outcome.request, form.all('granted'));
    const isAllowed = form.one('answer') === 'allow' && granted.scopes.length > 0;
    if (!isAllowed) return response.redirect(303, deniedLocation(outcome.request, issuer));
    if (!this.isFresh(request)) return response.redirect(303, againFor(form.one('query')));
    const code = await this.grants.issueCode(userId, granted, this.clock());
    response.redirect(303, codeLocation(granted, { code, issuer }));
  }

  /**
   * What an application may do outlives the session. So a browser that was left open lets none in.
   */
  private isFresh(request: GuardedRequest): boolean {
    return isFreshSession(principalOf(request), this.clock());
  }

  private async outcomeOf(query: string, issuer: string): Promise<AuthorizationOutcome> {
    const parameters = new URLSearchParams(query);
    const application = await this.applications.registrationOf(parameters.get('client_id') ?? '');
    return parseAuthorizationRequest(parameters, { application, issuer });
  }
}

/** Where the user shows again who they are, and then comes back to the question. */
const againFor = (query: string): string =>
  `/sign-in/again?${new URLSearchParams({ return_to: `/oauth/authorize?${query}` }).toString()}`;

function refuse(response: Response, outcome: Exclude<AuthorizationOutcome, { kind: 'asked' }>): void {
  if (outcome.kind === 'sent-back') return response.redirect(303, outcome.location);
  sendPage(response, h(BadRequestPage, { message: outcome.message }), { status: 400 });
}

/** The request with only the scopes that the user allowed. */
function narrowed(asked: AuthorizationRequest, granted: readonly string[]): AuthorizationRequest {
  return { ...asked, scopes: asked.scopes.filter((scope) => granted.includes(scope)) };
}

/**
 * The origin to which the user goes next. For an application on the user's own device: its scheme.
 */
function targetOf(redirectUri: string): string {
  const { origin, protocol } = new URL(redirectUri);
  return origin === 'null' ? protocol : origin;
}

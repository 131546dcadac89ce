import { createParamDecorator, type ExecutionContext, Injectable, type PipeTransform } from '@nestjs/common';
import { type GuardedRequest, principalOf } from '../ground/principal.js';
import { Accounts } from '../identity/accounts.js';
import type { PageUser } from '../pages/page.js';
import { csrfTokenOf } from './csrf.js';
import { SessionCookie } from './cookies/session-cookie.js';

/** Gives the user of a page behind `SessionGuard`, and the token for the forms of the page. */
@Injectable()
export class PageUserPipe implements PipeTransform<GuardedRequest, Promise<PageUser>> {
  constructor(
    private readonly accounts: Accounts,
    private readonly cookie: SessionCookie,
  ) {}

  async transform(request: GuardedRequest): Promise<PageUser> {
    const { userId } = principalOf(request);
    const { email } = await this.accounts.accountOf(userId);
    return { userId, email, csrf: csrfTokenOf(this.cookie.read(request) ?? '') };
  }
}

const RequestForPage = createParamDecorator((_: unknown, context: ExecutionContext) =>
  context.switchToHttp().getRequest<GuardedRequest>(),
);

/** The user of the page, as a parameter of a handler behind `SessionGuard`. */
export const CurrentPageUser = () => RequestForPage(PageUserPipe);

import { DomainError } from '@app/domain';
import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import type { Request, Response } from 'express';
import { ApiError, type Refusal } from '../ground/api-error.js';
import { statusOf } from '../http/errors.js';
import { setRetryAfter } from '../http/retry-after.js';
import { Outcome, Page } from './page.js';
import { sendPage } from './send-page.js';

/**
 * Shows a refusal as a page. Sends users who are not signed in to the sign-in page, and users whose
 * sign-in is not fresh to the page that asks for the password; and back after that.
 */
@Catch(DomainError, ApiError)
export class PageErrorFilter implements ExceptionFilter<Refusal> {
  catch(error: Refusal, host: ArgumentsHost): void {
    const { code, message } = error;
    const http = host.switchToHttp();
    const [request, response] = [http.getRequest<Request>(), http.getResponse<Response>()];
    if (code === 'not_signed_in') {
      const back =
        request.method === 'GET' ? `?${new URLSearchParams({ return_to: request.originalUrl }).toString()}` : '';
      return response.redirect(303, `/sign-in${back}`);
    }
    // A script sends its token in a header. It leads the person to that page by itself.
    if (code === 'sign_in_again' && request.get('x-csrf-token') === undefined) {
      const back = new URLSearchParams({ return_to: request.originalUrl }).toString();
      return response.redirect(303, `/sign-in/again?${back}`);
    }
    const page = (
      <Page title="That did not work">
        <Outcome error={message} />
        <p>
          <a href="/account">Back to your account</a>
        </p>
      </Page>
    );
    setRetryAfter(response, error);
    sendPage(response, page, { status: statusOf(code) });
  }
}

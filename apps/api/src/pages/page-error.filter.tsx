import { DomainError } from '@app/domain';
import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import type { Request, Response } from 'express';
import { statusOf } from '../http/errors.js';
import { Outcome, Page } from './page.js';
import { sendPage } from './send-page.js';

/** Turns what a page refuses into a page; who is not signed in is sent to sign in, and comes back. */
@Catch(DomainError)
export class PageErrorFilter implements ExceptionFilter<DomainError> {
  catch({ code, message }: DomainError, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const [request, response] = [http.getRequest<Request>(), http.getResponse<Response>()];
    if (code === 'not_signed_in') {
      const back =
        request.method === 'GET' ? `?${new URLSearchParams({ return_to: request.originalUrl }).toString()}` : '';
      return response.redirect(303, `/sign-in${back}`);
    }
    const page = (
      <Page title="That did not work">
        <Outcome error={message} />
        <p>
          <a href="/account">Back to your account</a>
        </p>
      </Page>
    );
    sendPage(response, page, { status: statusOf(code) });
  }
}

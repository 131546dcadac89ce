import {
  Body,
  Controller,
  Get,
  HttpCode,
  Inject,
  Ip,
  NotFoundException,
  Post,
  Res,
  UseFilters,
  UseGuards,
} from '@nestjs/common';
import type { Response } from 'express';
import { h } from 'preact';
import { formFields } from '../pages/form-fields.js';
import { PageErrorFilter } from '../pages/page-error.filter.js';
import { sendPage } from '../pages/send-page.js';
import { SIGN_IN_WAYS, type SignInWays } from './sign-in-ways.js';
import { isRefusal } from '../ground/api-error.js';
import { SameOriginGuard } from '../guards/same-origin.guard.js';
import { AnyoneMayCall } from '../ground/anyone-may-call.js';
import { SignUpPage } from './sign-in.page.js';
import { SignUp } from './sign-up.js';

/** The page on which users open their own account, if the settings allow it. */
@Controller('sign-up')
@AnyoneMayCall()
@UseFilters(PageErrorFilter)
export class SignUpController {
  constructor(
    private readonly signUp: SignUp,
    @Inject(SIGN_IN_WAYS) private readonly ways: SignInWays,
  ) {}

  @Get()
  show(@Res() response: Response): void {
    if (!this.ways.canSignUp) throw new NotFoundException();
    sendPage(response, h(SignUpPage, { email: '' }));
  }

  /**
   * The answer is the same with and without an account, so it does not tell whether there is one.
   */
  @Post()
  @UseGuards(SameOriginGuard)
  @HttpCode(303)
  async open(@Body() body: unknown, @Ip() address: string | undefined, @Res() response: Response): Promise<void> {
    if (!this.ways.canSignUp) throw new NotFoundException();
    const form = formFields(body);
    const [email, timeZone] = [form.one('email'), form.one('time_zone').trim()];
    try {
      await this.signUp.open({ email, timeZone, password: form.one('password') }, address);
    } catch (error) {
      if (!isRefusal(error) || error.code === 'rate_limit_exceeded') throw error;
      return sendPage(response, h(SignUpPage, { email, timeZone, error: error.message }), { status: 400 });
    }
    response.redirect(303, '/sign-in?signed_up');
  }
}

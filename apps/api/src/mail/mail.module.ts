import { Global, Module } from '@nestjs/common';
import { Mailer } from './mailer.js';
import { Mails } from './mails.js';

/** Mails to users. Without SMTP_URL there are none. */
@Global()
@Module({ providers: [Mailer, Mails], exports: [Mailer, Mails] })
export class MailModule {}

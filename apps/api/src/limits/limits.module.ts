import { Module } from '@nestjs/common';
import { CodeLimits } from './code-limits.js';
import { ImportBudget } from './import-budget.js';
import { MailLimits } from './mail-limits.js';
import { RateLimits } from './rate-limits.js';
import { Refusals } from './refusals.js';
import { SignInLimits } from './sign-in-limits.js';

const PROVIDERS = [CodeLimits, ImportBudget, MailLimits, RateLimits, Refusals, SignInLimits];

/** Limits how often a caller may send requests. */
@Module({ providers: PROVIDERS, exports: PROVIDERS })
export class LimitsModule {}

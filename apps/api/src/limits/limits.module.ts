import { Module } from '@nestjs/common';
import { CodeLimits } from './code-limits.js';
import { ImportBudget } from './import-budget.js';
import { MailLimits } from './mail-limits.js';
import { RateLimits } from './rate-limits.js';
import { Refusals } from './refusals.js';
import { SignInLimits } from './sign-in-limits.js';
import { Stretches } from './stretches.js';

const PROVIDERS = [CodeLimits, ImportBudget, MailLimits, RateLimits, Refusals, SignInLimits, Stretches];

/** Limits how often a caller may send requests, and how long their work keeps others waiting. */
@Module({ providers: PROVIDERS, exports: PROVIDERS })
export class LimitsModule {}

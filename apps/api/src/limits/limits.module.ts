import { Module } from '@nestjs/common';
import { CodeLimits } from './code-limits.js';
import { ImportBudget } from './import-budget.js';
import { RateLimits } from './rate-limits.js';
import { Refusals } from './refusals.js';
import { SignInLimits } from './sign-in-limits.js';

/** Limits how often a caller may send requests. */
@Module({
  providers: [ImportBudget, CodeLimits, RateLimits, Refusals, SignInLimits],
  exports: [ImportBudget, CodeLimits, RateLimits, Refusals, SignInLimits],
})
export class LimitsModule {}

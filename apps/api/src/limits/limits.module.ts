import { Module } from '@nestjs/common';
import { RateLimits } from './rate-limits.js';
import { Refusals } from './refusals.js';
import { SignInLimits } from './sign-in-limits.js';

/** Limits how often a caller may send requests. */
@Module({
  providers: [RateLimits, Refusals, SignInLimits],
  exports: [RateLimits, Refusals, SignInLimits],
})
export class LimitsModule {}

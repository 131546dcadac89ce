import { Module } from '@nestjs/common';
import { RateLimits } from './rate-limits.js';
import { SignInLimits } from './sign-in-limits.js';

/** Limits how often a caller may send requests. */
@Module({
  providers: [RateLimits, SignInLimits],
  exports: [RateLimits, SignInLimits],
})
export class LimitsModule {}

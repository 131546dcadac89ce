import { Module } from '@nestjs/common';
import { RateLimits } from './rate-limits.js';
import { SignInLimits } from './sign-in-limits.js';

/** How often a caller may ask. */
@Module({
  providers: [RateLimits, SignInLimits],
  exports: [RateLimits, SignInLimits],
})
export class LimitsModule {}

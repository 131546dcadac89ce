import { type Plan } from '@app/domain';
import { ApiError } from '../ground/api-error.js';

/**
 * Throws ApiError `premium_feature` for an account on the lite plan. `features` begins the
 * sentence: `Daily highlights are`. The wording is recorded: clients look for "premium". Source:
 * the developer page, "will return a 400 response for non-premium users".
 */
export function refuseLitePlan(plan: Plan, features: string): void {
  if (plan === 'lite') throw new ApiError('premium_feature', `${features} a premium feature.`);
}

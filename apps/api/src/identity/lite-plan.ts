import { DomainError, type Plan } from '@app/domain';

/**
 * Throws DomainError `premium_feature` for an account on the lite plan. `of` says what it lacks: `Daily highlights are`. The
 * wording is recorded: clients look for "premium". Source: the developer page, "will return a 400 response for non-premium users".
 */
export function requirePremium(plan: Plan, of: string): void {
  if (plan === 'lite') throw new DomainError('premium_feature', `${of} a premium feature.`);
}

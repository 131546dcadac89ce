export type { FactorEvent } from './events.js';
export {
  checkProof,
  type FactorCommand,
  factorDecider,
  PROOF_MS,
  type PasswordProof,
  type SecondFactor,
  type SecondFactorOn,
  wrongCode,
} from './factor-decider.js';
export { FACTOR_EVENTS, readFactorEvent } from './read-factor-event.js';

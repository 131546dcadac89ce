export { dueErasure, nextLook } from './erasure-by-age.js';
export {
  type Keeping,
  type KeepingCommand,
  keepingDecider,
  keptMonths,
  type LongestMonths,
} from './keeping-decider.js';
export { readKeepingEvent } from './read-keeping-event.js';

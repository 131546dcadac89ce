export {
  type Application,
  applicationDecider,
  type ApplicationRegistered,
  type ApplicationTerms,
} from './application-decider.js';
export {
  type AuthorizationOutcome,
  type AuthorizationRequest,
  codeLocation,
  deniedLocation,
  parseAuthorizationRequest,
} from './authorization-request.js';
export {
  type ConnectedApplication,
  connectedApplications,
  grantDecider,
  type GrantCommand,
  type Grants,
} from './grant-decider.js';

export {
  answerOf,
  type ClientOptions,
  createTimeledgerClient,
  type Credential,
  type Session,
  type TimeledgerClient,
} from './create-client.js';
export { localDateOf, localDateTimeOf, momentOf } from './local-time.js';
export type { components, operations, paths } from './schema.js';
export { type Refusal, TimeledgerError } from './timeledger-error.js';

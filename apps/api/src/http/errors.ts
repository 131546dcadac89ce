import { QUERY_ERROR_BODY } from '@app/domain';
import { asciiJson } from './ascii-json.js';

/** Status of every refusal code of the domain and the edge. A code that is not here is a bad request. */
const STATUS_BY_CODE: ReadonlyMap<string, number> = new Map([
  ['unauthorized', 401],
  ['key_not_found', 401],
  ['token_not_found', 401],
  ['insufficient_scope', 403],
  ['csrf', 403],
  ['provider_failed', 502],
  ['not_signed_in', 401],
  ['wrong_password', 401],
  ['unknown_key', 404],
  ['forbidden', 403],
  ['not_found', 404],
  ['unknown_account', 404],
  ['unknown_device', 404],
  ['unknown_schedule', 404],
  ['unknown_alert', 404],
  ['unknown_highlight', 404],
  ['unknown_application', 404],
  ['unknown_erasure', 404],
  ['unknown_team', 404],
  ['unknown_member', 404],
  ['unknown_invitation', 404],
  ['not_administrator', 403],
  ['not_shared', 403],
  ['too_few_members', 403],
  ['already_member', 409],
  ['email_taken', 409],
  ['erasure_running', 409],
  ['too_many_activities', 413],
  ['body_too_large', 413],
  ['rate_limit_exceeded', 429],
]);

/** The HTTP status of a refusal code of our own contract. */
export const statusOf = (code: string): number => STATUS_BY_CODE.get(code) ?? 400;

/** One error of the documented API: clients compare some bodies to the letter, spaces included. */
export interface DocumentedError {
  readonly status: number;
  readonly body: string;
}

/** The form that every error of the documented API has: a heading after `# `, and what is wrong. */
export const documentedError = (status: number, heading: string, messages: string): DocumentedError => ({
  status,
  body: asciiJson({ error: `# ${heading}`, messages }),
});

/** The errors of the documented API that have a wording of their own (docs/api.md). Always JSON, even for CSV. */
export const DOCUMENTED_ERRORS: ReadonlyMap<string, DocumentedError> = new Map([
  ['key_not_found', documentedError(400, 'key not found', 'key not found')],
  ['token_not_found', documentedError(401, 'token not found', 'token not found')],
  ['query_error', { status: 400, body: QUERY_ERROR_BODY }],
  ['not_found', documentedError(404, 'not found', 'There is nothing at this address.')],
  ['internal', documentedError(500, 'server error', 'Something went wrong. Try again later.')],
  ['unavailable', documentedError(503, 'server error', 'The service is not available at the moment. Try again later.')],
]);

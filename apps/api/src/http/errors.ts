import { type DomainErrorCode, QUERY_ERROR_BODY } from '@app/domain';
import type { ApiErrorCode } from '../ground/api-error.js';
import { asciiJson } from './ascii-json.js';

/** Every code that an error body of our own contract may carry. */
export type ErrorCode = DomainErrorCode | ApiErrorCode;

/** What a code means to the client: the HTTP status, and a sentence for the documentation. */
export interface ErrorMeaning {
  readonly status: number;
  readonly sentence: string;
}

const meaning = (status: number) => (sentence: string) => ({ status, sentence });
const badRequest = meaning(400);
const notSignedIn = meaning(401);
const forbidden = meaning(403);
const notFound = meaning(404);
const conflict = meaning(409);

/** The meaning of every code. A code that is missing here does not compile. */
export const ERRORS = {
  already_member: conflict('The user is in the team already.'),
  body_too_large: meaning(413)('The body is larger than this address takes.'),
  cannot_be_undone: conflict('The change cannot be undone.'),
  changed_since: conflict('A later change touched the same.'),
  category_exists: badRequest('There is a category of this name already.'),
  complex_json: badRequest('The JSON is nested too deeply, or has too many parts.'),
  code_replayed: badRequest('The authorization code was used before.'),
  credential_exists: badRequest('The secret was issued before.'),
  csrf: forbidden('The form does not belong to this session or comes from another site.'),
  day_full: badRequest('The local day holds as much as one may hold.'),
  email_taken: conflict('The e-mail address has an account already.'),
  empty_range: badRequest('The range of time is empty.'),
  erasure_running: conflict('Another erasure of this user is running.'),
  focus_session_running: badRequest('A focus session is running already.'),
  forbidden: forbidden('The caller may not use this address.'),
  headers_too_large: meaning(431)('The address and headers of the request are too long.'),
  in_future: badRequest('The time is in the future.'),
  insufficient_scope: forbidden('The user has not allowed this application the scope.'),
  internal: meaning(500)('The service has a defect. It has been logged.'),
  invalid_activity: badRequest('The name of the activity is missing or too long.'),
  invalid_activity_details: badRequest('The details of the activity are too long.'),
  invalid_activity_name: badRequest('The name of the activity is missing or too long.'),
  invalid_date: badRequest('The date cannot be read.'),
  invalid_description: badRequest('The description is missing or too long.'),
  invalid_duration: badRequest('The duration is not one of the allowed values.'),
  invalid_email: badRequest('The e-mail address cannot be read.'),
  invalid_end_time: badRequest('The end time cannot be read.'),
  invalid_expiry: badRequest('The time at which the key expires is not in the next ten years.'),
  invalid_highlight_date: badRequest('The date of the highlight cannot be read.'),
  invalid_hours: badRequest('The hours cannot be read.'),
  invalid_identity: badRequest('The identity provider names no person.'),
  invalid_level: badRequest('The productivity level is not a whole number from -2 to 2.'),
  invalid_months: badRequest('Months are a whole number from 1 to 1,200.'),
  invalid_name: badRequest('The name is missing or too long.'),
  invalid_pattern: badRequest('The pattern of the rule cannot be read.'),
  invalid_profile: badRequest('The profile has a field that is not known, or not a text.'),
  invalid_range: badRequest('The range cannot be read.'),
  invalid_redirect_uri: badRequest('The redirect address is not an absolute https address.'),
  invalid_request: badRequest('The request does not have the documented form.'),
  invalid_schedule: badRequest('The schedule cannot be read.'),
  invalid_scope: badRequest('The scope is not known.'),
  invalid_seconds: badRequest('The number of seconds cannot be read.'),
  invalid_sharing: badRequest('The form does not say what would be shared.'),
  invalid_source: badRequest('The source is too long.'),
  invalid_start_time: badRequest('The start time cannot be read.'),
  invalid_time: badRequest('The time cannot be read.'),
  invalid_weekday: badRequest('The weekday is not a whole number from 0 to 6.'),
  key_not_found: notSignedIn('The API key is missing or unknown.'),
  key_not_in_header: forbidden('A full key is taken only from the Authorization header.'),
  limit_reached: badRequest('The user has as many of these as one account may have.'),
  malformed_json: badRequest('The body is not JSON.'),
  malformed_request: badRequest('The request is not valid HTTP.'),
  newer_event: badRequest('A newer version of this program wrote the event.'),
  no_focus_session: badRequest('No focus session is running.'),
  no_mail: conflict('The server sends no mails.'),
  no_ranges: badRequest('The schedule has no ranges of time.'),
  not_administrator: forbidden('Only the administrator of the team may do this.'),
  not_found: notFound('There is nothing at this address.'),
  not_signed_in: notSignedIn('The request shows no session.'),
  nothing_said: badRequest('The request changes nothing.'),
  overlaps_offline_time: badRequest('The time overlaps offline time that was posted before.'),
  password_needed: notSignedIn('The password must be shown again first.'),
  premium_feature: badRequest('The feature is not part of the lite plan.'),
  provider_failed: meaning(502)('The identity provider did not answer as it should.'),
  public_application: badRequest('The application is public and has no secret.'),
  query_error: badRequest('The parameters of the report are missing or badly formatted.'),
  rate_limit_exceeded: meaning(429)('The caller asked too often. Retry-After says when to ask again.'),
  report_too_large: badRequest('The report lists more than this server can hold at once.'),
  rebuild_running: conflict('The tables are being rebuilt already.'),
  request_timeout: meaning(408)('The request did not arrive in time.'),
  rule_exists: badRequest('There is a rule with this condition already.'),
  stream_full: badRequest('The account has as many entries of this kind as it may ever have.'),
  sign_in_pending: badRequest('A person has not answered the sign-in of the agent yet.'),
  sign_in_refused: badRequest('A person refused the sign-in of the agent, or its key was fetched before.'),
  slow_down: badRequest('The agent asks for its key too often.'),
  sign_in_again: forbidden('The session is not fresh: this needs a sign-in of the last ten minutes.'),
  token_not_found: notSignedIn('The access token is missing, unknown or revoked.'),
  second_factor_off: conflict('The account has no second step to sign in.'),
  second_factor_on: conflict('The account has a second step already.'),
  too_fine: badRequest('A team answers sums of whole published weeks only.'),
  too_long: badRequest('The time is too long.'),
  too_many_activities: meaning(413)('The call brings more activities than one call may.'),
  too_many_devices: conflict('The account has as many devices as it may have.'),
  unauthorized: notSignedIn('The request needs the token of the administrator.'),
  unavailable: meaning(503)('A store is not available at the moment. Try again.'),
  unknown_account: notFound('There is no such account.'),
  unknown_alert: notFound('There is no such alert.'),
  unknown_application: notFound('There is no such application.'),
  unknown_change: notFound('The user has no such change.'),
  unknown_category: badRequest('There is no such category.'),
  unknown_code: notFound('The code is unknown, was used before, or its time is over.'),
  unknown_device: notFound('There is no such device.'),
  unknown_erasure: notFound('There is no such erasure, or a later one.'),
  unknown_event: badRequest('The import does not know this type of event.'),
  unknown_goal: notFound('There is no such goal.'),
  unknown_highlight: notFound('There is no such highlight.'),
  unknown_host: meaning(421)('The service is not reached by this name. PUBLIC_URL sets the name.'),
  unknown_invitation: notFound('The invitation is unknown, used, declined or expired.'),
  unknown_key: notFound('There is no such key.'),
  unknown_link: notFound('The link is unknown, was used before, or its time is over.'),
  unknown_member: notFound('There is no such member.'),
  unknown_offline_time: notFound('There is no such offline time.'),
  unknown_offer: notFound('The offer is of another session, or its time is over.'),
  unknown_overview: badRequest('There is no such overview.'),
  unknown_passkey: notFound('There is no such passkey.'),
  unknown_rule: notFound('There is no such rule.'),
  unknown_schedule: notFound('There is no such schedule.'),
  unknown_session: notFound('There is no such session, or it has ended.'),
  unknown_stream: badRequest('The import does not take events of this stream.'),
  unknown_team: notFound('There is no such team.'),
  unknown_time_zone: badRequest('The time zone is not known.'),
  unreadable_body: badRequest('The body cannot be read: its encoding, its length or its end is wrong.'),
  unreadable_event: badRequest('The event cannot be read.'),
  unreadable_stream: badRequest('The name of the stream cannot be read.'),
  weak_password: badRequest('The password is too short, or easy to guess.'),
  wrong_code: notSignedIn('The code is wrong, was used before, or its time has passed.'),
  wrong_key_kind: forbidden('The key is of a kind that does not open this address.'),
  wrong_passkey: notSignedIn('The passkey does not sign in here.'),
  wrong_password: notSignedIn('The address and the password do not belong together.'),
} as const satisfies Record<ErrorCode, ErrorMeaning>;

/** Every code, for the OpenAPI document. */
export const ERROR_CODES = Object.keys(ERRORS) as ErrorCode[];

/** The HTTP status of a refusal code of our own contract. */
export const statusOf = (code: ErrorCode): number => ERRORS[code].status;

/** An error of the documented API. Clients compare some bodies exactly, spaces included. */
export interface DocumentedError {
  readonly status: number;
  readonly body: string;
}

/** An error in the form of the documented API: a heading after `# `, and a message. */
export const documentedError = (status: number, heading: string, messages: string): DocumentedError => ({
  status,
  body: asciiJson({ error: `# ${heading}`, messages }),
});

/** Clients know this refusal of a key, and no other. So a key of the wrong kind gets it too. */
const KEY_NOT_FOUND = documentedError(400, 'key not found', 'key not found');

/**
 * The errors of the documented API that have their own wording (docs/api.md). The form is JSON,
 * even for CSV.
 */
const OWN_WORDING: Partial<Record<ErrorCode, DocumentedError>> = {
  key_not_found: KEY_NOT_FOUND,
  key_not_in_header: KEY_NOT_FOUND,
  wrong_key_kind: KEY_NOT_FOUND,
  token_not_found: documentedError(401, 'token not found', 'token not found'),
  query_error: { status: 400, body: QUERY_ERROR_BODY },
  not_found: documentedError(404, 'not found', ERRORS.not_found.sentence),
  internal: documentedError(500, 'server error', 'Something went wrong. Try again later.'),
  unavailable: documentedError(503, 'server error', 'The service is not available at the moment. Try again later.'),
};

/**
 * The documented API's error for a code: its own wording, or the message under a heading made of
 * the code.
 */
export const documentedErrorOf = (code: ErrorCode, status: number, message: string): DocumentedError =>
  OWN_WORDING[code] ?? documentedError(status, code.replaceAll('_', ' '), message);

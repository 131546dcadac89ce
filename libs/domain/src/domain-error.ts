/**
 * Why the domain refuses something. A new code also needs a status and a sentence in
 * `apps/api/src/http/errors.ts`.
 */
export type DomainErrorCode =
  | 'already_member'
  | 'cannot_be_undone'
  | 'category_exists'
  | 'changed_since'
  | 'code_replayed'
  | 'credential_exists'
  | 'day_full'
  | 'empty_range'
  | 'erasure_running'
  | 'focus_session_running'
  | 'in_future'
  | 'invalid_activity'
  | 'invalid_activity_details'
  | 'invalid_activity_name'
  | 'invalid_date'
  | 'invalid_description'
  | 'invalid_duration'
  | 'invalid_end_time'
  | 'invalid_expiry'
  | 'invalid_hours'
  | 'invalid_identity'
  | 'invalid_level'
  | 'invalid_months'
  | 'invalid_name'
  | 'invalid_pattern'
  | 'invalid_profile'
  | 'invalid_range'
  | 'invalid_redirect_uri'
  | 'invalid_schedule'
  | 'invalid_scope'
  | 'invalid_seconds'
  | 'invalid_source'
  | 'invalid_start_time'
  | 'invalid_time'
  | 'invalid_weekday'
  | 'limit_reached'
  | 'newer_event'
  | 'no_focus_session'
  | 'no_ranges'
  | 'not_administrator'
  | 'nothing_said'
  | 'overlaps_offline_time'
  | 'password_needed'
  | 'public_application'
  | 'query_error'
  | 'report_too_large'
  | 'rule_exists'
  | 'second_factor_off'
  | 'second_factor_on'
  | 'too_fine'
  | 'too_long'
  | 'too_many_devices'
  | 'unknown_account'
  | 'unknown_alert'
  | 'unknown_application'
  | 'unknown_category'
  | 'unknown_device'
  | 'unknown_event'
  | 'unknown_goal'
  | 'unknown_highlight'
  | 'unknown_invitation'
  | 'unknown_key'
  | 'unknown_link'
  | 'unknown_member'
  | 'unknown_offline_time'
  | 'unknown_overview'
  | 'unknown_passkey'
  | 'unknown_rule'
  | 'unknown_schedule'
  | 'unknown_session'
  | 'unknown_stream'
  | 'unknown_team'
  | 'unknown_time_zone'
  | 'unreadable_event'
  | 'unreadable_stream'
  | 'weak_password'
  | 'wrong_code';

/**
 * A refusal that the rules expect: a code for programs and a sentence for people. It knows nothing
 * of HTTP.
 */
export class DomainError extends Error {
  constructor(
    readonly code: DomainErrorCode,
    message: string,
  ) {
    super(message);
    this.name = 'DomainError';
  }
}

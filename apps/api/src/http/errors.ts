import { QUERY_ERROR_BODY } from '@app/domain';

/** Status of every refusal code of the domain and the edge. A code that is not here is a bad request. */
const STATUS_BY_CODE: ReadonlyMap<string, number> = new Map([
  ['unauthorized', 401],
  ['key_not_found', 401],
  ['forbidden', 403],
  ['not_found', 404],
  ['unknown_account', 404],
  ['unknown_schedule', 404],
  ['unknown_alert', 404],
  ['email_taken', 409],
  ['too_many_activities', 413],
  ['body_too_large', 413],
]);

/** The HTTP status of a refusal code of our own contract. */
export const statusOf = (code: string): number => STATUS_BY_CODE.get(code) ?? 400;

/** One error of the documented API: clients compare the body to the letter, spaces included. */
export interface DocumentedError {
  readonly status: number;
  readonly body: string;
}

/** The errors of the documented API (docs/api.md says when). Always JSON, even when CSV was asked for. */
export const DOCUMENTED_ERRORS = {
  keyNotFound: { status: 400, body: '{"error":"# key not found","messages":"key not found"}' },
  queryError: { status: 400, body: QUERY_ERROR_BODY },
  notFound: { status: 404, body: '{"error":"# not found","messages":"There is nothing at this address."}' },
  serverError: { status: 500, body: '{"error":"# server error","messages":"Something went wrong. Try again later."}' },
  unavailable: {
    status: 503,
    body: '{"error":"# server error","messages":"The service is not available at the moment. Try again later."}',
  },
} as const satisfies Record<string, DocumentedError>;

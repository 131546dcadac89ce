import { type OutgoingHttpHeaders } from 'node:http2';

/**
 * The status codes of gRPC that this node uses. Source: gRPC, "Status codes and their use in gRPC".
 */
export const StatusCode = {
  ok: 0,
  cancelled: 1,
  unknown: 2,
  invalidArgument: 3,
  permissionDenied: 7,
  resourceExhausted: 8,
  failedPrecondition: 9,
  aborted: 10,
  unimplemented: 12,
  internal: 13,
  unauthenticated: 16,
} as const;

/** How a call ends: a code, a text for people, and trailers for the caller's program. */
export interface CallStatus {
  readonly code: (typeof StatusCode)[keyof typeof StatusCode];
  readonly details: string;
  /** More trailers. Names are lower case, values are printable ASCII. */
  readonly trailers?: Readonly<Record<string, string>>;
}

export const OK: CallStatus = { code: StatusCode.ok, details: '' };

/** The HTTP/2 trailers that carry a status. Source: gRPC over HTTP/2, "Responses". */
export function toTrailers({ code, details, trailers }: CallStatus): OutgoingHttpHeaders {
  const message = details === '' ? {} : { 'grpc-message': percentEncoded(details) };
  return { ...trailers, 'grpc-status': code.toString(), ...message };
}

/** Writes the percent sign and every byte outside of printable ASCII as %XX. */
function percentEncoded(text: string): string {
  return text.replace(/[^\x20-\x24\x26-\x7e]+/gu, (part) =>
    [...Buffer.from(part)].map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join(''),
  );
}

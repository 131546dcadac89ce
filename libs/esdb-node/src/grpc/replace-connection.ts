import { constants, type ServerHttp2Session } from 'node:http2';

/** Calls that a connection may have open when its client is about to leave it. */
const CALLS_AT_THE_END = 10_000;

/** The largest id of a call. */
const EVERY_CALL = 2 ** 31 - 1;

/**
 * Makes the client use another connection for new calls, and keeps this one for its open calls.
 * nghttp2 then counts their cancels no longer.
 *
 *     SETTINGS and its answer   calls that wait for a free place may come in
 *     PING and its answer       they are here
 *     GOAWAY                    no new calls
 *     GOAWAY                    the last call was X
 *
 * The client moves the calls behind X by itself, but each only once. So those that wait come in
 * first. nghttp2 ignores all calls behind its GOAWAY, so X is exact: no call is done twice.
 * Source: RFC 9113, section 6.8 (how a server ends a connection without losing calls).
 */
export function replaceConnection(session: ServerHttp2Session): void {
  const whileOpen = (step: () => void) => (): void => {
    if (!session.destroyed) step();
  };
  const sayLast = whileOpen(() => session.goaway(constants.NGHTTP2_NO_ERROR));
  const refuseNewCalls = whileOpen(() => {
    session.goaway(constants.NGHTTP2_NO_ERROR, EVERY_CALL);
    setImmediate(sayLast);
  });
  const awaitCalls = whileOpen(() => session.ping(refuseNewCalls));
  whileOpen(() => session.settings({ maxConcurrentStreams: CALLS_AT_THE_END }, awaitCalls))();
}

import type { ServerResponse } from 'node:http';

/**
 * Ends the connection of an answer when its client reads nothing for so long. Otherwise a client
 * that stops reading keeps what the answer holds for ever.
 *
 * Only a wait for the client counts: when all that was written has left, the server is slow. A slow
 * client that reads goes on. The system tells of its reading when a third of the buffer for the
 * connection is free, which may be 1.3 MB. So the limit is minutes, not seconds.
 */
export function endSilence(response: ServerResponse, seconds: number): void {
  response.setTimeout(seconds * 1_000, () => {
    if (response.socket && response.socket.writableLength > 0) response.destroy();
  });
}

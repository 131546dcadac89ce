import type { Log } from '../runtime/log-projector.js';
import type { ReactorObserver } from './reaction.js';

/**
 * Logs what reactors do. A line names streams, types and days. It never has names, amounts or
 * texts.
 */
export function logReactors(log: Log): ReactorObserver {
  return {
    reacted: ({ stream, type, localDate }) => log.debug({ stream, type, localDate }, 'reacted'),
    setAside: ({ stream, revision, type, reason }) =>
      log.warn(
        { stream, revision: revision.toString(), type, reason },
        'a reactor passed over an event that it cannot read',
      ),
    interrupted: (err) => log.warn({ err }, 'a reactor was interrupted and tries again'),
  };
}

import type { Log } from '../runtime/log-projector.js';
import type { ReactorObserver } from './reaction.js';

/** Writes what happens in reactors to a log: no names, amounts or texts, only where things are. */
export function logReactors(log: Log): ReactorObserver {
  return {
    reacted: ({ stream, type, localDate }) => log.debug({ stream, type, localDate }, 'reacted'),
    setAside: ({ stream, revision, type, reason }) =>
      log.warn(
        { stream, revision: revision.toString(), type, reason },
        'a reactor set aside an event that cannot be read',
      ),
    interrupted: (err) => log.warn({ err }, 'a reactor was interrupted; trying again'),
  };
}

import type { ProjectorObserver } from './observer.js';

/** The methods of a structured logger that the projector needs. */
export interface Log {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  debug(fields: object, message: string): void;
}

/**
 * Writes the reports of a projector to a log. They name streams and positions, never activities,
 * addresses or titles.
 */
export function logProjector(log: Log): ProjectorObserver {
  return {
    startedOver: (reason, projections) =>
      reason === 'empty'
        ? log.info({ projections }, 'projecting the log from its beginning')
        : log.warn(
            { projections },
            'the tables hold rows of another log: emptied, and projecting this log from its beginning',
          ),
    projected: ({ events, rows, position }) =>
      log.debug({ events, rows, position: position.toString() }, 'projected a batch'),
    parked: ({ stream, revision, type, reason }) =>
      log.warn({ stream, revision: revision.toString(), type, reason }, 'parked an event that cannot be read'),
    interrupted: (err) => log.warn({ err }, 'projection interrupted; trying again'),
  };
}

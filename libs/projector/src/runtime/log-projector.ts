import type { ProjectorObserver, StartReason } from './observer.js';

/** The methods of a structured logger that the projector needs. */
export interface Log {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  debug(fields: object, message: string): void;
}

const BEGINNING: Readonly<Record<StartReason, string>> = {
  empty: 'projecting the log from its beginning',
  another_log: 'the tables hold rows of another log',
  another_history: 'the tables are ahead of the log, which was restored from an older copy',
};

/**
 * Writes the reports of a projector to a log. They name streams and positions, never activities,
 * addresses or titles.
 */
export function logProjector(log: Log): ProjectorObserver {
  return {
    startedOver: (reason, projections) =>
      reason === 'empty'
        ? log.info({ projections }, BEGINNING[reason])
        : log.warn({ projections }, `${BEGINNING[reason]}: emptied, and projecting this log from its beginning`),
    projected: ({ events, rows, position }) =>
      log.debug({ events, rows, position: position.toString() }, 'projected a batch'),
    parked: ({ stream, revision, type, reason }) =>
      log.warn({ stream, revision: revision.toString(), type, reason }, 'parked an event that cannot be read'),
    interrupted: (err) => log.warn({ err }, 'projection interrupted; trying again'),
  };
}

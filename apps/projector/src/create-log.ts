import { type Logger, pino, stdTimeFunctions } from 'pino';
import type { LogLevel } from '@app/settings';

/** Prints one JSON line for each entry to stderr, as the API does. */
export function createLog(level: LogLevel): Logger {
  return pino({ level, timestamp: stdTimeFunctions.isoTime, base: null }, pino.destination({ dest: 2, sync: true }));
}

import { type Logger, pino, stdTimeFunctions } from 'pino';
import type { LogLevel } from '@app/settings';

/** One JSON line per entry on stderr, as the API writes them. */
export function createLog(level: LogLevel): Logger {
  return pino({ level, timestamp: stdTimeFunctions.isoTime, base: null }, pino.destination({ dest: 2, sync: true }));
}

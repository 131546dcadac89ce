import { type Logger, pino, stdTimeFunctions } from 'pino';
import type { LogLevel } from '@app/settings';

/**
 * Prints one JSON line for each entry on stderr. stdout is for the person or script that started
 * the program.
 */
export function createLog(level: LogLevel): Logger {
  return pino({ level, timestamp: stdTimeFunctions.isoTime, base: null }, pino.destination({ dest: 2, sync: true }));
}

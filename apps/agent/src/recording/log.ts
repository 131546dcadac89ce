import { plainLine } from '@app/domain';
import { type Level, LEVELS } from '../config/levels.js';

export type { Level };

/** Gets a sentence for the person at each change of state. Never gets the key. Default: info. */
export type Say = (message: string, level?: Level) => void;

const WARNING = /^warning: /;

/**
 * Prints sentences from a level on, each with its time (UTC) and level. A sentence that begins with
 * `warning: ` is one.
 */
export function logTo(print: (line: string) => void, least: Level, nowMs: () => number = Date.now): Say {
  return (message, given = 'info') => {
    const level = given === 'info' && WARNING.test(message) ? 'warning' : given;
    if (LEVELS.indexOf(level) < LEVELS.indexOf(least)) return;
    print(`${new Date(nowMs()).toISOString()} ${level.padEnd(7)} ${plainLine(message.replace(WARNING, ''))}`);
  };
}

/** Passes each sentence on, but not the same sentence twice in a row. */
export function withoutRepeats(say: Say): Say {
  let last = '';
  return (message, level) => {
    if (message !== last) say(message, level);
    last = message;
  };
}

import { followAgent } from '../../control/control-client.js';
import { type TailLine } from '../../control/questions.js';
import { type AgentCommand, EXIT, JSON_FLAG } from '../command/command.js';
import { duration, localTime, named } from '../command/texts.js';

export const TAIL: AgentCommand = {
  name: 'tail',
  summary: 'Shows live what would be sent, after privacy and rules, until Ctrl-C.',
  flags: [JSON_FLAG],
  act: async ({ settings, flags, print, outputEnds }) => {
    const stop = new AbortController();
    const end = () => stop.abort();
    outputEnds.addEventListener('abort', end);
    process.once('SIGINT', end).once('SIGTERM', end);
    try {
      for await (const line of followAgent(settings.dataDir, 'tail', stop.signal)) {
        print(flags['json'] ? JSON.stringify(line) : sentenceOf(line));
      }
    } finally {
      process.off('SIGINT', end).off('SIGTERM', end);
    }
    return EXIT.good;
  },
};

function sentenceOf(line: TailLine): string {
  if (line.type === 'window') {
    return `${localTime(line.at, true)}  now     ${line.sample === null ? '(nothing is recorded)' : named(line.sample)}`;
  }
  const { startedAt, endedAt } = line.record;
  const length = duration((endedAt - startedAt) / 1_000);
  return `${localTime(startedAt, true)}  record  ${named(line.record)} (${length})`;
}

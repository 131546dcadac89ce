import { answerOf } from '@app/client';
import { type AgentCommand, JSON_FLAG } from '../command/command.js';
import { askServer } from './ask-server.js';
import { todayIn } from './read-answers.js';
import { todayTable } from './today-table.js';

const USUAL_WIDTH = 80;

export const TODAY: AgentCommand = {
  name: 'today',
  summary: "Shows today's time by productivity, as the server has it.",
  flags: [JSON_FLAG],
  act: (call) =>
    askServer(call, async (client) => {
      const today = todayIn(await answerOf(client.GET('/agent/v1/today')));
      if (call.flags['json']) return call.print(JSON.stringify(today, null, 2));
      for (const line of todayTable(today, lookOf(call.env))) call.print(line);
    }),
};

/** No colour in a pipe, nor where NO_COLOR is set (no-color.org). COLUMNS tells the width. */
function lookOf(env: NodeJS.ProcessEnv) {
  const isTerminal = process.stdout.isTTY;
  const width = Number(env['COLUMNS']) || (isTerminal ? process.stdout.columns : USUAL_WIDTH);
  return { width, hasColour: isTerminal && !env['NO_COLOR'] && env['TERM'] !== 'dumb' };
}

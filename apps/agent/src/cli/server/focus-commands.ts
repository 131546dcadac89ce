import { answerOf } from '@app/client';
import { type AgentCommand, JSON_FLAG, WrongUsage } from '../command/command.js';
import { duration, localTime, shown } from '../command/texts.js';
import { askServer } from './ask-server.js';

const USUAL_MINUTES = 30;
const MOST_MINUTES = 1_440;

export const FOCUS_START: AgentCommand = {
  name: 'focus start',
  words: '[minutes]',
  summary: `Starts a focus session: a multiple of 5 minutes (default: ${USUAL_MINUTES}), or "day".`,
  act: async (call) => {
    const minutes = minutesOf(call.words[0]);
    return askServer(call, async (client) => {
      await client.POST('/api/v1/focus', { body: { minutes } });
      call.print(
        minutes === -1
          ? 'a focus session runs until the end of the day'
          : `a focus session runs for ${minutes} minutes`,
      );
    });
  },
};

export const FOCUS_STOP: AgentCommand = {
  name: 'focus stop',
  summary: 'Ends the focus session.',
  act: (call) =>
    askServer(call, async (client) => {
      await client.DELETE('/api/v1/focus');
      call.print('no focus session runs');
    }),
};

export const FOCUS_STATUS: AgentCommand = {
  name: 'focus status',
  summary: 'Tells whether a focus session runs.',
  flags: [JSON_FLAG],
  act: (call) =>
    askServer(call, async (client) => {
      const { focus } = await answerOf(client.GET('/agent/v1/commands'));
      if (call.flags['json']) return call.print(JSON.stringify({ focus }, null, 2));
      if (focus === null) return call.print('no focus session runs');
      const { endsAt, remainingSeconds, blockedLevels } = focus;
      const kept =
        blockedLevels.length === 0 ? 'it keeps nothing away' : `it keeps away the levels ${blockedLevels.join(', ')}`;
      call.print(shown(`runs until ${localTime(Date.parse(endsAt))} (${duration(remainingSeconds)} left); ${kept}`));
    }),
};

function minutesOf(text = String(USUAL_MINUTES)): number {
  if (text === 'day') return -1;
  const minutes = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  if (minutes < 5 || minutes > MOST_MINUTES || minutes % 5 !== 0) {
    throw new WrongUsage(`give a multiple of 5 minutes up to ${MOST_MINUTES}, or day`);
  }
  return minutes;
}

import { answerOf } from '@app/client';
import { askAgent, NotRunning } from '../../control/control-client.js';
import { type AgentCommand, type Call, JSON_FLAG, WrongUsage } from '../command/command.js';
import { duration, localTime, shown } from '../command/texts.js';
import { askServer, StrangeAnswer } from './ask-server.js';
import { sessionIn } from './read-answers.js';

const USUAL_MINUTES = 30;
const MOST_MINUTES = 1_440;

export const FOCUS_START: AgentCommand = {
  name: 'focus start',
  words: '[minutes]',
  summary: `Starts a focus session: a multiple of 5 minutes (default: ${USUAL_MINUTES}), or "day".`,
  act: async (call) => {
    const minutes = minutesOf(call.words[0]);
    return askServer(call, async (client) => {
      done(await client.POST('/api/v1/focus', { body: { minutes } }));
      call.print(
        minutes === -1
          ? 'a focus session runs until the end of the day'
          : `a focus session runs for ${minutes} minutes`,
      );
      if (!(await letAgentLook(call))) call.warn('no agent runs here: on this computer nothing is kept away');
    });
  },
};

export const FOCUS_STOP: AgentCommand = {
  name: 'focus stop',
  summary: 'Ends the focus session.',
  act: (call) =>
    askServer(call, async (client) => {
      done(await client.DELETE('/api/v1/focus'));
      call.print('no focus session runs');
      await letAgentLook(call);
    }),
};

export const FOCUS_STATUS: AgentCommand = {
  name: 'focus status',
  summary: 'Tells whether a focus session runs.',
  flags: [JSON_FLAG],
  act: (call) =>
    askServer(call, async (client) => {
      const focus = sessionIn(await answerOf(client.GET('/agent/v1/commands')));
      if (call.flags['json']) return call.print(JSON.stringify({ focus }, null, 2));
      if (focus === null) return call.print('no focus session runs');
      const { endsAt, remainingSeconds, blockedLevels } = focus;
      const kept =
        blockedLevels.length === 0 ? 'it keeps nothing away' : `it keeps away what is ${levelNames(blockedLevels)}`;
      call.print(shown(`runs until ${localTime(Date.parse(endsAt))} (${duration(remainingSeconds)} left); ${kept}`));
    }),
};

/** Throws StrangeAnswer when the answer is none of our server's. */
function done({ response }: { response: Response }): void {
  if (response.status !== 204) throw new StrangeAnswer();
}

/** Lets the running agent hear of the change at once. Returns whether one runs and could ask. */
function letAgentLook({ settings }: Call): Promise<boolean> {
  return askAgent(settings.dataDir, 'look', null).then(
    () => true,
    (error) => !(error instanceof NotRunning),
  );
}

/** Level -1 is kept away only together with -2. */
const levelNames = (levels: readonly number[]): string =>
  levels.includes(-1) ? 'distracting or very distracting' : 'very distracting';

function minutesOf(text = String(USUAL_MINUTES)): number {
  if (text === 'day') return -1;
  const minutes = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  if (minutes < 5 || minutes > MOST_MINUTES || minutes % 5 !== 0) {
    throw new WrongUsage(`give a multiple of 5 minutes up to ${MOST_MINUTES}, or day`);
  }
  return minutes;
}

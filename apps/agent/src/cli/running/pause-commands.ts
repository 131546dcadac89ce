import { askAgent } from '../../control/control-client.js';
import { type AgentCommand, EXIT, JSON_FLAG, WrongUsage } from '../command/command.js';
import { localTime, parseLength } from '../command/texts.js';

export const PAUSE: AgentCommand = {
  name: 'pause',
  words: '[length]',
  summary: 'Stops recording for 30m, 2h or 1h30m. Without a length: until resume.',
  flags: [JSON_FLAG],
  act: async ({ settings, words, flags, print }) => {
    const [text] = words;
    const lengthMs = text === undefined ? null : parseLength(text);
    if (lengthMs === undefined) throw new WrongUsage(`"${text}" is no length: write 30m, 2h or 1h30m`);
    const until = lengthMs === null ? null : Date.now() + lengthMs;
    const paused = await askAgent(settings.dataDir, 'pause', { until });
    if (flags['json']) print(JSON.stringify(paused));
    else print(paused.until === null ? 'paused until resume' : `paused until ${localTime(paused.until)}`);
    return EXIT.good;
  },
};

export const RESUME: AgentCommand = {
  name: 'resume',
  summary: 'Ends a pause: the agent records again.',
  flags: [JSON_FLAG],
  act: async ({ settings, flags, print }) => {
    const answer = await askAgent(settings.dataDir, 'resume', null);
    if (flags['json']) print(JSON.stringify(answer));
    else print(answer.wasPaused ? 'recording again' : 'recording was not paused');
    return EXIT.good;
  },
};

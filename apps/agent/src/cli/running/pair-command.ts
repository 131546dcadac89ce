import { askAgent } from '../../control/control-client.js';
import { type AgentCommand, EXIT, JSON_FLAG } from '../command/command.js';
import { duration } from '../command/texts.js';

export const PAIR: AgentCommand = {
  name: 'pair',
  summary: 'Shows a code that pairs the browser extension with this agent.',
  flags: [JSON_FLAG],
  act: async ({ settings, flags, print }) => {
    const { code, validSeconds } = await askAgent(settings.dataDir, 'pair', null);
    if (flags['json']) print(JSON.stringify({ code, validSeconds }));
    else
      print(`${code}\nType this code into the options of the extension. It works once, for ${duration(validSeconds)}.`);
    return EXIT.good;
  },
};

import { askAgent } from '../../control/control-client.js';
import { type SyncAnswer } from '../../control/questions.js';
import { type AgentCommand, EXIT, JSON_FLAG } from '../command/command.js';
import { shown } from '../command/texts.js';

const CODES: Record<SyncAnswer['state'], number> = {
  sent: EXIT.good,
  nothing: EXIT.good,
  failed: EXIT.problem,
  'key-refused': EXIT.keyRefused,
};

export const SYNC: AgentCommand = {
  name: 'sync',
  summary: 'Sends what waits now, and says how it went.',
  flags: [JSON_FLAG],
  act: async ({ settings, flags, print }) => {
    const { state, result } = await askAgent(settings.dataDir, 'sync', null);
    print(flags['json'] ? JSON.stringify({ state, result }) : shown(result));
    return CODES[state];
  },
};

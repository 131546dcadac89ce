import { askAgent, NotRunning } from '../../control/control-client.js';
import { type Call } from '../command/command.js';

/** Lets the running agent read rules and hours again. Says when it cannot. */
export async function tellAgent({ settings, print, warn }: Call): Promise<void> {
  try {
    await askAgent(settings.dataDir, 'reload', null);
    print('the running agent uses it from now on');
  } catch (error) {
    if (error instanceof NotRunning) print('the agent uses it from its next start on');
    else warn(`warning: the running agent does not take it: ${(error as Error).message}`);
  }
}

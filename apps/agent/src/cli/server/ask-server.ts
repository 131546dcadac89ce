import { createTimeledgerClient, type TimeledgerClient, TimeledgerError } from '@app/client';
import { targetOf } from '../../config/target.js';
import { type Call, EXIT } from '../command/command.js';
import { shown } from '../command/texts.js';

/** Asks the server with the agent's key. A refusal is told, and gives the exit code 1 or 3. */
export async function askServer(call: Call, ask: (client: TimeledgerClient) => Promise<void>): Promise<number> {
  const { server, key } = targetOf(call.settings);
  try {
    await ask(createTimeledgerClient({ baseUrl: server.href, key }));
    return EXIT.good;
  } catch (error) {
    if (!(error instanceof TimeledgerError)) throw error;
    call.warn(`error: ${shown(error.message)}`);
    return error.status === 401 || error.status === 403 ? EXIT.keyRefused : EXIT.problem;
  }
}

import { createTimeledgerClient, type TimeledgerClient, TimeledgerError } from '@app/client';
import { askAt } from '../../calls/ask.js';
import { targetOf } from '../../config/target.js';
import { type Call, EXIT } from '../command/command.js';
import { shown } from '../command/texts.js';

const CALL_TIMEOUT_MS = 30_000;

/** A proxy or a login page of the network has answered in the place of our server. */
export class StrangeAnswer extends Error {
  constructor() {
    super('the answer is not from a Timeledger server (a proxy, a login page?)');
  }
}

/**
 * Asks the server with the agent's key. A refusal is told, and gives the exit code 1, or 3 when the
 * server refuses the key.
 */
export async function askServer(call: Call, ask: (client: TimeledgerClient) => Promise<void>): Promise<number> {
  const { server, key } = targetOf(call.settings);
  const client = createTimeledgerClient({
    baseUrl: server.href,
    key,
    fetch: (request) => answered(request, key),
  });
  try {
    await ask(client);
    return EXIT.good;
  } catch (error) {
    // A body that is no JSON.
    const said = error instanceof SyntaxError ? new StrangeAnswer() : error;
    if (!(said instanceof StrangeAnswer || said instanceof TimeledgerError)) throw error;
    const isOurs = said instanceof TimeledgerError && said.code !== NOT_OURS;
    const isKey = isOurs && (said.status === 401 || said.status === 403);
    call.warn(`error: ${shown(said.message)}`);
    return isKey ? EXIT.keyRefused : EXIT.problem;
  }
}

/** The client's calls go out as all calls of the agent do: by its proxy, with its limits. */
async function answered(request: Request, key: string): Promise<Response> {
  const { status, header, text } = await askAt(new URL(request.url), {
    ...{ method: request.method, key, json: (await request.text()) || undefined },
    signal: AbortSignal.timeout(CALL_TIMEOUT_MS),
  });
  return new Response(text === '' ? null : text, { status, headers: { 'content-type': header('content-type') ?? '' } });
}

/** The code of a refusal that has no error body of our server. */
const NOT_OURS = 'unknown';

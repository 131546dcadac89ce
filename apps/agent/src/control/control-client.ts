import { realpath } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { socketAddress } from '../spool/socket-address.js';
import {
  type Answered,
  CONTROL_SOCKET,
  type Question,
  type Questions,
  type Stream,
  type Streams,
} from './questions.js';

const ANSWER_LIMIT_MS = 60_000;

/** No agent runs on this folder. The exit code is then 4. */
export class NotRunning extends Error {
  constructor(folder: string) {
    super(`no agent is running on ${folder}`);
  }
}

/** The agent refuses the question. */
export class Refused extends Error {}

/** Asks the agent that runs on this folder. Throws NotRunning and Refused. */
export async function askAgent<Q extends Question>(
  folder: string,
  question: Q,
  asked: Questions[Q]['asked'],
): Promise<Questions[Q]['answered']> {
  for await (const answer of answersTo(folder, question, asked)) {
    if ('error' in answer) throw new Refused(answer.error);
    return answer.ok as Questions[Q]['answered'];
  }
  throw new NotRunning(folder);
}

/** Follows the agent that runs on this folder, until it ends or `stop`. Throws as `askAgent`. */
export async function* followAgent<S extends Stream>(
  folder: string,
  stream: S,
  stop?: AbortSignal,
): AsyncGenerator<Streams[S]> {
  for await (const answer of answersTo(folder, stream, null, stop)) {
    if ('error' in answer) throw new Refused(answer.error);
    yield answer.ok as Streams[S];
  }
}

async function* answersTo(
  folder: string,
  ask: Question | Stream,
  asked: unknown,
  stop?: AbortSignal,
): AsyncGenerator<Answered> {
  const socket = await connected(folder);
  const end = () => socket.destroy();
  stop?.addEventListener('abort', end);
  // A stream may be silent for hours.
  if (stop === undefined) socket.setTimeout(ANSWER_LIMIT_MS, end);
  try {
    socket.write(`${JSON.stringify({ ask, with: asked })}\n`);
    for await (const line of linesOf(socket)) yield JSON.parse(line) as Answered;
  } finally {
    stop?.removeEventListener('abort', end);
    socket.destroy();
  }
}

/** The lines until the agent ends the connection, or this side does. */
async function* linesOf(socket: Socket): AsyncGenerator<string> {
  socket.setEncoding('utf8');
  let rest = '';
  try {
    for await (const chunk of socket) {
      const lines = (rest + (chunk as string)).split('\n');
      rest = lines.pop() ?? '';
      yield* lines;
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
  }
}

async function connected(folder: string): Promise<Socket> {
  const address = socketAddress(await realpath(folder).catch(() => folder), CONTROL_SOCKET);
  if (address === null) throw new NotRunning(folder);
  return new Promise((resolve, reject) => {
    const socket = connect(address);
    socket.once('connect', () => {
      socket.off('error', refuse);
      socket.on('error', () => undefined);
      resolve(socket);
    });
    const refuse = () => reject(new NotRunning(folder));
    socket.once('error', refuse);
  });
}

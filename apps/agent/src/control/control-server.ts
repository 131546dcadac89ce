import { chmod, realpath, rm } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { type Observable } from 'rxjs';
import { socketAddress } from '../spool/socket-address.js';
import { type Answered, type Asked, CONTROL_SOCKET, type Question, type Questions, type Stream } from './questions.js';
import { type Streams } from './questions.js';

const LONGEST_QUESTION = 4_096;
const ASKING_LIMIT_MS = 5_000;
const MOST_CONNECTIONS = 32;
/** A command that reads no more loses its stream before it costs more memory than this. */
const MOST_UNREAD_BYTES = 1_048_576;

/** What the agent answers to each question. `asked` is not checked yet. May reject. */
export type Answers = { [Q in Question]: (asked: unknown) => Promise<Questions[Q]['answered']> };
export type Followed = { [S in Stream]: Observable<Streams[S]> };

export interface ControlServer {
  close(): Promise<void>;
}

/** The words of a question are wrong. The message goes to the command. */
export class WrongQuestion extends Error {}

/**
 * Listens in the data folder for questions of commands: one line of JSON for each connection. Only
 * this user may connect (mode 0600 in a folder of mode 0700). Null where no socket can be made.
 *
 * Wrong bytes end their own connection and nothing else.
 */
export async function openControl(folder: string, answers: Answers, followed: Followed): Promise<ControlServer | null> {
  const address = socketAddress(await realpath(folder), CONTROL_SOCKET);
  if (address === null) return null;
  // The folder is held by this process, so an old socket belongs to a dead one.
  if (process.platform !== 'win32') await rm(address, { force: true });
  const open = new Set<Socket>();
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
    serve(socket, answers, followed);
  });
  server.maxConnections = MOST_CONNECTIONS;
  if (!(await isListening(server, address))) return null;
  if (process.platform !== 'win32') await chmod(address, 0o600);
  return {
    close: async () => {
      for (const socket of open) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

function isListening(server: Server, address: string): Promise<boolean> {
  return new Promise((resolve) => {
    server.once('error', () => resolve(false));
    server.listen(address, () => resolve(true));
  });
}

function serve(socket: Socket, answers: Answers, followed: Followed): void {
  let text = '';
  socket.setEncoding('utf8');
  socket.on('error', () => socket.destroy());
  const late = setTimeout(() => socket.destroy(), ASKING_LIMIT_MS);
  socket.once('close', () => clearTimeout(late));
  const take = (words: string) => {
    text += words;
    const end = text.indexOf('\n');
    if (end === -1 && text.length <= LONGEST_QUESTION) return;
    clearTimeout(late);
    socket.off('data', take);
    socket.resume();
    void reply(socket, text.slice(0, Math.max(0, Math.min(end, LONGEST_QUESTION))), { answers, followed });
  };
  socket.on('data', take);
  socket.once('end', () => {
    if (!text.includes('\n')) socket.destroy();
  });
}

interface Offer {
  answers: Answers;
  followed: Followed;
}

async function reply(socket: Socket, line: string, { answers, followed }: Offer): Promise<void> {
  const asked = readQuestion(line);
  if (asked !== null && Object.hasOwn(followed, asked.ask)) return follow(socket, followed[asked.ask as Stream]);
  if (asked === null || !Object.hasOwn(answers, asked.ask))
    return send(socket, { error: 'the agent does not know this question' });
  try {
    send(socket, { ok: await answers[asked.ask as Question](asked.with) });
  } catch (error) {
    send(socket, { error: (error as Error).message });
  }
}

function send(socket: Socket, answer: Answered): void {
  if (!socket.destroyed) socket.end(`${JSON.stringify(answer)}\n`);
}

function follow(socket: Socket, lines: Observable<unknown>): void {
  const following = lines.subscribe((ok) => {
    if (socket.writableLength > MOST_UNREAD_BYTES) socket.destroy();
    else socket.write(`${JSON.stringify({ ok } satisfies Answered)}\n`);
  });
  socket.once('end', () => socket.end());
  socket.once('close', () => following.unsubscribe());
}

function readQuestion(line: string): Asked | null {
  try {
    const asked = JSON.parse(line) as Partial<Asked> | null;
    return typeof asked?.ask === 'string' ? { ask: asked.ask, with: asked.with } : null;
  } catch {
    return null;
  }
}

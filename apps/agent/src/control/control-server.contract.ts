import { chmod, stat } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { Subject } from 'rxjs';
import { withTemporaryFolder } from '../testing/temporary-folder.js';
import { until } from '../testing/until.js';
import { askAgent, followAgent, NotRunning, Refused } from './control-client.js';
import { type Answers, openControl, WrongQuestion } from './control-server.js';
import { type TailLine } from './questions.js';

const ANSWERS: Answers = {
  state: () => Promise.reject(new WrongQuestion('not now')),
  pause: async (asked) => ({ since: 1, until: (asked as { until: number }).until }),
  resume: async () => ({ wasPaused: true }),
  sync: async () => ({ state: 'sent', result: 'x'.repeat(100_000) }),
  recent: async () => [],
  pair: async () => ({ code: 'ABCDEFGH', validSeconds: 300 }),
  look: async () => null,
  reload: async () => null,
};

const WINDOW: TailLine = { type: 'window', at: 1, sample: { application: 'Editor', title: 'line\nbreak' } };

async function listening(work: (folder: string, tail: Subject<TailLine>) => Promise<void>): Promise<void> {
  await withTemporaryFolder(async (folder) => {
    const tail = new Subject<TailLine>();
    const control = await openControl(folder, ANSWERS, { tail });
    try {
      await work(folder, tail);
    } finally {
      await control?.close();
    }
  });
}

/** Sends these bytes and returns all that comes back until the end. */
function send(folder: string, bytes: string | Buffer, endsItself = true): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    const socket = connect(join(folder, 'control.sock'), () => {
      if (endsItself) socket.end(bytes);
      else socket.write(bytes);
    });
    socket.on('data', (chunk: Buffer) => (text += chunk.toString()));
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(text));
  });
}

describe('the control socket', () => {
  it('answers questions of commands, also long ones, and passes refusals on', () =>
    listening(async (folder) => {
      expect(await askAgent(folder, 'pause', { until: 5 })).toEqual({ since: 1, until: 5 });
      expect((await askAgent(folder, 'sync', null)).result).toHaveLength(100_000);
      await expect(askAgent(folder, 'state', null)).rejects.toThrow(new Refused('not now'));
    }));

  it('is for its owner alone', () =>
    listening(async (folder) => {
      expect((await stat(join(folder, 'control.sock'))).mode & 0o777).toBe(0o600);
    }));

  it('lets commands follow, until they go', () =>
    listening(async (folder, tail) => {
      const stop = new AbortController();
      const lines: TailLine[] = [];
      const following = (async () => {
        for await (const line of followAgent(folder, 'tail', stop.signal)) lines.push(line);
      })();
      await until('the listener', () => tail.observed);
      tail.next(WINDOW);
      await until('a line', () => lines.length === 1);
      expect(lines).toEqual([WINDOW]);
      stop.abort();
      await following;
      await until('the end', () => !tail.observed);
    }));

  it('ends the stream of a command that reads no more', () =>
    listening(async (folder, tail) => {
      const socket = connect(join(folder, 'control.sock'));
      socket.on('error', () => undefined).pause();
      socket.write('{"ask":"tail"}\n');
      await until('the listener', () => tail.observed);
      const large: TailLine = { type: 'window', at: 1, sample: { application: 'x'.repeat(50_000) } };
      for (let sent = 0; sent < 100; sent++) tail.next(large);
      await until('the end', () => !tail.observed);
      socket.destroy();
    }));

  it.each([
    ['no JSON', 'hello\n'],
    ['no object', 'null\n'],
    ['a question of no name', '{"ask":5}\n'],
    ['a name of all objects', '{"ask":"constructor"}\n'],
    ['a name of the prototype', '{"ask":"__proto__"}\n'],
    ['bytes that are no text', Buffer.from([0xff, 0xfe, 0x00, 0x0a])],
    ['a line without an end', `{"ask":"${'x'.repeat(10_000)}`],
    ['a long line', `{"ask":"state","with":"${'x'.repeat(10_000)}"}\n`],
  ])('refuses %s and goes on', (_name, bytes) =>
    listening(async (folder) => {
      expect(await send(folder, bytes, false)).toBe('{"error":"the agent does not know this question"}\n');
      expect(await askAgent(folder, 'resume', null)).toEqual({ wasPaused: true });
    }),
  );

  it('takes no harm from connections that end at once', () =>
    listening(async (folder) => {
      await Promise.all(Array.from({ length: 100 }, () => send(folder, '{"ask":"sy')));
      expect(await askAgent(folder, 'resume', null)).toEqual({ wasPaused: true });
    }));

  it('says when no agent runs: no folder, no socket, a dead socket', async () => {
    await expect(askAgent('/no/such/folder', 'resume', null)).rejects.toThrow(NotRunning);
    await withTemporaryFolder(async (folder) => {
      await expect(askAgent(folder, 'resume', null)).rejects.toThrow(`no agent is running on ${folder}`);
    });
  });

  it('takes over the socket of a dead agent', () =>
    listening(async (folder, tail) => {
      await chmod(join(folder, 'control.sock'), 0o600);
      const second = await openControl(folder, ANSWERS, { tail });
      expect(await askAgent(folder, 'resume', null)).toEqual({ wasPaused: true });
      await second?.close();
    }));
});

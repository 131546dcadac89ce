import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { ask, reasonOf } from './ask.js';

const QUESTION = { method: 'GET', path: 'agent/v1/commands', key: 'the-key', signal: AbortSignal.timeout(60_000) };
const MEGABYTE = 1_048_576;

let servers: Server[] = [];
afterEach(async () => {
  for (const server of servers) {
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
  }
  servers = [];
});

async function serve(answer: RequestListener, path = '/'): Promise<URL> {
  const server = createServer(answer).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  return new URL(path, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
}

describe('a question to the server', () => {
  it('keeps the path under which the server lives, with and without its last slash', async () => {
    const asked: (string | undefined)[] = [];
    const answer: RequestListener = ({ url }, response) => {
      asked.push(url);
      response.end();
    };
    await ask(await serve(answer, '/time'), QUESTION);
    await ask(await serve(answer, '/time/'), QUESTION);
    expect(asked).toEqual(['/time/agent/v1/commands', '/time/agent/v1/commands']);
  });

  it('takes its key to no other address', async () => {
    const strangers: unknown[] = [];
    const stranger = await serve(({ headers }, response) => {
      strangers.push(headers.authorization);
      response.end();
    });
    const server = await serve((_request, response) => response.writeHead(307, { location: stranger.href }).end());
    expect(await ask(server, QUESTION)).toMatchObject({ status: 307, text: '' });
    expect(strangers).toEqual([]);
  });

  it('gives the moment of the head, and not of a text that comes slowly', async () => {
    let finish: () => void = () => undefined;
    const server = await serve((_request, response) => {
      response.write('slow');
      finish = () => response.end('ly');
    });
    let now = 1_000;
    const machineMs = () => {
      // The text is not there before the head was looked at.
      setImmediate(finish);
      return now++;
    };
    const answer = await ask(server, { ...QUESTION, machineMs });
    expect([answer.text, answer.receivedMs, now]).toEqual(['slowly', 1_000, 1_001]);
  });

  it.each([
    ['of 1 MiB', MEGABYTE, true],
    ['of one byte more', MEGABYTE + 1, false],
  ])('takes an answer %s: %s', async (_what, bytes, isTaken) => {
    const server = await serve((_request, response) => response.end('x'.repeat(bytes)));
    const reason = ask(server, QUESTION).then(({ text }) => text.length === bytes, reasonOf);
    expect(await reason).toBe(isTaken || 'the answer is too long');
  });

  it('leaves an answer without an end', async () => {
    let wasLeft: Promise<unknown> | undefined;
    const endless = await serve((_request, response) => {
      wasLeft = once(response, 'close');
      const more = (): void => void (response.destroyed || response.write('x'.repeat(65_536), more));
      more();
    });
    expect(await ask(endless, QUESTION).catch(reasonOf)).toBe('the answer is too long');
    await wasLeft;
  });

  it('asks for no packed answer, and unpacks none', async () => {
    const asked: unknown[] = [];
    const packed = gzipSync(Buffer.alloc(64 * MEGABYTE));
    const bomb = await serve(({ headers }, response) => {
      asked.push(headers['accept-encoding']);
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(packed);
    });
    expect((await ask(bomb, QUESTION)).text.length).toBeLessThan(packed.length + 1);
    expect(asked).toEqual([undefined]);
  });

  it('tells why there is no answer', async () => {
    const silent = await serve(() => undefined);
    const soon = { ...QUESTION, signal: AbortSignal.timeout(1) };
    expect(await ask(silent, soon).catch(reasonOf)).toBe('no answer in time');
    const stop = new AbortController();
    stop.abort();
    expect(await ask(silent, { ...QUESTION, signal: stop.signal }).catch(reasonOf)).toBe('given up');
    const cut = await serve((request) => request.socket.destroy());
    expect(await ask(cut, QUESTION).catch(reasonOf)).toBe('ECONNRESET');
    const half = await serve((request, response) => {
      response.writeHead(200, { 'content-length': 10 }).write('half');
      setImmediate(() => request.socket.destroy());
    });
    expect(await ask(half, QUESTION).catch(reasonOf)).toBe('ECONNRESET');
  });
});

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { askPort } from '../testing/ask-port.js';
import { type LocalServer, openLocalServer } from './local-server.js';
import { itWhen } from '../testing/it-when.js';

const opened: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0).reverse()) await close();
});

async function open(rules: Partial<Parameters<typeof openLocalServer>[0]> = {}): Promise<LocalServer> {
  const server = await openLocalServer({
    ...{ port: 0, mostBodyBytes: 1_000, admits: () => false, admitsNoOrigin: () => true },
    answer: ({ path, body }) => ({ status: 200, body: { path, body } }),
    ...rules,
  });
  opened.push(() => server.close());
  return server;
}

async function socketTo({ port }: LocalServer): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined);
  opened.push(() => socket.destroy());
  await once(socket, 'connect');
  return socket;
}

describe('a port of this machine', () => {
  it('answers programs of this user, as the system knows them', async () => {
    const { port } = await open();
    expect(await askPort(port, '/x', { body: { a: 1 } })).toMatchObject({
      status: 200,
      body: { path: '/x', body: { a: 1 } },
      headers: { 'cache-control': 'no-store' },
    });
  });

  it('closes the connection of another user without an answer', async () => {
    const { port } = await open({ isOwnUser: async () => false });
    await expect(askPort(port, '/')).rejects.toThrow(/hang up|ECONNRESET/);
  });

  it('closes a silent connection of another user at once: it would take a place', async () => {
    const server = await open({ isOwnUser: async () => false, requestMs: 600_000 });
    const ended = await Promise.all(
      Array.from({ length: 20 }, async () => once((await socketTo(server)).resume(), 'close')),
    );
    expect(ended).toHaveLength(20);
  });

  const isRoot = process.platform === 'linux' && process.getuid?.() === 0;
  const asRoot = itWhen(isRoot, 'that a port knows another user', 'to run as root on Linux');
  asRoot('knows another user by the tables of the system', async () => {
    const { port } = await open();
    const asking = `fetch('http://127.0.0.1:${port}/').then(() => console.log('answered'), () => console.log('closed'))`;
    const child = spawn(process.execPath, ['-e', asking], { uid: 65_534, gid: 65_534, cwd: '/' });
    let words = '';
    child.stdout.on('data', (chunk: Buffer) => (words += chunk.toString()));
    await once(child, 'close');
    expect(words).toBe('closed\n');
  });

  it('does not keep a program alive that ends without closing it', async () => {
    const path = join(process.cwd(), 'dist/apps/agent/src/loopback/local-server.js');
    const script = `
      const { openLocalServer } = await import(${JSON.stringify(path)});
      const rules = { port: 0, mostBodyBytes: 1, admits: () => true, admitsNoOrigin: () => true };
      await openLocalServer({ ...rules, answer: () => ({ status: 200 }) });`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script]);
    opened.push(() => child.kill());
    expect(await once(child, 'close')).toEqual([0, null]);
  });

  it('is on 127.0.0.1 only, and cannot be opened twice', async () => {
    const server = await open();
    await expect(open({ port: server.port })).rejects.toThrow('EADDRINUSE');
  });

  it('answers others while many connections send nothing, and ends a slow body', async () => {
    const server = await open({ requestMs: 300 });
    const slow = await socketTo(server);
    const ended = once(slow.resume(), 'close');
    slow.write(`POST / HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\nContent-Type: application/json\r\n`);
    slow.write('Content-Length: 999\r\n\r\n{');
    for (let silent = 0; silent < 40; silent++) await socketTo(server);
    expect((await askPort(server.port, '/')).status).toBe(200);
    await ended;
  });

  it('takes no more connections than it can hold, and more when those end', async () => {
    const server = await open();
    const sockets = await Promise.all(Array.from({ length: 64 }, () => socketTo(server)));
    await expect(askPort(server.port, '/')).rejects.toThrow();
    for (const socket of sockets) socket.destroy();
    let status = 0;
    while (status !== 200)
      status = await askPort(server.port, '/').then(
        (answer) => answer.status,
        () => 0,
      );
  });

  it.each([
    ['nonsense', 'hello\r\n\r\n'],
    ['a header without end', `GET / HTTP/1.1\r\nX: ${'x'.repeat(20_000)}`],
    ['a second request behind a refused body', 'POST / HTTP/1.1\r\nHost: evil\r\nContent-Length: 4\r\n\r\nGET '],
    ['bytes', '\u0000\u0001\u0002\r\n\r\n'],
  ])('ends a connection that sends %s', async (_title, words) => {
    const server = await open();
    const socket = await socketTo(server);
    socket.resume();
    socket.write(words);
    await once(socket, 'close');
    expect((await askPort(server.port, '/')).status).toBe(200);
  });

  const answered = async (server: LocalServer, words: string): Promise<string> => {
    const socket = await socketTo(server);
    let text = '';
    socket.on('data', (chunk: Buffer) => (text += chunk.toString()));
    socket.write(words.replaceAll('PORT', String(server.port)));
    await once(socket, 'close');
    return text;
  };
  const HEAD = 'Host: 127.0.0.1:PORT\r\nConnection: close\r\nContent-Type: application/json\r\n';
  const EVIL = 'Host: evil.example\r\nContent-Type: application/json\r\n';

  it.each([
    ['an answer without HTTP of today', 'POST / HTTP/1.0\r\nContent-Type: application/json\r\n\r\n', 403],
    ['a whole address', `GET http://127.0.0.1:PORT/ HTTP/1.1\r\n${HEAD}\r\n`, 400],
    ['an address of another host', `GET http://evil.example/ HTTP/1.1\r\n${HEAD}\r\n`, 400],
    ['a path that names a host', `GET //evil.example/ HTTP/1.1\r\n${HEAD}\r\n`, 400],
    ['a wish for another protocol', `GET / HTTP/1.1\r\nUpgrade: websocket\r\n${EVIL}Connection: Upgrade\r\n\r\n`, 403],
    ['an unknown wish', `POST / HTTP/1.1\r\nExpect: cookies\r\n${EVIL}Content-Length: 0\r\n\r\n`, 403],
    [
      'the question whether it may send',
      `POST / HTTP/1.1\r\nExpect: 100-continue\r\n${EVIL}Content-Length: 9\r\n\r\n`,
      403,
    ],
    [
      'the question whether 10 MB are too much',
      `POST / HTTP/1.1\r\nExpect: 100-continue\r\n${HEAD}Content-Length: 10000000\r\n\r\n`,
      413,
    ],
    [
      'an origin behind its body',
      `POST / HTTP/1.1\r\n${EVIL}Transfer-Encoding: chunked\r\nTrailer: Host\r\n\r\n0\r\nHost: 127.0.0.1:PORT\r\n\r\n`,
      403,
    ],
  ])('refuses %s by the first line of its answer', async (_title, words, status) => {
    expect(await answered(await open(), words)).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  });

  it('lets a caller that may ask send its body after the question', async () => {
    const words = `POST /x HTTP/1.1\r\nExpect: 100-continue\r\n${HEAD}Content-Length: 2\r\n\r\n{}`;
    expect(await answered(await open(), words)).toMatch(/^HTTP\/1.1 100 Continue\r\n\r\nHTTP\/1.1 200 /);
  });

  it.each([
    ['two lengths', `POST / HTTP/1.1\r\n${HEAD}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`],
    ['a length below zero', `POST / HTTP/1.1\r\n${HEAD}Content-Length: -1\r\n\r\n`],
    ['lines of another system', `GET / HTTP/1.1\nHost: 127.0.0.1:PORT\n\n`],
    ['a name with a space', 'GET / HTTP/1.1\r\nHost : 127.0.0.1:PORT\r\n\r\n'],
    ['a tunnel', `CONNECT evil.example:443 HTTP/1.1\r\n${HEAD}\r\n`],
    ['HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
  ])('closes without an answer a connection with %s', async (_title, words) => {
    expect(await answered(await open(), words)).toBe('');
  });

  it('refuses a caller that asks too often, and says so', async () => {
    let nowMs = 0;
    const { port } = await open({ nowMs: () => nowMs });
    const statuses: number[] = [];
    for (let call = 0; call < 102; call++) statuses.push((await askPort(port, '/')).status);
    expect(statuses).toEqual([...Array.from({ length: 100 }, () => 200), 429, 429]);
    nowMs += 50;
    expect((await askPort(port, '/')).status).toBe(200);
  });

  it('answers an error of its own without its words', async () => {
    const { port } = await open({
      answer: () => {
        throw new Error('secret');
      },
    });
    const { status, body } = await askPort(port, '/');
    expect([status, JSON.stringify(body)]).toEqual([500, expect.not.stringContaining('secret')]);
  });
});

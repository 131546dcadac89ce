import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AdminClient } from './admin-client.js';

let server: Server;
let answers: { status: number; retryAfter?: string; body?: object }[];
let asked: string[];
let bodies: string[];
let waited: number[];
beforeEach(async () => {
  [answers, bodies, waited, asked] = [[], [], [], []];
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      bodies.push(body);
      asked.push(`${String(request.method)} ${String(request.url)}`);
      const { status, retryAfter, body: answer = { imported: 1 } } = answers.shift() ?? { status: 500 };
      response.writeHead(status, { ...(retryAfter !== undefined && { 'Retry-After': retryAfter }) });
      response.end(JSON.stringify(status === 200 ? answer : { error: { message: 'Too many requests.' } }));
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const client = () => {
  const { port } = server.address() as AddressInfo;
  const wait = (seconds: number) => Promise.resolve(waited.push(seconds));
  return AdminClient.as('key', `http://127.0.0.1:${port}`, wait);
};
const send = () => client().import({ lines: [] });

it('waits as long as the server says, and sends the batch again', async () => {
  answers = [{ status: 429, retryAfter: '7' }, { status: 429, retryAfter: '3' }, { status: 200 }];
  expect(await send()).toEqual({ imported: 1 });
  expect(waited).toEqual([7, 3]);
  expect(bodies).toEqual(Array(3).fill('{"lines":[]}'));
});

it.each([
  ['does not say how long', [{ status: 429 }], []],
  ['refuses again and again', Array.from({ length: 20 }, () => ({ status: 429, retryAfter: '1' })), Array(10).fill(1)],
])('gives up with its words when the server %s', async (_title, refusals, waits) => {
  answers = refusals;
  await expect(send()).rejects.toThrow('Too many requests.');
  expect(waited).toEqual(waits);
});

it('asks for the next page of users only when the one before is read, and sends no body', async () => {
  answers = [
    { status: 200, body: { users: [{ id: 'a' }, { id: 'b' }], next: 'b' } },
    { status: 200, body: { users: [{ id: 'c' }] } },
  ];
  const found: string[] = [];
  for await (const { id } of client().users('a+b@c')) found.push(`${id} after ${asked.length}`);
  expect(found).toEqual(['a after 1', 'b after 1', 'c after 2']);
  expect(asked).toEqual(['GET /api/v1/users?email=a%2Bb%40c', 'GET /api/v1/users?email=a%2Bb%40c&after=b']);
  expect(bodies).toEqual(['', '']);
});

it('gives an account another address', async () => {
  answers = [{ status: 200, body: {} }];
  expect(await client().setAddress('a/b', 'ada@example.org')).toEqual({ id: 'a/b' });
  expect([asked, bodies]).toEqual([['PUT /api/v1/users/a%2Fb'], ['{"email":"ada@example.org"}']]);
});

import { once } from 'node:events';
import { type ClientHttp2Session, connect, constants, type IncomingHttpHeaders } from 'node:http2';
import { connect as connectTcp } from 'node:net';
import { type Call } from './call.js';
import { frameOf } from './frames.js';
import { type CallHandler, GrpcServer } from './grpc-server.js';
import { StatusCode } from './status.js';

/**
 * The gRPC server on a real socket. Plain HTTP/2 also sends bytes that a normal client never sends.
 */

const MEBIBYTE = 1024 * 1024;

/** Open calls of the handlers, for the tests. */
const held: Call[] = [];
const handlers: ReadonlyMap<string, CallHandler> = new Map<string, CallHandler>([
  [
    '/test/Echo',
    async (call) => {
      for await (const message of call.messages()) call.send(frameOf(message));
      call.end();
    },
  ],
  ['/test/Throw', () => Promise.reject(new Error('broken'))],
  [
    '/test/Refuse',
    async (call) => call.end({ code: StatusCode.failedPrecondition, details: 'no: 100 %', trailers: { reason: 'x' } }),
  ],
  [
    '/test/RefuseLate',
    async (call) => {
      call.send(frameOf(Buffer.from('first')));
      call.end({ code: StatusCode.aborted, details: 'then not' });
    },
  ],
  [
    '/test/Hold',
    async (call) => {
      held.push(call);
      call.send(frameOf(Buffer.from('held')));
    },
  ],
]);

let server: GrpcServer;
let port: number;
let session: ClientHttp2Session;

beforeEach(async () => {
  held.length = 0;
  server = new GrpcServer(handlers);
  port = await server.listen('127.0.0.1', 0);
  session = connect(`http://127.0.0.1:${port}`);
});

afterEach(async () => {
  session.destroy();
  await server.close();
});

interface Answer {
  readonly status: string | undefined;
  readonly message: string | undefined;
  readonly trailers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** Sends bytes as the whole request of a call. */
async function callWith(path: string, request: Buffer): Promise<Answer> {
  const stream = session.request({ ':method': 'POST', ':path': path, 'content-type': 'application/grpc' });
  let trailers: IncomingHttpHeaders = {};
  const chunks: Buffer[] = [];
  const note = (headers: IncomingHttpHeaders) => void (trailers = { ...trailers, ...headers });
  stream.on('response', note);
  stream.on('trailers', note);
  stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  stream.on('error', () => undefined);
  stream.end(request);
  await once(stream, 'close');
  const [status, message] = [trailers['grpc-status'], trailers['grpc-message']];
  return { status: status?.toString(), message: message?.toString(), trailers, body: Buffer.concat(chunks) };
}

describe('a call', () => {
  it('gets the messages that its handler sends, and then its status', async () => {
    const request = Buffer.concat(['one', '', 'three'].map((text) => frameOf(Buffer.from(text))));
    const { status, body } = await callWith('/test/Echo', request);
    expect([status, body]).toEqual(['0', request]);
  });

  it('of many megabytes comes back whole', async () => {
    const request = Buffer.concat(Array.from({ length: 8 }, (_, n) => frameOf(Buffer.alloc(MEBIBYTE, n))));
    const { status, body } = await callWith('/test/Echo', request);
    expect([status, body.equals(request)]).toEqual(['0', true]);
  });

  it.each([
    ['/test/Unknown', '12', 'This call is not known here.'],
    ['/test/Throw', '13', 'The call could not be answered.'],
    ['/test/Refuse', '9', 'no: 100 %25'],
    ['/test/RefuseLate', '10', 'then not'],
  ])('of %s ends with status %s', async (path, code, text) => {
    const { status, message, trailers } = await callWith(path, frameOf(Buffer.alloc(0)));
    expect([status, message]).toEqual([code, text]);
    expect(trailers.reason).toBe(path === '/test/Refuse' ? 'x' : undefined);
  });

  it.each([
    ['a compressed message', Buffer.from([1, 0, 0, 0, 0]), 'Compressed messages are not understood.'],
    ['a message that claims 4 GiB', Buffer.from([0, 255, 255, 255, 255]), 'larger than'],
  ])('with %s is refused, and the next call is answered', async (_what, request, text) => {
    const { status, message } = await callWith('/test/Echo', request);
    expect(status).toBe('8');
    expect(message).toContain(text);
    expect((await callWith('/test/Echo', frameOf(Buffer.from('next')))).status).toBe('0');
  });
});

describe('a call that goes on', () => {
  async function hold(): Promise<{ call: Call; ended: Promise<IncomingHttpHeaders>; cancel: () => void }> {
    const stream = session.request({ ':method': 'POST', ':path': '/test/Hold', 'content-type': 'application/grpc' });
    const ended = once(stream, 'trailers').then(([headers]) => headers as IncomingHttpHeaders);
    ended.catch(() => undefined);
    stream.on('error', () => undefined);
    stream.on('data', () => undefined);
    stream.end();
    await once(stream, 'response');
    const call = held.at(-1);
    if (call === undefined) throw new Error('The handler was not reached.');
    return { call, ended, cancel: () => stream.close(constants.NGHTTP2_CANCEL) };
  }

  it('ends with CANCELLED when the server closes, also for a caller that has stopped to read', async () => {
    const stream = session.request({ ':method': 'POST', ':path': '/test/Hold', 'content-type': 'application/grpc' });
    stream.on('error', () => undefined);
    stream.end(frameOf(Buffer.alloc(0)));
    await once(stream, 'response');
    // Much more than the windows of HTTP/2 take from a server whose caller does not read.
    for (let n = 0; n < 64; n++) held[0]?.send(frameOf(Buffer.alloc(256 * 1024)));
    // A call that only loses its connection closes with the same code, after the connection.
    const wasConnected = once(stream, 'close').then(() => !session.destroyed);
    await server.close();
    expect(await wasConnected).toBe(true);
    expect(stream.rstCode).toBe(constants.NGHTTP2_CANCEL);
  });

  it('is over for its handler when the caller cancels it', async () => {
    const { call, cancel } = await hold();
    const progress = new Promise<void>((resolve) => call.onProgress(() => call.isOver && resolve()));
    cancel();
    await progress;
    call.send(frameOf(Buffer.from('this has no reader')));
    call.end();
  });

  it('ends with CANCELLED when the server closes', async () => {
    const { ended } = await hold();
    await server.close();
    expect(await ended).toMatchObject({ 'grpc-status': '1' });
    server = new GrpcServer(handlers);
  });

  it('is full while the caller does not read, and has room when the caller reads', async () => {
    const stream = session.request({ ':method': 'POST', ':path': '/test/Hold', 'content-type': 'application/grpc' });
    stream.end();
    await once(stream, 'response');
    const [call] = held;
    const progress = new Promise<void>((resolve) => call?.onProgress(() => !call.isFull && resolve()));
    for (let sent = 0; sent < 8; sent++) call?.send(frameOf(Buffer.alloc(MEBIBYTE)));
    expect(call?.isFull).toBe(true);
    stream.resume();
    await progress;
    expect(call?.isFull).toBe(false);
  });
});

/** nghttp2 would end the connection at 1,000. */
const MANY_CANCELS = 1_500;

it('a connection keeps its open calls when many others are cancelled, and new calls get another one', async () => {
  const request = { ':method': 'POST', ':path': '/test/Hold', 'content-type': 'application/grpc' };
  const kept = session.request(request);
  kept.on('error', () => undefined);
  kept.end();
  await once(kept, 'response');
  const goneAway = once(session, 'goaway');

  const cancelled = Array.from({ length: MANY_CANCELS }, async () => {
    const stream = session.request(request);
    stream.on('error', () => undefined);
    stream.end();
    await once(stream, 'response');
    stream.close(constants.NGHTTP2_CANCEL);
    await once(stream, 'close');
  });
  await Promise.all(cancelled);
  expect((await goneAway)[0]).toBe(constants.NGHTTP2_NO_ERROR);

  held[0]?.send(frameOf(Buffer.from('still here')));
  held[0]?.end();
  kept.resume();
  const [trailers] = (await once(kept, 'trailers')) as [IncomingHttpHeaders];
  expect(trailers['grpc-status']).toBe('0');
  session = connect(`http://127.0.0.1:${port}`);
  expect((await callWith('/test/Echo', frameOf(Buffer.from('new')))).status).toBe('0');
});

it.each([
  ['HTTP/1.1', Buffer.from('GET / HTTP/1.1\r\nHost: x\r\n\r\n')],
  ['garbage', Buffer.alloc(100_000, 0xfe)],
  ['a preface and garbage', Buffer.concat([Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'), Buffer.alloc(1000, 0xfe)])],
])('a connection that sends %s harms no other connection', async (_what, bytes) => {
  const socket = connectTcp(port, '127.0.0.1');
  socket.on('error', () => undefined);
  socket.resume();
  socket.write(bytes);
  await once(socket, 'close');
  expect((await callWith('/test/Echo', frameOf(Buffer.from('still here')))).status).toBe('0');
});

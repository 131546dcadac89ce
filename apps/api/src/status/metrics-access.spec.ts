import { hasProxy, isFromHere } from './metrics-access.js';

it.each<[Parameters<typeof hasProxy>[0], boolean]>([
  [{ publicUrl: undefined, trustProxy: 0 }, false],
  [{ trustProxy: 0, publicUrl: 'http://localhost:3000' }, false],
  [{ trustProxy: 0, publicUrl: 'https://time.example.org' }, true],
  [{ publicUrl: undefined, trustProxy: 1 }, true],
])('with %j a proxy is in front: %s', (settings, expected) => {
  expect(hasProxy(settings)).toBe(expected);
});

it.each<[string, Record<string, string>, boolean]>([
  ['127.0.0.1', { host: 'localhost:3000' }, true],
  ['::ffff:127.0.0.2', { host: '127.0.0.1' }, true],
  ['::1', { host: '[::1]:3000' }, true],
  ['192.0.2.7', { host: 'localhost' }, false],
  ['127.0.0.1', { host: 'evil.example' }, false],
  ['127.0.0.1', {}, false],
  ['127.0.0.1', { host: 'localhost', 'x-forwarded-for': '127.0.0.1' }, false],
  ['127.0.0.1', { host: 'localhost', 'x-forwarded-proto': 'https' }, false],
  ['127.0.0.1', { host: 'localhost', 'x-real-ip': '127.0.0.1' }, false],
  ['127.0.0.1', { host: 'localhost', forwarded: 'for=127.0.0.1' }, false],
  ['127.0.0.1', { host: 'localhost', via: '1.1 proxy' }, false],
])('from %s with %j, a request comes from this machine: %s', (remoteAddress, headers, expected) => {
  expect(isFromHere({ socket: { remoteAddress } as never, headers })).toBe(expected);
});

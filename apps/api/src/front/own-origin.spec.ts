import { ownOrigin } from './own-origin.js';

it.each<[settings: Parameters<typeof ownOrigin>[0], address: string, port: number, expected: string]>([
  [{ publicUrl: 'https://time.example.org', host: '0.0.0.0' }, '10.0.0.5', 3000, 'https://time.example.org'],
  [{ publicUrl: undefined, host: '127.0.0.1' }, '127.0.0.1', 3000, 'http://127.0.0.1:3000'],
  [{ publicUrl: undefined, host: 'localhost' }, '::1', 3000, 'http://localhost:3000'],
  [{ publicUrl: undefined, host: '::1' }, '::1', 80, 'http://[::1]'],
  [{ publicUrl: undefined, host: '0.0.0.0' }, '192.0.2.7', 3000, 'http://192.0.2.7:3000'],
  [{ publicUrl: undefined, host: '::' }, '::ffff:192.0.2.7', 3000, 'http://192.0.2.7:3000'],
  [{ publicUrl: undefined, host: '::' }, '2001:db8::7', 3000, 'http://[2001:db8::7]:3000'],
])('with %j, asked at %s and port %d, users reach %s', (settings, localAddress, localPort, expected) => {
  expect(ownOrigin(settings, { socket: { localAddress, localPort } as never })).toBe(expected);
});

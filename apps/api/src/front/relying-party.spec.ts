import { relyingPartyOf } from './relying-party.js';

type Settings = Parameters<typeof relyingPartyOf>[0];

const LOCAL: Settings = { publicUrl: undefined, host: '127.0.0.1' };
const EVERYWHERE: Settings = { publicUrl: undefined, host: '0.0.0.0' };
const named = (publicUrl: string): Settings => ({ publicUrl, host: '0.0.0.0' });
const HERE = { state: 'here', id: 'localhost', origin: 'http://localhost:3000' };
const NAMED = { state: 'here', id: 'time.example.org', origin: 'https://time.example.org' };

describe('passkeys', () => {
  it.each<[Settings, asked: string, from: string, expected: object]>([
    [LOCAL, 'localhost:3000', '127.0.0.1', HERE],
    [LOCAL, 'LOCALHOST:3000', '127.0.0.1', HERE],
    [LOCAL, '127.0.0.1:3000', '127.0.0.1', { state: 'elsewhere', address: 'http://localhost:3000' }],
    [LOCAL, '[::1]:3000', '::1', { state: 'elsewhere', address: 'http://localhost:3000' }],
    [LOCAL, 'localhost:6666', '127.0.0.1', { state: 'elsewhere', address: 'http://localhost:3000' }],
    [EVERYWHERE, 'localhost:3000', '::ffff:127.0.0.1', HERE],
    [EVERYWHERE, 'box.lan:3000', '192.0.2.7', { state: 'nowhere' }],
    [{ publicUrl: undefined, host: '192.0.2.1' }, '192.0.2.1:3000', '192.0.2.7', { state: 'nowhere' }],
    [named('https://time.example.org'), 'time.example.org', '192.0.2.7', NAMED],
    [named('https://time.example.org'), '127.0.0.1:3000', '127.0.0.1', { state: 'elsewhere', address: NAMED.origin }],
    [named('https://time.example.org/time'), 'time.example.org', '192.0.2.7', NAMED],
    [
      ...([named('https://time.example.org/time'), '127.0.0.1:3000', '127.0.0.1'] as const),
      { state: 'elsewhere', address: 'https://time.example.org/time' },
    ],
    [named('http://localhost:8080'), 'localhost:8080', '172.17.0.1', { ...HERE, origin: 'http://localhost:8080' }],
    [named('http://time.example.org'), 'time.example.org', '192.0.2.7', { state: 'nowhere' }],
    [named('https://192.0.2.1'), '192.0.2.1', '192.0.2.7', { state: 'nowhere' }],
    [named('https://[2001:db8::1]'), '[2001:db8::1]', '192.0.2.7', { state: 'nowhere' }],
  ])('with %j, asked as %s from %s, work %j', (settings, host, remoteAddress, expected) => {
    const socket = { localPort: 3000, remoteAddress };
    const request = { socket, headers: { host } } as Parameters<typeof relyingPartyOf>[1];
    expect(relyingPartyOf(settings, request)).toEqual(expected);
  });

  it('work nowhere on a connection that the client has reset, and throw nothing', () => {
    const request = { socket: {}, headers: { host: 'localhost:3000' } } as Parameters<typeof relyingPartyOf>[1];
    expect(relyingPartyOf(LOCAL, request)).toEqual({ state: 'nowhere' });
  });
});

import { serverUrl } from './texts.js';

it.each([
  ['https://time.example.org', 'https://time.example.org'],
  ['https://time.example.org/', 'https://time.example.org'],
  ['https://Example.org/time', 'https://example.org/time'],
  ['https://example.org/time/', 'https://example.org/time'],
  ['http://nas.home:8080/tools/time_1.0~x', 'http://nas.home:8080/tools/time_1.0~x'],
  ['https://example.org/a/../time', 'https://example.org/time'],
])('%s is the address %s', (text, address) => expect(serverUrl.parse(text)).toBe(address));

it.each([
  ...[
    'https://example.org/time?x',
    'https://example.org/time#x',
    'https://u@example.org/time',
    'ftp://example.org/time',
  ],
  ...['https://example.org//time', 'https://example.org/ti me', 'https://example.org/%41', 'https://example.org/"x"'],
  // Addresses of the server begin with these names.
  ...[
    'https://example.org/api',
    'https://example.org/API/time',
    'https://example.org/account',
    'https://example.org/day/',
  ],
])('%s is no address of a server', (text) => expect(serverUrl.safeParse(text).success).toBe(false));

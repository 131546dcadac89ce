import { serverAddressIn } from './server-address.js';

describe('the address of a server', () => {
  it.each([
    ['https://time.example.org', 'https://time.example.org', 'https://time.example.org/*', false],
    [' time.example.org ', 'https://time.example.org', 'https://time.example.org/*', false],
    ['https://example.org/timeledger/', 'https://example.org/timeledger', 'https://example.org/*', false],
    ['http://127.0.0.1:3000', 'http://127.0.0.1:3000', 'http://127.0.0.1/*', false],
    ['http://localhost:3000/', 'http://localhost:3000', 'http://localhost/*', false],
    ['http://nas.home:3000?a=b#c', 'http://nas.home:3000', 'http://nas.home/*', true],
  ])('%s is read', (text, url, origins, isOpenToOthers) => {
    expect(serverAddressIn(text)).toEqual({ url, origins, isOpenToOthers });
  });

  it.each(['', 'ftp://a.example', 'javascript:alert(1)', 'https://ada:secret@a.example', 'a b', 'https://', '//'])(
    '%s is none',
    (text) => expect(serverAddressIn(text)).toBeNull(),
  );
});

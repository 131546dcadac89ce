import { isRedirectUri, isRegisteredRedirect, withParameters } from './redirect-uri.js';

describe('a redirect URI that an application may be registered with', () => {
  it.each([
    'https://app.example/done',
    'https://app.example:8443/done?from=timeledger',
    'http://localhost:8080/done',
    'http://127.0.0.1:5000/',
    'http://[::1]:5000/done',
    'com.example.app:/done',
  ])('is %s', (uri) => {
    expect(isRedirectUri(uri)).toBe(true);
  });

  it.each([
    ['plain http elsewhere', 'http://app.example/done'],
    ['a fragment', 'https://app.example/done#part'],
    ['no scheme', '//app.example/done'],
    ['a path only', '/done'],
    ['a script', 'javascript:alert(1)'],
    ['a document in the address', 'data:text/html,x'],
    ['a name and password', 'https://user:secret@app.example/'],
    ['a backslash', 'https://app.example\\@evil.example/'],
    ['a line break', 'https://app.example/\r\nSet-Cookie:x'],
    ['a host that only begins as the own machine does', 'http://localhost.evil.example/'],
    ['a wildcard host that is no host', 'https://'],
    ['2,001 characters', `https://app.example/${'x'.repeat(1981)}`],
  ])('has no %s', (_title, uri) => {
    expect(isRedirectUri(uri)).toBe(false);
  });
});

it('takes parameters behind its own, which stay unchanged', () => {
  const answer = { code: 'a b', state: 'x&y=ü', left: undefined };
  expect(withParameters('https://a.example/?q=%7e', answer)).toBe(
    'https://a.example/?q=%7e&code=a+b&state=x%26y%3D%C3%BC',
  );
  expect(withParameters('https://a.example', answer)).toBe('https://a.example?code=a+b&state=x%26y%3D%C3%BC');
});

describe('the redirect URI of a request', () => {
  const registered = [
    'http://127.0.0.1:5000/done?a=1',
    'http://[::1]/done',
    'http://localhost:5000/done',
    'https://app.example/done',
    'http://127.0.0.1',
  ];
  it.each([
    ...registered,
    'http://127.0.0.1/done?a=1',
    'http://127.0.0.1:1/done?a=1',
    'http://127.0.0.1:65535/done?a=1',
    'http://[::1]:49152/done',
    'http://127.0.0.1:49152',
  ])('may be %s', (uri) => {
    expect(isRegisteredRedirect(uri, registered)).toBe(true);
  });

  it.each([
    ['another port of a name', 'http://localhost:5001/done'],
    ['another port of a web site', 'https://app.example:444/done'],
    ['another path', 'http://127.0.0.1:5001/other?a=1'],
    ['another query', 'http://127.0.0.1:5001/done?a=2'],
    ['a slash more', 'http://127.0.0.1:5001/'],
    ['another loopback address', 'http://127.0.0.2:5000/done?a=1'],
    ['the name for the address', 'http://localhost/done?a=1'],
    ['the other family', 'http://[::1]:5000/done?a=1'],
    ['another scheme', 'https://127.0.0.1:5000/done?a=1'],
    ['a port that does not exist', 'http://127.0.0.1:65536/done?a=1'],
    ['a port without digits', 'http://127.0.0.1:/done?a=1'],
    ['a user before another host', 'http://127.0.0.1:80@evil.example/done?a=1'],
    ['a host that only begins so', 'http://127.0.0.1.evil.example/done?a=1'],
    ['an address in another form', 'http://0x7f.1:5000/done?a=1'],
    ['a fragment', 'http://127.0.0.1:5001/done?a=1#x'],
    ['nothing', ''],
  ])('never has %s', (_title, uri) => {
    expect(isRegisteredRedirect(uri, registered)).toBe(false);
  });
});

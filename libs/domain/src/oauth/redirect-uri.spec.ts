import { isRedirectUri, withParameters } from './redirect-uri.js';

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

import fc from 'fast-check';
import { ownPath } from './return-to.js';

describe('where somebody goes on after signing in', () => {
  it.each(['/', '/account/keys', '/oauth/authorize?client_id=c&redirect_uri=https%3A%2F%2Fa.example%2Fdone'])(
    'may be %s',
    (path) => expect(ownPath(path)).toBe(path),
  );

  it.each([
    '',
    'account',
    'https://evil.example',
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    '/a\\b',
    '/a b',
    '/\n/evil',
  ])('is the day page, for "%s"', (path) => expect(ownPath(path)).toBe('/'));

  it('is always on the same host', () => {
    const text = fc.oneof(fc.string(), fc.webUrl(), fc.string({ unit: fc.constantFrom(...'/\\.:@a\t\n ') }));
    fc.assert(
      fc.property(text, (path) => {
        expect(new URL(ownPath(path), 'https://ours.example/sign-in').origin).toBe('https://ours.example');
      }),
    );
  });
});

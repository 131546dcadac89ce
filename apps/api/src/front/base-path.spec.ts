import type { Request, Response } from 'express';
import { basePathIn, basePathOf, underBasePath, withBasePath } from './base-path.js';

const TIME = 'https://host.example/time';

/** What the application sees of a request, and where a redirect of it leads. */
function passed(publicUrl: string | undefined, url: string, redirect = '/day') {
  let location = '';
  const request = { url, originalUrl: url } as Request;
  const response = { locals: {}, location: (address: string) => (location = address) } as unknown as Response;
  void underBasePath(publicUrl)(request, response, () => undefined);
  response.location(redirect);
  return { url: request.url, original: request.originalUrl, location, base: basePathIn(response) };
}

it.each([
  [undefined, '/time/day', '/time/day', '/day'],
  ['https://host.example', '/day', '/day', '/day'],
  [TIME, '/time/day?x=/time', '/day?x=/time', '/time/day'],
  [TIME, '/day', '/day', '/time/day'],
  [TIME, '/time', '/', '/time/day'],
  [TIME, '/time?a', '/?a', '/time/day'],
  [TIME, '/time/', '/', '/time/day'],
  [TIME, '/timeless', '/timeless', '/time/day'],
  [TIME, '/TIME/day', '/TIME/day', '/time/day'],
  [TIME, '/time/time/day', '/time/day', '/time/day'],
  [TIME, '/.well-known/oauth-authorization-server/time', '/.well-known/oauth-authorization-server', '/time/day'],
  ['http://nas.home/a/b', '/a/b/day', '/day', '/a/b/day'],
])('with the public URL %s, %s is %s here, and a redirect to /day leads to %s', (publicUrl, url, here, location) => {
  expect(passed(publicUrl, url)).toEqual({ url: here, original: here, location, base: basePathOf(publicUrl) });
});

it.each(['https://app.example/done', '//evil.example', 'app.example:/done', 'day'])(
  'a redirect to %s stays as it is',
  (address) => expect(passed(TIME, '/time', address).location).toBe(address),
);

it('puts the path before each own address of a page, and before nothing else', () => {
  const html =
    '<a href="/day">href=&quot;/day&quot;</a><a href="//x">x</a><a href="https://x/">x</a><form action="/sign-in">' +
    '<script src="/pages/passkey.js"></script><div data-action="/a" title="/day"><a href="#content">';
  expect(withBasePath(html, '')).toBe(html);
  expect(withBasePath(html, '/time')).toBe(
    '<a href="/time/day">href=&quot;/day&quot;</a><a href="//x">x</a><a href="https://x/">x</a><form action="/time/sign-in">' +
      '<script src="/time/pages/passkey.js"></script><div data-action="/time/a" title="/day"><a href="#content">',
  );
});

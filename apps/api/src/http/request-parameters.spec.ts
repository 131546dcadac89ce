import type { Request } from 'express';
import { bearerToken, requestParameters } from './request-parameters.js';

const read = (originalUrl: string, body?: unknown) =>
  Object.fromEntries(requestParameters({ originalUrl, body, headers: {} } as Request));

describe('the parameters of a request', () => {
  it.each([
    ['/anapi/data?a=1&b=two+words&c=%26', undefined, { a: '1', b: 'two words', c: '&' }],
    ['/anapi/data?a=1&a=2', undefined, { a: '2' }],
    ['/anapi/data?a=100%&b=%zz', undefined, { a: '100%', b: '%zz' }],
    ['/anapi/data?a=b?c', undefined, { a: 'b?c' }],
    ['/anapi/data', 'a=1&b=2', { a: '1', b: '2' }],
    ['/anapi/data?a=query', 'a=body', { a: 'body' }],
    ['/anapi/data', '{"a":1,"b":"two","c":true,"d":null,"e":{"f":1},"g":[1]}', { a: '1', b: 'two', c: 'true' }],
    ['/anapi/data?a=1', '{"broken', { a: '1', '{"broken': '' }],
    ['/anapi/data?a=1', '  ', { a: '1' }],
    [
      '/x',
      'a=Fix R&D + 100% of "edge"&b=Code Commit&c=1%2B1',
      { a: 'Fix R&D + 100% of "edge"', b: 'Code Commit', c: '1+1' },
    ],
    ['/x', 'a=two\nlines', { a: 'two\nlines' }],
    ['/x', 'no name&a=b c', { 'no name': '', a: 'b c' }],
    ['/anapi/data', {}, {}],
    ['/anapi/data?__proto__=x', undefined, Object.fromEntries([['__proto__', 'x']])],
  ])('of %s with body %j', (url, body, expected) => expect(read(url, body)).toEqual(expected));
});

describe('a bearer token', () => {
  it.each([
    ['Bearer abc', 'abc'],
    ['bearer  abc', 'abc'],
    ['Basic abc', undefined],
    ['Bearer', undefined],
    [undefined, undefined],
  ])('of %p is %p', (authorization, token) =>
    expect(bearerToken({ headers: { authorization } } as Request)).toBe(token),
  );
});

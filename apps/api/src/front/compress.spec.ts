import { mayCompress } from './compress.js';

it.each([
  ['GET', '/anapi/data', 'text/csv; charset=utf-8', true],
  ['POST', '/anapi/data', 'application/json; charset=utf-8', true],
  ['GET', '/api/v1/export', 'application/jsonl; charset=utf-8', true],
  ['GET', '/pages/style.css', 'text/css; charset=utf-8', true],
  ['GET', '/api/docs', 'text/html; charset=utf-8', true],
  ['GET', '/api/docs/favicon.png', 'image/png', false],
  ['GET', '/account/keys', 'text/html; charset=utf-8', false],
  ['GET', '/oauth/authorize', 'TEXT/HTML', false],
  ['POST', '/api/v1/keys', 'application/json; charset=utf-8', false],
  ['POST', '/oauth/token', 'application/json; charset=utf-8', false],
  ['POST', '/account/keys', 'text/html; charset=utf-8', false],
  ['GET', '/api/v1/keys', '', false],
])('the answer of %s %s of type "%s" may be compressed: %s', (method, path, type, expected) => {
  expect(mayCompress({ method, path }, { getHeader: () => type })).toBe(expected);
});

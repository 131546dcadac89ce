import { securityHeaders } from './security-headers.js';

/** The headers of an answer, by name in lower case. */
function headersOf(publicUrl: string | undefined, request: { secure: boolean; host: string }) {
  const headers = new Map<string, unknown>();
  const response = {
    setHeader: (name: string, value: unknown) => headers.set(name.toLowerCase(), value),
    removeHeader: (name: string) => headers.delete(name.toLowerCase()),
  };
  const asked = { secure: request.secure, headers: { host: request.host } };
  void securityHeaders(publicUrl)(asked as never, response as never, (error?: unknown) => {
    if (error) throw error as Error;
  });
  return headers;
}

it.each([
  [undefined, { secure: false, host: 'nas.home:3000' }, false],
  [undefined, { secure: true, host: 'nas.home:3000' }, true],
  ['https://time.example.org', { secure: false, host: 'time.example.org' }, true],
  ['https://time.example.org', { secure: false, host: '127.0.0.1:3000' }, false],
  ['http://nas.home:3000', { secure: false, host: 'nas.home:3000' }, false],
])('with the public URL %s, the answer to %j leads to HTTPS: %s', (publicUrl, request, expected) => {
  const headers = headersOf(publicUrl, request);
  expect(headers.has('strict-transport-security')).toBe(expected);
  expect(String(headers.get('content-security-policy')).includes('upgrade-insecure-requests')).toBe(expected);
  expect(headers.get('x-content-type-options')).toBe('nosniff');
});

import { isExtension, letIn, type Refusal } from './gate.js';

const CHROMIUM = `chrome-extension://${'abcdefghijklmnop'.repeat(2)}`;
const FIREFOX = 'moz-extension://0f8fad5b-d9cb-469f-a165-70867728950e';
const RULES = { port: 27352, admits: isExtension, admitsNoOrigin: () => false };

const ask = (method: string, ...rawHeaders: string[]): string | undefined => {
  try {
    return letIn({ method, rawHeaders }, RULES);
  } catch (error) {
    return (error as Refusal).code;
  }
};

describe('who may ask the port', () => {
  it.each<[string, string[], string | undefined]>([
    ['an extension of Chromium', ['Host', '127.0.0.1:27352', 'Origin', CHROMIUM], CHROMIUM],
    ['an extension of Firefox', ['host', 'localhost:27352', 'origin', FIREFOX], FIREFOX],
    ['a page', ['Host', '127.0.0.1:27352', 'Origin', 'https://evil.example'], 'wrong_origin'],
    ['a page in a sandbox', ['Host', '127.0.0.1:27352', 'Origin', 'null'], 'wrong_origin'],
    ['a page on this machine', ['Host', '127.0.0.1:27352', 'Origin', 'http://127.0.0.1:27352'], 'wrong_origin'],
    ['a page that names an extension', ['Host', '127.0.0.1:27352', 'Origin', `${CHROMIUM}.evil`], 'wrong_origin'],
    ['an extension with a wrong name', ['Host', '127.0.0.1:27352', 'Origin', 'moz-extension://x'], 'wrong_origin'],
    ['a request without an origin', ['Host', '127.0.0.1:27352'], 'wrong_origin'],
    ['two origins', ['Host', '127.0.0.1:27352', 'Origin', CHROMIUM, 'Origin', FIREFOX], 'wrong_origin'],
    ['a name that leads to this machine', ['Host', 'evil.example:27352', 'Origin', CHROMIUM], 'wrong_host'],
    ['another port', ['Host', '127.0.0.1:5600', 'Origin', CHROMIUM], 'wrong_host'],
    ['no port', ['Host', '127.0.0.1', 'Origin', CHROMIUM], 'wrong_host'],
    ['a name behind the address', ['Host', '127.0.0.1:27352.evil.example', 'Origin', CHROMIUM], 'wrong_host'],
    ['a dot behind the name', ['Host', 'localhost.:27352', 'Origin', CHROMIUM], 'wrong_host'],
    ['a dot behind the port', ['Host', '127.0.0.1:27352.', 'Origin', CHROMIUM], 'wrong_host'],
    ['a user before the address', ['Host', 'me@127.0.0.1:27352', 'Origin', CHROMIUM], 'wrong_host'],
    ['the address of the newer kind', ['Host', '[::1]:27352', 'Origin', CHROMIUM], 'wrong_host'],
    ['another spelling of the address', ['Host', '127.1:27352', 'Origin', CHROMIUM], 'wrong_host'],
    ['two equal hosts', ['Host', '127.0.0.1:27352', 'host', '127.0.0.1:27352', 'Origin', CHROMIUM], 'wrong_host'],
    ['no host', ['Origin', CHROMIUM], 'wrong_host'],
    ['two hosts', ['Host', '127.0.0.1:27352', 'Host', 'evil.example', 'Origin', CHROMIUM], 'wrong_host'],
  ])('%s', (_title, headers, expected) => {
    expect(ask('GET', ...headers)).toBe(expected);
  });

  it.each([
    ['application/json', CHROMIUM],
    ['application/json; charset=utf-8', CHROMIUM],
    ['text/plain', 'not_json'],
    ['application/x-www-form-urlencoded', 'not_json'],
    ['multipart/form-data; boundary=application/json', 'not_json'],
    ['text/plain; application/json', 'not_json'],
    ['application/jsonx', 'not_json'],
  ])('a body of the kind %s: %s', (type, expected) => {
    expect(ask('POST', 'Host', '127.0.0.1:27352', 'Origin', CHROMIUM, 'Content-Type', type)).toBe(expected);
  });

  it('a body without a kind is refused', () => {
    expect(ask('POST', 'Host', '127.0.0.1:27352', 'Origin', CHROMIUM)).toBe('not_json');
  });
});

import { blockFor, type Focus } from './focus-block.js';

const focus: Focus = { sessionId: '1', endsAt: 2_000, blockedLevels: [-2, -1], allowed: ['Wiki.example'] };
const at = { focus, level: -2, more: {}, now: 1_000 };

describe('a host is blocked', () => {
  it.each([
    ['at a level of the session', 'a.example', {}, true],
    ['at another level of the session', 'a.example', { level: -1 }, true],
    ['not at any other level', 'a.example', { level: 0 }, false],
    ['not while its level is unknown', 'a.example', { level: null }, false],
    ['not without a session', 'a.example', { focus: null }, false],
    ['not from the end of the session on', 'a.example', { now: 2_000 }, false],
    ['not when it is allowed', 'wiki.example', {}, false],
    ['not when it is allowed, with www', 'www.wiki.example', {}, false],
    ['not below an allowed name', 'de.wiki.example', {}, false],
    ['when it has the name of something else', 'constructor', {}, true],
    ['when its name only ends like an allowed one', 'notwiki.example', {}, true],
    ['not in the minutes that the person took', 'a.example', { more: { 'a.example': 1_300 } }, false],
    ['after these minutes', 'a.example', { more: { 'a.example': 1_000 } }, true],
  ])('%s', (_when, host, given, isBlocked) => {
    expect(blockFor(host, { ...at, ...given }) !== null).toBe(isBlocked);
  });

  it('and may be opened for some minutes once', () => {
    expect(blockFor('a.example', at)).toEqual({ host: 'a.example', endsAt: 2_000, mayExtend: true });
    expect(blockFor('a.example', { ...at, more: { 'a.example': 900 } })?.mayExtend).toBe(false);
  });
});

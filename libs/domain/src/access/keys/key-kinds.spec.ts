import { isExpired, isKeyKind, type KeyKind, opensRouteFor } from './key-kinds.js';

describe('a key', () => {
  it.each<[kind: KeyKind | undefined, routeFor: KeyKind[], opens: boolean]>([
    ['read', ['read', 'read_post'], true],
    ['read', ['read_post'], false],
    ['read', [], false],
    ['read_post', ['read', 'read_post'], true],
    ['read_post', ['agent'], false],
    ['read_post', [], false],
    ['agent', ['agent'], true],
    ['agent', ['read', 'read_post'], false],
    ['agent', [], false],
    ['full', ['read'], true],
    ['full', ['agent'], true],
    ['full', [], true],
    [undefined, ['agent'], true],
    [undefined, [], true],
  ])('of the kind %s at a route for %j: %s', (keyKind, kinds, opens) =>
    expect(opensRouteFor(kinds, keyKind === undefined ? {} : { keyKind })).toBe(opens),
  );

  it('works until its last moment, and for ever without one', () => {
    expect([6, 7, 8].map((now) => isExpired({ expiresAt: 7 }, now))).toEqual([false, true, true]);
    expect(isExpired({}, Number.MAX_SAFE_INTEGER)).toBe(false);
  });

  it.each([
    ['read_post', true],
    ['READ', false],
    ['', false],
    [undefined, false],
    ['constructor', false],
    [['read'], false],
  ])('has a kind of a closed list: %j %s', (text, isKind) => expect(isKeyKind(text)).toBe(isKind));
});

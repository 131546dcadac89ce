import { pagesUnder, strangersPagesUnder } from './address.js';

describe('the addresses of the application', () => {
  it.each([
    ['/', '/', true],
    ['/', '/me/privacy', true],
    ['/', '/day/2026-11-29', true],
    ['/', '/accounts', true],
    ['/', '/account', false],
    ['/', '/administration', false],
    ['/', '/administration/state', false],
    ['/', '/account/passkeys', false],
    ['/', '/sign-in?return_to=%2Fme', false],
    ['/', '/api/v1/export?format=csv', false],
    ['/time/', '/time/me', true],
    ['/time/', '/time/account/address', false],
    ['/time/', '/me', false],
    ['/a.b/', '/a.b/me', true],
    ['/a.b/', '/axb/me', false],
  ])('under %s: %s is one: %s', (path, address, isOne) => expect(pagesUnder(path).test(address)).toBe(isOne));
});

describe('the addresses of the pages without a session', () => {
  it.each([
    ['/', '/administration', true],
    ['/', '/administration?user=1', true],
    ['/', '/administration/state', true],
    ['/', '/set-up#secret', true],
    ['/', '/administrations', false],
    ['/', '/day', false],
    ['/time/', '/time/administration', true],
    ['/time/', '/administration', false],
  ])('under %s: %s is one: %s', (path, address, isOne) => expect(strangersPagesUnder(path).test(address)).toBe(isOne));
});

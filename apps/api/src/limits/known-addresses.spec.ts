import { KnownAddresses } from './known-addresses.js';

const DAY_MS = 24 * 3_600_000;

describe('the known addresses of an account', () => {
  it.each([
    ['the same moment', 0, true],
    ['the last millisecond of 30 days', 30 * DAY_MS - 1, true],
    ['30 days later', 30 * DAY_MS, false],
  ])('are known at %s', (_title, now, isKnown) => {
    const addresses = new KnownAddresses();
    addresses.add('owner', 'home', 0);
    expect(addresses.has('owner', 'home', now)).toBe(isKnown);
    expect(addresses.has('owner', 'elsewhere', now)).toBe(false);
    expect(addresses.has('other', 'home', now)).toBe(false);
  });

  it('are the ten newest', () => {
    const addresses = new KnownAddresses();
    for (let n = 0; n < 10; n++) addresses.add('owner', `address ${n}`, n);
    addresses.add('owner', 'address 0', 10);
    addresses.add('owner', 'address 10', 11);
    const known = Array.from({ length: 11 }, (_, n) => addresses.has('owner', `address ${n}`, 12));
    expect(known.filter((isKnown) => !isKnown)).toHaveLength(1);
    expect(known[1]).toBe(false);
  });

  it('stay, when another user signs in from 100,000 addresses to push them out', () => {
    const addresses = new KnownAddresses();
    addresses.add('owner', 'home', 0);
    for (let n = 0; n < 100_000; n++) addresses.add('attacker', `2001:db8:${n}`, 0);
    expect(addresses.has('owner', 'home', 1)).toBe(true);
  });
});

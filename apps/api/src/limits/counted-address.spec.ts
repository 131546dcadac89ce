import fc from 'fast-check';
import { countedAddress, UNREADABLE } from './counted-address.js';

describe('the address by which a client is counted', () => {
  it.each([
    ['192.0.2.1', '192.0.2.1'],
    ['192.0.2.1:50123', '192.0.2.1'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['::FFFF:C000:0201', '192.0.2.1'],
    ['0:0:0:0:0:ffff:192.0.2.1', '192.0.2.1'],
    ['[::ffff:192.0.2.1]:50123', '192.0.2.1'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['2001:DB8:0:0:ffff:ffff:ffff:ffff', '2001:db8:0:0::/64'],
    ['2001:db8:0:1::1', '2001:db8:0:1::/64'],
    ['[2001:db8:0:1::1]:443', '2001:db8:0:1::/64'],
    ['[2001:db8:0:1::1]', '2001:db8:0:1::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['::', '0:0:0:0::/64'],
    ['1:2:3:4:5:6:7:8', '1:2:3:4::/64'],
    ['64:ff9b::192.0.2.1', '64:ff9b:0:0::/64'],
    ['', UNREADABLE],
    [undefined, UNREADABLE],
    ['unknown', UNREADABLE],
    ['192.0.2.1.', UNREADABLE],
    ['192.0.2.256', UNREADABLE],
    ['0x7f.1', UNREADABLE],
    ['2001:db8::1::2', UNREADABLE],
    ['192.0.2.1:50123:1', UNREADABLE],
  ])('of "%s" is %s', (text, counted) => {
    expect(countedAddress(text)).toBe(counted);
  });

  it('is the same for every address and every spelling of a /64, and another one beside it', () => {
    const group = fc.integer({ min: 0, max: 0xffff });
    const groups = (length: number) => fc.array(group, { minLength: length, maxLength: length });
    const written = (network: number[], rest: number[]) => [...network, ...rest].map((n) => n.toString(16)).join(':');
    // The first group is not zero, so that no mapped address is among them.
    const network = groups(4).map(([first = 0, ...others]) => [first | 0x2000, ...others]);
    fc.assert(
      fc.property(network, groups(4), groups(4), (prefix, one, other) => {
        const counted = countedAddress(written(prefix, one));
        expect(countedAddress(written(prefix, other).toUpperCase())).toBe(counted);
        const beside = [...prefix.slice(0, 3), (prefix[3] as number) ^ 1];
        expect(countedAddress(written(beside, one))).not.toBe(counted);
      }),
    );
  });

  it('is short for any text, so that a header cannot fill the memory', () => {
    fc.assert(fc.property(fc.string({ maxLength: 2_000 }), (text) => countedAddress(text).length <= 23));
  });
});

import { newTotpSecret, stepOfCode, totpUri } from './totp.js';

/** The ASCII text 12345678901234567890 in Base32. */
const SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

describe('a code of a secret', () => {
  // RFC 6238, appendix B: the last six of its eight digits, for SHA-1.
  it.each([
    [59, '287082', 1],
    [1111111109, '081804', 37037036],
    [1111111111, '050471', 37037037],
    [1234567890, '005924', 41152263],
    [2000000000, '279037', 66666666],
    [20000000000, '353130', 666666666],
  ])('at %i s since 1970 is %s, of step %i', (seconds, code, step) => {
    expect(stepOfCode(code, SECRET, seconds * 1_000)).toBe(step);
  });

  it('works from one step before its own to one step after it', () => {
    // Step 37037037 is from 1111111110 to 1111111140, exclusive.
    const at = (seconds: number) => stepOfCode('050471', SECRET, seconds * 1_000);
    expect([1111111079, 1111111080, 1111111169, 1111111170].map(at)).toEqual([
      undefined,
      37037037,
      37037037,
      undefined,
    ]);
  });

  it.each(['', '28708', '2870820', '28708a', ' 287082', '２８７０８２'])('is never the text %j', (text) => {
    expect(stepOfCode(text, SECRET, 59_000)).toBeUndefined();
  });
});

describe('a new secret', () => {
  it('has 160 random bits in Base32', () => {
    const [first, second] = [newTotpSecret(), newTotpSecret()];
    expect(first).toMatch(/^[A-Z2-7]{32}$/);
    expect(first).not.toBe(second);
  });

  it('is given to an app with the name of the program and the address of the account', () => {
    const uri = new URL(totpUri(SECRET, 'ada+x@example.org'));
    expect([uri.protocol, uri.host, decodeURIComponent(uri.pathname)]).toEqual([
      'otpauth:',
      'totp',
      '/Timeledger:ada+x@example.org',
    ]);
    expect(Object.fromEntries(uri.searchParams)).toEqual({
      ...{ issuer: 'Timeledger', secret: SECRET, algorithm: 'SHA1', digits: '6', period: '30' },
    });
  });
});

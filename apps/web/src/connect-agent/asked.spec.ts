import { askedIn, refusalAddress } from './asked.js';

const GOOD = {
  device: 'ada on desk',
  redirect_uri: 'http://127.0.0.1:40123/signed-in',
  challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
  state: 'a-state-of-the-agent',
};
const queryOf = (changes: Partial<typeof GOOD>) => `?${new URLSearchParams({ ...GOOD, ...changes }).toString()}`;

describe('the address of the page for agents', () => {
  it('asks for an agent on this machine', () =>
    expect(askedIn(queryOf({}))).toEqual({
      deviceName: 'ada on desk',
      redirectUri: GOOD.redirect_uri,
      codeChallenge: GOOD.challenge,
      state: GOOD.state,
    }));

  it.each(['', '?', '?outcome=done', '?code=BCDF-GHJK'])('asks for nothing: %j', (query) =>
    expect(askedIn(query)).toBeUndefined(),
  );

  it.each([
    { device: ' ' },
    { device: 'x'.repeat(101) },
    { state: 'short' },
    { challenge: 'short' },
    { redirect_uri: 'https://evil.example/signed-in' },
    { redirect_uri: 'http://127.0.0.1:40123@evil.example/signed-in' },
    { redirect_uri: 'javascript:alert(1)' },
    { redirect_uri: 'http://127.0.0.1:40123/signed-in?x' },
  ])('is broken with %j', (changes) => expect(askedIn(queryOf(changes))).toBe('broken'));

  it('tells the agent of a no', () => {
    const asked = askedIn(queryOf({}));
    if (typeof asked !== 'object') throw new Error('It is not broken.');
    expect(refusalAddress(asked)).toBe(`${GOOD.redirect_uri}?error=access_denied&state=${GOOD.state}`);
  });
});

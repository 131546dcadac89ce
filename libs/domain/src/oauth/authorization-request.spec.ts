import fc from 'fast-check';
import { codeLocation, deniedLocation, parseAuthorizationRequest } from './authorization-request.js';

const ISSUER = 'https://time.example.org';
const CHALLENGE = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM';
const publicApplication = {
  clientId: 'client',
  name: 'Reporter',
  redirectUris: ['https://app.example/done', 'https://app.example/other?a=1'],
  scopes: ['time_data', 'focustime_data'],
} as const;
const application = { ...publicApplication, secretHash: 'hash' };

const GOOD = {
  client_id: 'client',
  redirect_uri: 'https://app.example/done',
  response_type: 'code',
  scope: 'time_data',
  state: 's t&=',
};

/** The good request with other values. Null leaves a parameter out. */
const parse = (
  changes: Record<string, string | null> = {},
  of: Parameters<typeof parseAuthorizationRequest>[1]['application'] = application,
) => {
  const parameters = Object.entries<string | null>({ ...GOOD, ...changes });
  return parseAuthorizationRequest(
    new URLSearchParams(parameters.filter((entry): entry is [string, string] => entry[1] !== null)),
    { application: of, issuer: ISSUER },
  );
};
const sentBack = (changes: Record<string, string | null>, of?: Parameters<typeof parse>[1]) => {
  const outcome = parse(changes, of);
  if (outcome.kind !== 'sent-back') return outcome;
  return Object.fromEntries(new URL(outcome.location).searchParams);
};

describe('an authorization request (RFC 6749 section 4.1.1)', () => {
  it('asks the user for the scopes, and keeps the state unchanged', () => {
    expect(parse({ scope: 'time_data focustime_data time_data' })).toEqual({
      kind: 'asked',
      request: {
        clientId: 'client',
        redirectUri: 'https://app.example/done',
        scopes: ['time_data', 'focustime_data'],
        state: 's t&=',
      },
    });
  });

  it('takes scopes that are separated by plus signs, as some clients encode them', () => {
    expect(parse({ scope: 'time_data+focustime_data' })).toMatchObject({
      request: { scopes: ['time_data', 'focustime_data'] },
    });
  });

  it('needs no state, and ignores unknown parameters', () => {
    expect(parse({ state: null, display: 'popup' })).toEqual({
      kind: 'asked',
      request: { clientId: 'client', redirectUri: 'https://app.example/done', scopes: ['time_data'] },
    });
  });
});

describe('an error that only the user sees (RFC 6749 section 4.1.2.1)', () => {
  it.each([
    ['no client_id', { client_id: null }],
    ['an unknown client_id', { client_id: 'other' }],
    ['no redirect_uri', { redirect_uri: null }],
    ['a redirect_uri of another host', { redirect_uri: 'https://evil.example/done' }],
    ['a redirect_uri with one more slash', { redirect_uri: 'https://app.example/done/' }],
    ['a redirect_uri with another query', { redirect_uri: 'https://app.example/done?next=https://evil.example' }],
    ['a redirect_uri in another case', { redirect_uri: 'https://app.example/Done' }],
    ['a redirect_uri with a path that leads elsewhere', { redirect_uri: 'https://app.example/done/../evil' }],
    ['a redirect_uri with a user before the host', { redirect_uri: 'https://app.example@evil.example/done' }],
    ['a redirect_uri that only begins as the registered one', { redirect_uri: 'https://app.example/done.evil' }],
    ['a redirect_uri without its registered query', { redirect_uri: 'https://app.example/other' }],
  ])('is the answer to %s', (_title, changes) => {
    expect(parse(changes).kind).toBe('shown');
  });

  it.each(['client_id', 'redirect_uri'] as const)('is the answer to %s given twice', (name) => {
    const parameters = new URLSearchParams(GOOD);
    parameters.append(name, GOOD[name]);
    expect(parseAuthorizationRequest(parameters, { application, issuer: ISSUER }).kind).toBe('shown');
  });

  it('is the answer for an application that does not exist', () => {
    expect(parseAuthorizationRequest(new URLSearchParams(GOOD), { application: undefined, issuer: ISSUER }).kind).toBe(
      'shown',
    );
  });

  it('never sends the user to an address that is not registered, whatever the request has', () => {
    const value = fc.oneof(fc.constantFrom(...Object.values(GOOD)), fc.webUrl(), fc.string());
    const parameter = fc.tuple(fc.constantFrom(...Object.keys(GOOD), 'code_challenge'), value);
    fc.assert(
      fc.property(fc.array(parameter, { maxLength: 8 }), (parameters) => {
        const outcome = parseAuthorizationRequest(new URLSearchParams(parameters), { application, issuer: ISSUER });
        const location = outcome.kind === 'sent-back' ? outcome.location : undefined;
        if (location)
          expect(
            application.redirectUris.some((uri) => location.startsWith(`${uri}?`) || location.startsWith(`${uri}&`)),
          ).toBe(true);
        if (outcome.kind === 'asked') expect(application.redirectUris).toContain(outcome.request.redirectUri);
      }),
    );
  });
});

describe('an error that the application is sent (RFC 6749 section 4.1.2.1)', () => {
  it.each([
    ['no response_type', { response_type: null }, 'invalid_request'],
    ['response_type=token', { response_type: 'token' }, 'unsupported_response_type'],
    ['no scope (section 3.3)', { scope: null }, 'invalid_scope'],
    ['an unknown scope', { scope: 'time_data everything' }, 'invalid_scope'],
    ['a scope in another case', { scope: 'Time_Data' }, 'invalid_scope'],
    ['a scope that it was not registered for', { scope: 'time_data alert_data' }, 'invalid_scope'],
    ['a method without a challenge', { code_challenge_method: 'S256' }, 'invalid_request'],
    [
      'the plain method (RFC 7636 section 4.4.1)',
      { code_challenge: CHALLENGE, code_challenge_method: 'plain' },
      'invalid_request',
    ],
    ['a challenge without a method, which would be plain', { code_challenge: CHALLENGE }, 'invalid_request'],
    ['a challenge that is no hash', { code_challenge: 'short', code_challenge_method: 'S256' }, 'invalid_request'],
  ])('answers %s, with the state and the issuer (RFC 9207)', (_title, changes, error) => {
    expect(sentBack(changes)).toEqual({
      error,
      error_description: expect.any(String),
      state: GOOD.state,
      iss: ISSUER,
    });
  });

  it('answers a parameter given twice (section 3.1), and sends no state back when there are two', () => {
    const parameters = new URLSearchParams(GOOD);
    parameters.append('state', 'another');
    const outcome = parseAuthorizationRequest(parameters, { application, issuer: ISSUER });
    expect(outcome).toEqual({
      kind: 'sent-back',
      location: expect.stringMatching(/^https:\/\/app\.example\/done\?error=invalid_request&(?!.*state=)/),
    });
  });

  it('answers a public application without a challenge (RFC 9700 section 2.1.1)', () => {
    expect(sentBack({}, publicApplication)).toMatchObject({ error: 'invalid_request' });
    const challenged = { code_challenge: CHALLENGE, code_challenge_method: 'S256' };
    expect(parse(challenged, publicApplication)).toMatchObject({ request: { codeChallenge: CHALLENGE } });
  });
});

it('takes the code, or the refusal, back with the state and the issuer', () => {
  const request = { clientId: 'client', redirectUri: 'https://app.example/other?a=1', scopes: [], state: 'x y' };
  expect(codeLocation(request, { code: 'c', issuer: ISSUER })).toBe(
    'https://app.example/other?a=1&code=c&state=x+y&iss=https%3A%2F%2Ftime.example.org',
  );
  expect(deniedLocation(request, ISSUER)).toMatch(
    /^https:\/\/app\.example\/other\?a=1&error=access_denied&.*state=x\+y&iss=https%3A%2F%2Ftime\.example\.org$/,
  );
});

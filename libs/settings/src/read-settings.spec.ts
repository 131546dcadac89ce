import { type AdminSettings, type ApiSettings, type ProjectorSettings, readSettings } from './read-settings.js';

const SIGN_IN = {
  OAUTH2_LOGIN_AUTHORIZATION_URL: 'https://login.example.org/authorize',
  OAUTH2_LOGIN_TOKEN_URL: 'https://login.example.org/token',
  OAUTH2_LOGIN_USERINFO_URL: 'https://login.example.org/me',
  OAUTH2_LOGIN_CLIENT_ID: 'timeledger',
  OAUTH2_LOGIN_CLIENT_SECRET: 'secret',
};
const PUBLIC_URL = 'https://time.example.org';
const CLIENT = { OAUTH2_LOGIN_CLIENT_ID: 'timeledger', OAUTH2_LOGIN_CLIENT_SECRET: 'secret' };
const BY_ISSUER = { OAUTH2_LOGIN_ISSUER: 'https://login.example.org', ...CLIENT };
const TOGETHER = `  ${[BY_ISSUER, SIGN_IN].map((set) => `${Object.keys(set).join(', ')} and PUBLIC_URL`).join('; or ')} belong together`;

/** The lines of the error that an environment causes, after the first. */
function problemsOf(environment: Record<string, string>): string[] {
  try {
    readSettings('api', environment);
    return [];
  } catch (error) {
    return (error as Error).message.split('\n').slice(1);
  }
}

describe('the settings of a program', () => {
  it('are those that the program uses, and no bad value of another one stops it', () => {
    const settings = readSettings('admin', { LOG_LEVEL: 'loud', PORT: '8080', CLICKHOUSE_URL: 'nowhere' });
    expect(Object.keys(settings)).toEqual(['port', 'dataDir', 'adminToken', 'publicUrl']);
    expect(settings.port).toBe(8080);
  });

  it('have types that the catalogue decides', () => {
    const api: ApiSettings = readSettings('api', {});
    const levels: ApiSettings['logLevel'] extends 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent'
      ? true
      : never = true;
    const isOptional: undefined extends ApiSettings['eventStoreUrl'] ? true : never = true;
    const isRequired: undefined extends ProjectorSettings['eventStoreUrl'] ? never : true = true;
    const isAbsent: 'host' extends keyof AdminSettings ? never : true = true;
    expect([levels, isOptional, isRequired, isAbsent, api.upstream]).toEqual([true, true, true, true, undefined]);
  });

  it.each<[string, Record<string, string>, string[]]>([
    ['none of the five', {}, []],
    ['all five and an address', { ...SIGN_IN, PUBLIC_URL }, []],
    ['an issuer, a client and an address', { ...BY_ISSUER, PUBLIC_URL }, []],
    ['an issuer and the other addresses', { ...SIGN_IN, ...BY_ISSUER, PUBLIC_URL }, [TOGETHER]],
    ['a client without a provider', { ...CLIENT, PUBLIC_URL }, [TOGETHER]],
    ['all five without an address', SIGN_IN, [TOGETHER]],
    ['one of the five', { OAUTH2_LOGIN_CLIENT_ID: 'timeledger', PUBLIC_URL }, [TOGETHER]],
    [
      'four good ones and a bad one',
      { ...SIGN_IN, PUBLIC_URL, OAUTH2_LOGIN_TOKEN_URL: 'ftp://login.example.org' },
      ['  OAUTH2_LOGIN_TOKEN_URL must be like https://login.example.org/authorize', TOGETHER],
    ],
    [
      'all five and a bad address',
      { ...SIGN_IN, PUBLIC_URL: 'https://time.example.org/?path' },
      [
        '  PUBLIC_URL must be like https://time.example.org, or with a path of its own like https://example.org/time',
        TOGETHER,
      ],
    ],
  ])('about an identity provider belong together: %s', (_, environment, problems) => {
    expect(problemsOf(environment)).toEqual(problems);
  });

  it.each([
    ['PORT', '65536'],
    ['PORT', '1e3'],
    ['PORT', '-1'],
    ['TRUST_PROXY', '11'],
    ['RATE_LIMIT_PER_HOUR', '1000000'],
    ['STATISTICS_SMALLEST_GROUP', '4'],
    ['SIGN_UP', 'yes'],
    ['LOG_LEVEL', 'INFO'],
    ['HOST', 'a_b'],
    ['PUBLIC_URL', 'https://ann@time.example.org'],
    ['PUBLIC_URL', 'https://time.example.org/?a=b'],
    ['EVENTSTORE_URL', 'esdb://'],
    ['CLICKHOUSE_URL', 'http://'],
    ['ADMIN_TOKEN', '123456789012345'],
  ])('are refused when %s is %s', (name, text) => {
    expect(problemsOf({ [name]: text })).toEqual([expect.stringMatching(`^  ${name} must be .`)]);
  });
});

import { resolve } from 'node:path';
import { readSettings } from './read-settings.js';

describe('the settings of the API', () => {
  it('have a default for everything, so that nothing needs to be set', () => {
    expect(readSettings('api', {})).toEqual({
      host: '127.0.0.1',
      port: 3000,
      dataDir: resolve('data'),
      logLevel: 'info',
      trustProxy: 0,
      signUp: false,
      rateLimits: { perMinute: 60, perHour: 1_000, ingestPerMinute: 600 },
      imports: { perMinute: 120, megabytesPerDay: 4_000 },
      mostDevices: 100,
      exportSilenceSeconds: 300,
      smallestGroup: 20,
      smallestCohort: 5,
    });
  });

  it('come from the environment, an empty value counting as absent', () => {
    const environment = {
      HOST: '0.0.0.0',
      PORT: '8080',
      DATA_DIR: '/srv/x',
      EVENTSTORE_URL: 'esdb://node:2113?tls=true',
      CLICKHOUSE_URL: 'http://u:p@host:8123/timeledger',
      CLICKHOUSE_CLUSTER: 'main-1.eu',
      EMBEDDED_EVENTSTORE_PORT: '',
      ADMIN_TOKEN: '0123456789abcdef',
      LOG_LEVEL: 'debug',
      TRUST_PROXY: '1',
      SIGN_UP: 'on',
      PUBLIC_URL: 'https://time.example.org/',
      OAUTH2_LOGIN_AUTHORIZATION_URL: 'https://login.example.org/authorize',
      OAUTH2_LOGIN_TOKEN_URL: 'https://login.example.org/token',
      OAUTH2_LOGIN_USERINFO_URL: 'https://login.example.org/me',
      OAUTH2_LOGIN_CLIENT_ID: 'timeledger',
      OAUTH2_LOGIN_CLIENT_SECRET: 'secret',
      RATE_LIMIT_PER_MINUTE: '0',
      RATE_LIMIT_PER_HOUR: '5000',
      INGEST_LIMIT_PER_MINUTE: '6',
      IMPORT_LIMIT_PER_MINUTE: '12',
      IMPORT_MEGABYTES_PER_DAY: '5',
      DEVICES_PER_ACCOUNT: '7',
      EXPORT_SILENCE_SECONDS: '30',
      STATISTICS_SMALLEST_GROUP: '50',
      TEAM_SMALLEST_GROUP: '7',
    };
    expect(readSettings('api', environment)).toEqual({
      host: '0.0.0.0',
      port: 8080,
      dataDir: '/srv/x',
      eventStoreUrl: 'esdb://node:2113?tls=true',
      clickHouseUrl: 'http://u:p@host:8123/timeledger',
      clickHouseCluster: 'main-1.eu',
      adminToken: '0123456789abcdef',
      logLevel: 'debug',
      trustProxy: 1,
      signUp: true,
      publicUrl: 'https://time.example.org',
      upstream: {
        authorizationUrl: 'https://login.example.org/authorize',
        tokenUrl: 'https://login.example.org/token',
        userInfoUrl: 'https://login.example.org/me',
        clientId: 'timeledger',
        clientSecret: 'secret',
      },
      rateLimits: { perMinute: 0, perHour: 5_000, ingestPerMinute: 6 },
      imports: { perMinute: 12, megabytesPerDay: 5 },
      mostDevices: 7,
      exportSilenceSeconds: 30,
      smallestGroup: 50,
      smallestCohort: 7,
    });
  });

  it('are refused with every bad name at once and no value', () => {
    const environment = {
      HOST: 'not a host',
      PORT: '70000',
      EVENTSTORE_URL: 'http://user:hunter2@node',
      CLICKHOUSE_URL: 'ftp://hunter2',
      CLICKHOUSE_CLUSTER: 'main',
      ADMIN_TOKEN: 'short',
      LOG_LEVEL: 'loud',
      TRUST_PROXY: '-1',
      STATISTICS_SMALLEST_GROUP: '4',
    };
    let message = '';
    try {
      readSettings('api', environment);
    } catch (error) {
      message = String(error);
    }
    for (const name of Object.keys(environment)) expect(message).toContain(`${name} must be`);
    expect(message).not.toMatch(/hunter2|short|loud|70000/);
  });

  it.each(["main'", 'a b', '{cluster', ''.padEnd(3, '-')])('are refused with the cluster %j', (name) => {
    const environment = { CLICKHOUSE_URL: 'http://u:p@host:8123/timeledger', CLICKHOUSE_CLUSTER: name };
    expect(() => readSettings('api', environment)).toThrow('CLICKHOUSE_CLUSTER must be');
  });
});

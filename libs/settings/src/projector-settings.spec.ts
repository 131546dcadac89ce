import { readSettings } from './read-settings.js';

const STORES = {
  EVENTSTORE_URL: 'esdb://node:2113?tls=true',
  CLICKHOUSE_URL: 'http://u:p@host:8123/timeledger',
};

describe("the projector's settings", () => {
  it('are two stores, how much to log, and the size of a group', () => {
    const stores = { eventStoreUrl: STORES.EVENTSTORE_URL, clickHouseUrl: STORES.CLICKHOUSE_URL, smallestCohort: 5 };
    expect(readSettings('projector', { ...STORES, LOG_LEVEL: '' })).toEqual({ ...stores, logLevel: 'info' });
    expect(readSettings('projector', { ...STORES, LOG_LEVEL: 'debug' })).toEqual({ ...stores, logLevel: 'debug' });
    for (const clickHouseCluster of ['main', '{cluster}']) {
      const environment = { ...STORES, CLICKHOUSE_CLUSTER: clickHouseCluster };
      expect(readSettings('projector', environment)).toEqual({ ...stores, clickHouseCluster, logLevel: 'info' });
    }
  });

  it.each([{}, { EVENTSTORE_URL: ' ', CLICKHOUSE_URL: '' }])('are refused without the stores: %j', (environment) => {
    expect(() => readSettings('projector', environment)).toThrow(
      'Invalid settings:\n' +
        '  EVENTSTORE_URL is missing: it must be like esdb://host:2113?tls=true\n' +
        '  CLICKHOUSE_URL is missing: it must be like http://user:password@host:8123/database',
    );
  });

  it('are refused with every bad name at once and no value', () => {
    const environment = {
      EVENTSTORE_URL: 'http://user:hunter2@node',
      CLICKHOUSE_URL: 'ftp://hunter2',
      CLICKHOUSE_CLUSTER: "'; DROP TABLE buckets",
      LOG_LEVEL: 'loud',
    };
    let message = '';
    try {
      readSettings('projector', environment);
    } catch (error) {
      message = String(error);
    }
    for (const name of Object.keys(environment)) expect(message).toContain(`${name} must be`);
    expect(message).not.toMatch(/hunter2|loud/);
  });
});

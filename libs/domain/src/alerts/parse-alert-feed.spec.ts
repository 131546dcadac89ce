import { parseAlertFeed } from './parse-alert-feed.js';

describe('a request for the alerts feed', () => {
  it.each([
    [{}, { op: 'status', alertId: undefined }],
    [
      { op: '', alert_id: ' ' },
      { op: 'status', alertId: undefined },
    ],
    [{ op: 'status' }, { op: 'status', alertId: undefined }],
    [{ op: ' List ' }, { op: 'list', alertId: undefined }],
    [
      { op: 'status', alert_id: '12345' },
      { op: 'status', alertId: 12_345 },
    ],
    [
      { op: 'list', alert_id: '0' },
      { op: 'list', alertId: 0 },
    ],
    [
      { format: 'csv', restrict_begin: 'x' },
      { op: 'status', alertId: undefined },
    ],
  ])('%j is %j', (parameters, query) => expect(parseAlertFeed(parameters)).toEqual(query));

  it.each([
    { op: 'dismiss' },
    { op: 'list,status' },
    { alert_id: 'abc' },
    { alert_id: '-1' },
    { alert_id: '1.5' },
    { alert_id: '1e3' },
    { alert_id: '99999999999999999999' },
    { op: 'list', alert_id: 'x' },
  ])('%j is refused', (parameters) =>
    expect(() => parseAlertFeed(parameters)).toThrow(expect.objectContaining({ code: 'query_error' }) as Error),
  );
});

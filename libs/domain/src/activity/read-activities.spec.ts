import fc from 'fast-check';
import { zoneClock } from '../calendar/zone-clock.js';
import { cutIntoDays, readActivities } from './read-activities.js';

const NOW = Date.parse('2026-11-21T12:00:00Z');
const accept = (offered: unknown[], zone = 'Europe/Berlin') => {
  const { read, rejected } = readActivities(offered, NOW);
  const stretches = cutIntoDays(read, zoneClock(zone)).map(({ activities, ...day }) => ({
    ...day,
    spans: activities.map(({ span }) => span),
  }));
  return { read, rejected, stretches };
};
const good = { id: 'a', application: 'vim', startedAt: '2026-11-21T10:00:00Z', endedAt: '2026-11-21T10:01:00+00:00' };

describe('a batch of activities', () => {
  it('is accepted with ISO 8601 and epoch times, under the local day and offset of the account', () => {
    const { stretches, rejected } = accept([good, { ...good, id: 'b', startedAt: NOW - 1000, endedAt: NOW }]);
    expect(rejected).toEqual([]);
    expect(stretches).toEqual([
      {
        localDate: '2026-11-21',
        utcOffsetMinutes: 60,
        spans: [
          {
            id: 'a',
            application: 'vim',
            startedAt: Date.UTC(2026, 10, 21, 10),
            endedAt: Date.UTC(2026, 10, 21, 10, 1),
          },
          { id: 'b', application: 'vim', startedAt: NOW - 1000, endedAt: NOW },
        ],
      },
    ]);
  });

  it.each([
    ['not_an_object', null],
    ['not_an_object', [good]],
    ['invalid_id', { ...good, id: undefined }],
    ['invalid_id', { ...good, id: 'x'.repeat(65) }],
    ['invalid_id', { ...good, id: 'a/1' }],
    ['invalid_application', { ...good, application: ' \n ' }],
    ['invalid_application', { ...good, application: 7 }],
    ['invalid_application', { ...good, application: 'x'.repeat(256) }],
    ['invalid_url', { ...good, url: 5 }],
    ['invalid_title', { ...good, title: {} }],
    ['invalid_time', { ...good, startedAt: 'yesterday' }],
    ['invalid_time', { ...good, startedAt: '2026-11-21 10:00:00' }],
    ['invalid_time', { ...good, endedAt: Number.NaN }],
    ['invalid_time', { ...good, startedAt: '2026-02-30T10:00:00Z', endedAt: '2026-02-30T10:01:00Z' }],
    ['invalid_time', { ...good, startedAt: '2026-04-31T10:00:00+02:00', endedAt: '2026-04-31T10:01:00+02:00' }],
    ['invalid_time', { ...good, startedAt: '2025-02-29T10:00:00Z' }],
    ['reversed', { ...good, endedAt: good.startedAt }],
    ['reversed', { ...good, startedAt: NOW, endedAt: NOW - 1 }],
    ['too_long', { ...good, startedAt: NOW - 24 * 3_600_000 - 1, endedAt: NOW }],
    ['too_old', { ...good, startedAt: 0, endedAt: 1000 }],
    ['in_future', { ...good, startedAt: NOW, endedAt: NOW + 61_000 }],
  ])('has one activity rejected as %s, and the rest accepted', (code, bad) => {
    const { stretches, rejected } = accept([{ ...good, id: 'first' }, bad, { ...good, id: 'last' }]);
    expect(rejected).toEqual([{ index: 1, code, message: expect.any(String) }]);
    expect(stretches.flatMap(({ spans }) => spans.map(({ id }) => id))).toEqual(['first', 'last']);
  });

  it('accepts a clock that runs a minute ahead, and exactly 24 hours', () => {
    expect(accept([{ ...good, endedAt: NOW + 60_000 }]).rejected).toEqual([]);
    expect(accept([{ ...good, startedAt: NOW - 24 * 3_600_000, endedAt: NOW }]).rejected).toEqual([]);
  });

  it('cuts an activity over local midnight in two, with ids that a retry repeats', () => {
    const over = { ...good, startedAt: '2026-11-20T22:50:00Z', endedAt: '2026-11-20T23:10:00Z' };
    const { stretches } = accept([over]);
    expect(stretches.map(({ localDate, spans }) => [localDate, spans[0]?.id])).toEqual([
      ['2026-11-20', 'a'],
      ['2026-11-21', 'a+600000'],
    ]);
    expect(accept([over]).stretches).toEqual(stretches);
  });

  it('cuts an activity over a change of the offset in two, the first part first, whatever came first', () => {
    const at = (from: string, to: string) => ({ startedAt: `2025-11-02T${from}:00Z`, endedAt: `2025-11-02T${to}:00Z` });
    const batch = [
      { ...good, id: 'after', ...at('06:10', '06:20') },
      { ...good, id: 'over', ...at('05:50', '06:10') },
    ];
    const { stretches } = accept(batch, 'America/New_York');
    expect(stretches.map(({ utcOffsetMinutes, spans }) => [utcOffsetMinutes, ...spans.map(({ id }) => id)])).toEqual([
      [-240, 'over'],
      [-300, 'after', 'over+600000'],
    ]);
  });

  it('keeps no control characters, no overlong title and no secrets of an address', () => {
    const { stretches } = accept([
      { ...good, application: ' a\u0000b ', title: `t\n${'x'.repeat(300)}`, url: 'https://u:p@a.b/c?d=e#f' },
    ]);
    expect(stretches[0]?.spans[0]).toMatchObject({
      application: 'a b',
      title: `t ${'x'.repeat(253)}`,
      url: 'https://a.b/c',
    });
  });

  it.each([
    [
      'a long query',
      `https://accounts.google.com/signin?continue=${'a'.repeat(5_000)}`,
      'https://accounts.google.com/signin',
    ],
    ['a long path', `https://a.b/${'x'.repeat(5_000)}`, `https://a.b/${'x'.repeat(2_047)}`],
    ['a long user name', `https://${'u'.repeat(5_000)}@a.b/`, 'https://a.b/'],
    ['a dot at the end of the host', 'https://GitHub.com./a', 'https://github.com/a'],
    ['two dots and a port', 'https://github.com..:8443/a', 'https://github.com:8443/a'],
    ['a default port', 'http://github.com:80/', 'http://github.com/'],
    ['Unicode', 'https://MÜNCHEN.de/', 'https://xn--mnchen-3ya.de/'],
    ['a host that is too long', `https://${'a'.repeat(300)}.com/`, undefined],
    ['a long data address', `data:image/png;base64,${'A'.repeat(10_000)}`, undefined],
    ['a blob', `blob:https://github.com/${'a'.repeat(5_000)}`, undefined],
    ['a script', `javascript:${'a'.repeat(5_000)}`, undefined],
    ['a file', `file:///${'a'.repeat(5_000)}`, undefined],
    ['broken Punycode', 'https://xn--a.com/', undefined],
    ['no host but dots', 'https://../', undefined],
    ['half a character', `https://a.b/\ud800${'x'.repeat(5_000)}`, `https://a.b/%EF%BF%BD${'x'.repeat(2_038)}`],
  ])('counts the time of an address with %s', (_title, url, kept) => {
    const { stretches, rejected } = accept([{ ...good, url }]);
    expect(rejected).toEqual([]);
    expect(stretches[0]?.spans[0]?.url).toBe(kept);
  });

  it('records a name in one form, whichever way it was typed', () => {
    const decomposed = { ...good, application: 'Cafe\u0301', title: 're\u0301sume\u0301' };
    const span = { application: 'Caf\u00e9', title: 'r\u00e9sum\u00e9' };
    expect(accept([decomposed]).stretches[0]?.spans[0]).toMatchObject(span);
  });

  it('answers for anything at all, each offered thing either accepted whole or rejected once', () => {
    const field = fc.oneof(fc.anything(), fc.integer({ min: NOW - 90_000_000, max: NOW + 90_000_000 }));
    const offered = fc.oneof(
      fc.anything(),
      fc.record({
        id: fc.uuid(),
        application: fc.string(),
        url: field,
        title: field,
        startedAt: field,
        endedAt: field,
      }),
    );
    fc.assert(
      fc.property(fc.array(offered, { maxLength: 8 }), (batch) => {
        const { read, stretches, rejected } = accept(batch, 'Pacific/Chatham');
        const indexes = new Set([...read, ...rejected].map(({ index }) => index));
        expect(indexes.size).toBe(batch.length);
        expect(read.length + rejected.length).toBe(batch.length);
        for (const { spans } of stretches)
          for (const span of spans) expect(span.endedAt).toBeGreaterThan(span.startedAt);
      }),
    );
  });
});

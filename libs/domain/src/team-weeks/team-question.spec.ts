import { parseTeamQuestion, type TeamQuestion } from './team-question.js';

// A Monday. The newest week with a table is that of 16 November.
const NOW = Date.parse('2026-11-30T12:00Z');
const asked = (parameters: Record<string, string>) => parseTeamQuestion(parameters, NOW) as TeamQuestion;

describe('a question to a team', () => {
  it.each<[parameters: Record<string, string>, weeks: string[]]>([
    [{}, ['2026-11-16']],
    [{ rb: '2026-11-09', re: '2026-11-22' }, ['2026-11-09', '2026-11-16']],
    [{ rb: '2026-11-02' }, ['2026-11-02', '2026-11-09', '2026-11-16']],
    [{ re: '2026-11-08' }, ['2026-11-02']],
    [{ rb: '2026-11-16', re: '2026-11-15' }, []],
  ])('%j is about the weeks %j', (parameters, weeks) => expect(asked(parameters).weeks).toEqual(weeks));

  it.each([
    [{}, 'activities', 'rank'],
    [{ rk: 'category' }, 'categories', 'rank'],
    [{ rk: 'overview' }, 'categories', 'rank'],
    [{ rk: 'productivity', pv: 'interval' }, 'levels', 'interval'],
    [{ rk: 'efficiency', pv: 'interval', rs: 'week' }, 'levels', 'interval'],
    // A rank has no intervals: its resolution means nothing, as documented.
    [{ rk: 'productivity', rs: 'minute' }, 'levels', 'rank'],
  ])('%j needs tables by %s, and is a %s', (parameters, needed, perspective) =>
    expect(asked(parameters)).toMatchObject({ needed, query: { perspective } }),
  );

  it.each<[parameters: Record<string, string>]>([
    ...[{ rk: 'document' }, { pv: 'member' }, { rt: 'Emacs' }, { rk: 'activity', rt: 'Emacs', ry: 'a title' }].map(
      (one): [Record<string, string>] => [one],
    ),
    [{ ry: 'a title' }],
    [{ restrict_source_type: 'mobile' }],
    [{ restrict_schedule_id: '1' }],
    ...['month', 'day', 'hour', 'minute'].map((rs): [Record<string, string>] => [{ pv: 'interval', rs }]),
    // Not a whole week: a day, from the middle, to the middle.
    [{ rb: '2026-11-17', re: '2026-11-17' }],
    [{ rb: '2026-11-17', re: '2026-11-22' }],
    [{ rb: '2026-11-16', re: '2026-11-21' }],
    // A week that has no table yet, the open week, and a week to come.
    [{ rb: '2026-11-23', re: '2026-11-29' }],
    [{ rb: '2026-11-30', re: '2026-12-06' }],
    [{ re: '2026-12-06' }],
  ])('%j is refused as too fine, with what can be asked', (parameters) =>
    expect(() => asked(parameters)).toThrow(
      expect.objectContaining({ code: 'too_fine', message: expect.stringContaining('whole weeks, Monday to Sunday') }),
    ),
  );

  it.each([[{ rk: 'nonsense' }], [{ rb: 'yesterday' }], [{ rk: 'efficiency' }]])('%j cannot be read', (parameters) =>
    expect(asked(parameters)).toMatchObject({ code: 'query_error' }),
  );

  it('is about a year at most', () => {
    expect(asked({ rb: '2025-11-17' }).weeks).toHaveLength(53);
    expect(() => asked({ rb: '2025-11-10' })).toThrow(expect.objectContaining({ code: 'too_long' }));
  });
});

import type { LocalDate } from '../calendar/local-date.js';
import type { SeenByName } from '../teams/events.js';
import { namedQuestion } from './named-question.js';

/** Agreed on Wednesday 4 November. Today is Monday 30 November. */
const person = (sharing: SeenByName['sharing'], by: SeenByName['by']) => ({
  named: { sharing, by, agreedAt: Date.parse('2026-11-04T12:00Z') },
  ...{ timeZone: 'Europe/Berlin', today: '2026-11-30' as LocalDate },
});
const ask = (
  parameters: Record<string, string>,
  sharing: SeenByName['sharing'] = 'activities',
  by: SeenByName['by'] = 'day',
) => namedQuestion(parameters, person(sharing, by));

describe('a question about a member who is seen by name', () => {
  it.each<[parameters: Record<string, string>, by: SeenByName['by'], begin: string, end: string]>([
    [{}, 'day', '2026-11-29', '2026-11-29'],
    [{}, 'week', '2026-11-23', '2026-11-29'],
    [{ rb: '2026-11-20' }, 'day', '2026-11-20', '2026-11-29'],
    // Nothing from before the agreement; of weeks, only those that began after it.
    [{ rb: '2026-01-01' }, 'day', '2026-11-04', '2026-11-29'],
    [{ rb: '2026-11-02' }, 'week', '2026-11-09', '2026-11-29'],
    [{ rb: '2026-10-05', re: '2026-10-11' }, 'week', '2026-11-09', '2026-10-11'],
  ])('%j by %s is about %s to %s', (parameters, by, begin, end) =>
    expect(ask(parameters, 'activities', by)).toMatchObject({ query: { begin, end } }),
  );

  it.each<[parameters: Record<string, string>, sharing: SeenByName['sharing'], by: SeenByName['by']]>([
    [{ rk: 'category' }, 'levels', 'day'],
    [{ rk: 'activity' }, 'categories', 'day'],
    [{ rk: 'document' }, 'activities', 'day'],
    [{ rt: 'Emacs' }, 'activities', 'day'],
    [{ ry: 'a title' }, 'activities', 'day'],
    [{ rk: 'productivity', rt: 'Emacs' }, 'levels', 'day'],
    [{ restrict_source_type: 'mobile' }, 'activities', 'day'],
    [{ restrict_schedule_id: '1' }, 'activities', 'day'],
    [{ pv: 'interval', rs: 'hour' }, 'activities', 'day'],
    [{ pv: 'interval', rs: 'minute' }, 'activities', 'day'],
    [{ pv: 'interval', rs: 'day' }, 'activities', 'week'],
    [{ rb: '2026-11-24', re: '2026-11-24' }, 'activities', 'week'],
    [{ rb: '2026-11-23', re: '2026-11-28' }, 'activities', 'week'],
    // Today, and the week of today, are not over.
    [{ re: '2026-11-30' }, 'activities', 'day'],
    [{ rb: '2026-11-30', re: '2026-12-06' }, 'activities', 'week'],
  ])('%j is too fine for one who shows %s by %s', (parameters, sharing, by) =>
    expect(() => ask(parameters, sharing, by)).toThrow(expect.objectContaining({ code: 'too_fine' })),
  );

  it('cannot be read with wrong parameters', () =>
    expect(ask({ rk: 'nonsense' })).toMatchObject({ code: 'query_error' }));
});

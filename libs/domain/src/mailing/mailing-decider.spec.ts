import type { LocalDate } from '../calendar/local-date.js';
import type { MailingEvent } from './events.js';
import { dueWeekMail, type MailingCommand, mailingDecider, nextMailLook } from './mailing-decider.js';

const MINUTE = 60_000;
const BERLIN = 'Europe/Berlin';
/** Wednesday noon in Berlin. */
const CHOSEN_AT = Date.parse('2026-11-18T12:00:00+01:00');
const monday = (date: string) => date as LocalDate;
const chosen = (language: 'en' | 'de' = 'en', at = CHOSEN_AT): MailingEvent => ({
  ...{ type: 'WeeklyMailChosen', data: { language, at } },
});
const ended: MailingEvent = { type: 'WeeklyMailEnded', data: {} };
const begun = (at: number): MailingEvent => ({ type: 'WeekMailBegun', data: { monday: monday('2026-11-16'), at } });
const mailed = (date = '2026-11-16'): MailingEvent => ({ type: 'WeekMailed', data: { monday: monday(date) } });
const stateAfter = (given: readonly MailingEvent[]) => given.reduce(mailingDecider.evolve, mailingDecider.initialState);
const decide = (given: readonly MailingEvent[], asked: Pick<MailingCommand, 'type' | 'data'>, now = CHOSEN_AT) =>
  mailingDecider.decide({ ...asked, metadata: { now, principalId: 'u' } } as MailingCommand, stateAfter(given));
const begin = { type: 'BeginWeekMail', data: { monday: monday('2026-11-16') } } as const;
const note = { type: 'NoteWeekMailed', data: { monday: monday('2026-11-16') } } as const;

describe('the weekly mail', () => {
  it.each<[title: string, given: MailingEvent[], asked: Pick<MailingCommand, 'type' | 'data'>, then: MailingEvent[]]>([
    ['is chosen', [], { type: 'ChooseWeeklyMail', data: { language: 'de' } }, [chosen('de')]],
    ['is chosen once', [chosen()], { type: 'ChooseWeeklyMail', data: { language: 'en' } }, []],
    ['ends', [chosen()], { type: 'EndWeeklyMail', data: {} }, [ended]],
    ['ends once', [chosen(), ended], { type: 'EndWeeklyMail', data: {} }, []],
    ['is begun', [chosen()], begin, [begun(CHOSEN_AT)]],
    ['is not begun for a user who has ended it', [chosen(), ended], begin, []],
    ['is not begun for a week that was mailed', [chosen(), mailed()], begin, []],
    ['is not begun for a week before one that was mailed', [chosen(), mailed('2026-11-23')], begin, []],
    ['is not begun while another process sends it', [chosen(), begun(CHOSEN_AT - 15 * MINUTE + 1)], begin, []],
    ['is begun again later', [chosen(), begun(CHOSEN_AT - 15 * MINUTE)], begin, [begun(CHOSEN_AT)]],
    ['is noted', [chosen(), begun(CHOSEN_AT)], note, [mailed()]],
    ['is noted once', [chosen(), mailed()], note, []],
  ])('%s', (_title, given, asked, then) => {
    expect(decide(given, asked)).toEqual(then);
  });

  it('keeps its beginning when only the language changes', () => {
    const given = [chosen('en', 7)];
    expect(decide(given, { type: 'ChooseWeeklyMail', data: { language: 'de' } })).toEqual([chosen('de', 7)]);
  });
});

describe('the week that is due', () => {
  const due = (given: readonly MailingEvent[], now: string, timeZone = BERLIN) =>
    dueWeekMail(stateAfter(given), { now: Date.parse(now), timeZone });

  it.each([
    ['2026-11-23T05:59:59+01:00', undefined],
    ['2026-11-23T06:00:00+01:00', '2026-11-16'],
    ['2026-11-29T23:59:59+01:00', '2026-11-16'],
    ['2026-11-30T05:59:59+01:00', '2026-11-16'],
    ['2026-11-30T06:00:00+01:00', '2026-11-23'],
  ])('at %s is %s', (now, week) => {
    expect(due([chosen()], now)).toBe(week);
  });

  it('follows the zone of the account', () => {
    expect(due([chosen()], '2026-11-23T06:00:00+01:00', 'America/New_York')).toBeUndefined();
    expect(due([chosen()], '2026-11-23T06:00:00-05:00', 'America/New_York')).toBe('2026-11-16');
    expect(due([chosen()], '2026-11-23T06:00:00+13:45', 'Pacific/Chatham')).toBe('2026-11-16');
  });

  it('is none after an end, after a mail, and of the time before the user asked', () => {
    const now = '2026-11-23T08:00:00+01:00';
    expect(due([chosen(), ended], now)).toBeUndefined();
    expect(due([chosen(), mailed()], now)).toBeUndefined();
    expect(due([], now)).toBeUndefined();
    expect(due([chosen('en', Date.parse('2026-11-23T00:00:00+01:00'))], now)).toBeUndefined();
    expect(due([chosen('en', Date.parse('2026-11-23T00:00:00+01:00') - 1)], now)).toBe('2026-11-16');
  });

  it.each([
    ['2026-11-22T12:00:00+01:00', '2026-11-23T06:00:00+01:00'],
    ['2026-11-23T06:00:00+01:00', '2026-11-24T06:00:00+01:00'],
    ['2026-11-18T12:00:00+01:00', '2026-11-19T12:00:00+01:00'],
  ])('is looked for again after %s at %s', (now, next) => {
    expect(nextMailLook({ now: Date.parse(now), timeZone: BERLIN })).toBe(Date.parse(next));
  });
});

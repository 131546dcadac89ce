import { weekdayNames } from './weekdays.js';

describe('the weekdays', () => {
  it.each([
    ['en-US', '7 Sunday, 1 Monday, 2 Tuesday, 3 Wednesday, 4 Thursday, 5 Friday, 6 Saturday'],
    ['de-DE', '1 Montag, 2 Dienstag, 3 Mittwoch, 4 Donnerstag, 5 Freitag, 6 Samstag, 7 Sonntag'],
  ])('of %s begin as its weeks do', (locale, expected) => {
    const names = weekdayNames(locale, 'long').map(({ weekday, name }) => `${weekday} ${name}`);
    expect(names.join(', ')).toBe(expected);
  });
});

import { compileFilter } from './filter.js';

const event = { streamName: 'activity-7', eventType: 'ActivityRecorded' };

describe('a filter', () => {
  it.each([
    ['stream-name', '', ['activity-'], true],
    ['stream-name', '', ['account-', 'activity-'], true],
    ['stream-name', '', ['Activity'], false],
    ['event-type', '', ['Activity'], true],
    ['event-type', '', ['activity'], false],
    ['event-type', '^[^$].*', [], true],
    ['stream-name', '\\d$', [], true],
    ['stream-name', '^x', ['activity-'], false],
    ['event-type', '', [], false],
  ] as const)('on %s with regex "%s" and prefixes %j answers %s', (on, regex, prefixes, expected) => {
    expect(compileFilter({ on, regex, prefixes })(event)).toBe(expected);
  });

  it('refuses a regular expression that cannot be compiled', () => {
    expect(() => compileFilter({ on: 'event-type', regex: '(', prefixes: [] })).toThrow(SyntaxError);
  });
});

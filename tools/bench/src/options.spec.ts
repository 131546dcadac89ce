import { parseOptions, usageOf } from './options.js';

const DEFAULTS = { events: 1000, rounds: 3 };

describe('parseOptions', () => {
  it.each([
    [[], DEFAULTS],
    [['--events', '5'], { events: 5, rounds: 3 }],
    [['--rounds=1', '--events', '2'], { events: 2, rounds: 1 }],
  ])('of %j is %j', (args, options) => {
    expect(parseOptions(args, DEFAULTS)).toEqual(options);
  });

  it.each([
    [['--event', '5'], '--event'],
    [['5'], '5'],
    [['--events'], '--events'],
    [['--events', 'many'], '--events must be a whole number from 1.'],
    [['--events', '0'], '--events must be a whole number from 1.'],
    [['--events', '1.5'], '--events must be a whole number from 1.'],
  ])('refuses %j and names %s', (args, text) => {
    expect(() => parseOptions(args, DEFAULTS)).toThrow(text);
  });
});

it('usageOf shows every option with its default', () => {
  expect(usageOf(DEFAULTS)).toBe(' [--events 1000] [--rounds 3]');
  expect(usageOf({})).toBe('');
});

import { logTo, withoutRepeats } from './log.js';

describe('the log', () => {
  it('has a time and a level in each line, and leaves out what matters less', () => {
    const lines: string[] = [];
    const say = logTo(
      (line) => lines.push(line),
      'info',
      () => Date.UTC(2026, 10, 30, 12),
    );
    say('starts');
    say('fine detail', 'debug');
    say('warning: the clock is wrong');
    say('the disk is full', 'error');
    expect(lines).toEqual([
      '2026-11-30T12:00:00.000Z info    starts',
      '2026-11-30T12:00:00.000Z warning the clock is wrong',
      '2026-11-30T12:00:00.000Z error   the disk is full',
    ]);
    const few: string[] = [];
    const seldom = logTo(
      (line) => few.push(line),
      'error',
      () => 0,
    );
    seldom('warning: x');
    seldom('starts');
    expect(few).toEqual([]);
  });

  it('does not repeat a sentence in a row', () => {
    const lines: string[] = [];
    const say = withoutRepeats((line) => lines.push(line));
    for (const message of ['a', 'a', 'b', 'a']) say(message);
    expect(lines).toEqual(['a', 'b', 'a']);
  });
});

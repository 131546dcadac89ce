import { duration, named, parseLength, shown } from './texts.js';

describe('texts for the terminal', () => {
  it.each([
    ['30m', 1_800_000],
    ['2h', 7_200_000],
    ['1h30m', 5_400_000],
    ['1h30', 5_400_000],
    ['90', 5_400_000],
    ['0m', undefined],
    ['', undefined],
    ['30s', undefined],
    ['-5m', undefined],
    ['99999999999m', undefined],
  ])('the length "%s" is %p ms', (text, lengthMs) => {
    expect(parseLength(text)).toBe(lengthMs);
  });

  it.each([
    [0, '0 s'],
    [59.9, '59 s'],
    [60, '1 min'],
    [3_599, '59 min'],
    [3_900, '1 h 05 min'],
  ])('%p seconds are "%s"', (seconds, text) => {
    expect(duration(seconds)).toBe(text);
  });

  it('titles neither move the cursor nor turn the text', () => {
    expect(shown('a\u001b[2Jb\u202ec\u2066d\ne')).toBe('a [2Jbcd e');
    expect(named({ application: 'A\r', title: 'b', url: 'https://c/' })).toBe('A  · b · https://c/');
  });
});

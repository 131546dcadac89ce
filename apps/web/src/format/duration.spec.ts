import { textsFor } from '../text/texts.js';
import { durationText } from './duration.js';

describe('a length of time in words', () => {
  it.each([
    [0, '0 s'],
    [59.4, '59 s'],
    [59.6, '1 m'],
    [3_569, '59 m'],
    [3_571, '1 h 0 m'],
    [22_320, '6 h 12 m'],
    [-1_320, '22 m'],
    [749_040, '208 h 4 m'],
    [50_571_420, '14,047 h 37 m'],
  ])('%d seconds: %s', (seconds, words) => expect(durationText(textsFor(['en-GB']), seconds)).toBe(words));

  it('is German for a reader of German', () => {
    expect(durationText(textsFor(['de-AT', 'en']), 22_320)).toBe('6 Std. 12 Min.');
  });
});

describe('the texts of a reader', () => {
  it.each([
    [['de-CH'], 'de'],
    [['fr', 'de'], 'de'],
    [['fr'], 'en'],
    [[], 'en'],
    [['EN-us'], 'en'],
  ])('of %j are in %s', (locales, language) => expect(textsFor(locales).language).toBe(language));
});

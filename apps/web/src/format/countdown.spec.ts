import { countdownText } from './countdown.js';

it.each([
  [1_500, '25:00'],
  [1_499.2, '25:00'],
  [65, '1:05'],
  [0.4, '0:01'],
  [0, '0:00'],
  [-3, '0:00'],
  [3_845, '1:04:05'],
  [86_400, '24:00:00'],
])('%d seconds are shown as %s', (seconds, expected) => expect(countdownText(seconds)).toBe(expected));

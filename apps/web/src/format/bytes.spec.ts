import { byteText } from './bytes.js';

it.each([
  ['en', 0, '0 byte'],
  ['en', 999, '999 byte'],
  ['en', 1_000, '1 kB'],
  ['en', 3_449_000, '3.4 MB'],
  ['de', 2_000_000_000, '2 GB'],
  ['de', 1_500_000, '1,5 MB'],
  ['en', 5e13, '50,000 GB'],
])('in %s, %i bytes are %s', (locale, bytes, text) =>
  expect(byteText(locale, bytes).replace('\u00a0', ' ')).toBe(text),
);

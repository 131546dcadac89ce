import { withoutApostrophes } from './formulas.js';

it.each([
  ["'=1+1", '=1+1'],
  ["''=1", "'=1"],
  ["notes;'=1", 'notes;=1'],
  ["'\t'=1", '\t=1'],
  ["'quoted'", "'quoted'"],
  ["it's -1", "it's -1"],
])('reads %j of an export as %j', (cell, text) => {
  expect(withoutApostrophes(cell)).toBe(text);
});

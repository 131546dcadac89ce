import { shownLabels } from './labels.js';

const days = Array.from({ length: 31 }, (_, n) => String(n + 1));
const tenYears = Array.from({ length: 120 }, (_, n) => `Mon 20${10 + Math.floor(n / 12)}`);

describe('the labels of bars', () => {
  it.each([
    ['stand under every bar with room', ['Mon', 'Tue', 'Wed'], 100, [0, 1, 2]],
    ['stand under every second bar with less room', ['Mon', 'Tue', 'Wed'], 20, [0, 2]],
    ['are left out where a bar has none', ['', 'Jan', '', '', 'Feb'], 12, [1, 4]],
    ['are none without bars', [], 100, []],
    ['stand under one bar, as narrow as it may be', ['2026'], 1, [0]],
  ])('%s', (_, labels, step, shown) => {
    expect([...shownLabels(labels, step)]).toEqual(shown);
  });

  it.each([
    ['the days of a month on a phone', days, 8],
    ['the months of ten years', tenYears, 8.6],
  ])('do not meet: %s', (_, labels, step) => {
    const shown = [...shownLabels(labels, step)];
    expect(shown.length).toBeGreaterThan(3);
    for (const [n, place] of shown.slice(1).entries())
      expect((place - shown[n]!) * step).toBeGreaterThan(6 * labels[place]!.length);
  });
});

import { CancelBudget } from './cancel-budget.js';

let nowMs: number;
let budget: CancelBudget;
beforeEach(() => {
  nowMs = 0;
  budget = new CancelBudget(() => nowMs);
});

/** Spends until the budget says no, and returns the number of cancels. */
function spendAll(): number {
  for (let count = 1; ; count++) if (!budget.spend()) return count;
}

describe('the budget of cancelled calls', () => {
  it('is 500 at once', () => {
    expect(spendAll()).toBe(500);
  });

  it.each([
    [1, 33],
    [10, 330],
    [3600, 500],
  ])('has, %d s after it was spent, room for %d more', (seconds, more) => {
    spendAll();
    nowMs += seconds * 1000;
    expect(spendAll()).toBe(more);
  });

  it('is never spent by 33 cancels a second', () => {
    for (let count = 0; count < 3000; count++) {
      nowMs += 1000 / 33;
      expect(budget.spend()).toBe(true);
    }
  });
});

import { jest } from '@jest/globals';
import { Soon } from './soon.js';

describe('a work that is done soon', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  it('is done once for many that ask', async () => {
    let times = 0;
    const soon = new Soon(async () => void times++, 300);
    for (let n = 0; n < 50; n++) soon.ask(100);
    await jest.advanceTimersByTimeAsync(1_000);
    expect(times).toBe(1);
  });

  it('is done a few times a second at most, and never not at all', async () => {
    let times = 0;
    const soon = new Soon(async () => void times++, 300);
    for (let n = 0; n < 100; n++) {
      soon.ask(100);
      await jest.advanceTimersByTimeAsync(50);
    }
    expect(times).toBeGreaterThanOrEqual(14);
    expect(times).toBeLessThanOrEqual(17);
  });

  it('comes earlier when another one asks for that', async () => {
    let times = 0;
    const soon = new Soon(async () => void times++, 300);
    soon.ask(1_000);
    soon.ask(100);
    await jest.advanceTimersByTimeAsync(150);
    expect(times).toBe(1);
    await jest.advanceTimersByTimeAsync(2_000);
    expect(times).toBe(1);
  });

  it('is done again after a work that was asked for while it was done', async () => {
    let times = 0;
    const soon: Soon = new Soon(async () => {
      if (times++ === 0) soon.ask(0);
    }, 300);
    soon.ask(0);
    await jest.advanceTimersByTimeAsync(1_000);
    expect(times).toBe(2);
  });

  it('goes on after a work that failed', async () => {
    let times = 0;
    const soon = new Soon(async () => {
      times++;
      await Promise.reject(new Error('no storage')).catch(() => undefined);
    }, 300);
    soon.ask(0);
    await jest.advanceTimersByTimeAsync(1_000);
    soon.ask(0);
    await jest.advanceTimersByTimeAsync(1_000);
    expect(times).toBe(2);
  });
});

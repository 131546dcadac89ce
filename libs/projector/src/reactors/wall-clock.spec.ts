import { WALL_CLOCK } from './wall-clock.js';

describe('a wait of the wall clock', () => {
  it('ends after its time, and listens to the signal no longer', async () => {
    const { signal } = new AbortController();
    const removed: string[] = [];
    const remove = signal.removeEventListener.bind(signal);
    signal.removeEventListener = (type: string, listener: EventListener) => {
      removed.push(type);
      remove(type, listener);
    };
    await WALL_CLOCK.wait(1, signal);
    expect(removed).toEqual(['abort']);
  });

  it('ends at once for a signal that is aborted', async () => {
    await WALL_CLOCK.wait(1_000_000, AbortSignal.abort());
  });

  it('ends when the signal is aborted meanwhile', async () => {
    const news = new AbortController();
    const waiting = WALL_CLOCK.wait(1_000_000, news.signal);
    news.abort('news');
    await waiting;
  });
});

import { AtOnce } from './at-once.js';

/** Work that ends when it is told to. */
function work() {
  let end: (error?: Error) => void = () => undefined;
  const ended = new Promise<void>((resolve, reject) => (end = (error) => (error ? reject(error) : resolve())));
  return { run: () => ended, end };
}

it('runs so much of one account at once, and more when some has ended or failed', async () => {
  const limit = new AtOnce(2, 'exports');
  const [first, second] = [work(), work()];
  const running = [limit.run('a', first.run), limit.run('a', second.run)];
  const refused = limit.run('a', () => Promise.resolve());
  await expect(refused).rejects.toMatchObject({ code: 'rate_limit_exceeded', retryAfterSeconds: 10 });
  await expect(limit.run('b', () => Promise.resolve('other'))).resolves.toBe('other');
  first.end();
  await running[0];
  await expect(limit.run('a', () => Promise.resolve('third'))).resolves.toBe('third');
  second.end(new Error('broke'));
  await expect(running[1]).rejects.toThrow('broke');
  const [third, fourth] = [work(), work()];
  const both = [limit.run('a', third.run), limit.run('a', fourth.run)];
  third.end();
  fourth.end();
  await Promise.all(both);
});

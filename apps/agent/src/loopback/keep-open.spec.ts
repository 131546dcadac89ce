import { until } from '../testing/until.js';
import { keepOpen } from './keep-open.js';

const taken = () => Promise.reject(Object.assign(new Error('taken'), { code: 'EADDRINUSE' }));

it('a taken port is told once, and opened when it is free', async () => {
  let [attempts, closed, port] = [0, 0, 0];
  const told: (string | undefined)[] = [];
  const kept = await keepOpen({
    open: () => ((attempts += 1) < 4 ? taken() : Promise.resolve({ port: 7, close: async () => void (closed += 1) })),
    failed: ({ code }) => told.push(code),
    opened: (opened) => (port = opened),
    tryAgainMs: 1,
  });
  await until('the port', () => port !== 0);
  await kept.close();
  expect({ attempts, told, port, closed }).toEqual({ attempts: 4, told: ['EADDRINUSE'], port: 7, closed: 1 });
});

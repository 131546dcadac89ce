import { OWN_NAMES } from '@app/settings';
import { everyRoute } from './routes.js';

/** Files that middleware serves: no controller has them. */
const OF_MIDDLEWARE = ['assets'];

it('the names with which addresses begin are those that no public URL may use as its path', () => {
  const operations = everyRoute().flatMap((route) => route.operations);
  const names = operations.map((operation) => operation.split('/')[1] ?? '').filter((name) => name !== '');
  expect([...new Set([...names, ...OF_MIDDLEWARE])].sort()).toEqual([...OWN_NAMES].sort());
});

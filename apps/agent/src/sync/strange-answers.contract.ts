import { between, NEVER, spans } from '../testing/sync-scene.js';

const acknowledgement = { accepted: 3, duplicates: 0, rejected: [], nextSyncSeconds: 180 };
const refusal = { index: 0, code: 'invalid_time', message: 'It ends before it starts.' };

describe('an answer 200 that does not account for each record', () => {
  it.each<[string, unknown]>([
    ['takes nothing', { ...acknowledgement, accepted: 0 }],
    ['takes fewer', { ...acknowledgement, accepted: 2 }],
    ['takes more', { ...acknowledgement, accepted: 4 }],
    ['counts backwards', { ...acknowledgement, accepted: 4, duplicates: -1 }],
    ['counts in parts', { ...acknowledgement, accepted: 2.5, duplicates: 0.5 }],
    ['counts in words', { ...acknowledgement, accepted: '3' }],
    ['refuses nothing in particular', { ...acknowledgement, accepted: 2, rejected: [null] }],
    ['refuses one record twice', { ...acknowledgement, accepted: 1, rejected: [refusal, refusal] }],
    ['refuses a record that was not sent', { ...acknowledgement, accepted: 2, rejected: [{ ...refusal, index: 3 }] }],
    ['refuses without a reason', { ...acknowledgement, accepted: 2, rejected: [{ index: 0 }] }],
    ['refuses by a name', { ...acknowledgement, accepted: 2, rejected: [{ ...refusal, index: 'length' }] }],
    ['is a list', [acknowledgement]],
    ['is null', null],
    ['is a text', 'welcome'],
  ])('and %s leaves all of them in the queue', (_what, body) =>
    between(async ({ server, spool, synchroniser, states }) => {
      await spool.append(spans(3));
      server.script.push(() => ({ status: 200, body }));
      expect(await synchroniser.sync(NEVER)).toBe(5);
      expect(states.at(-1)?.result).toMatch(
        /^the answer .* (not from a Timeledger server|not account for all records)/,
      );
      expect(await spool.pending(10)).toHaveLength(3);
      await synchroniser.sync(NEVER);
      expect(server.taken.size).toBe(3);
    }),
  );
});

describe('the interval that an answer asks for', () => {
  it.each([
    [1, 1],
    [86_400, 86_400],
    [1e12, 86_400],
    [1e300, 86_400],
    [0, 180],
    [-5, 180],
    ['60', 180],
    [null, 180],
  ])('of %p seconds becomes %i', (nextSyncSeconds, expected) =>
    between(async ({ server, spool, synchroniser }) => {
      await spool.append(spans(3));
      server.script.push(() => ({ status: 200, body: { ...acknowledgement, nextSyncSeconds } }));
      expect(await synchroniser.sync(NEVER)).toBe(expected);
    }),
  );
});

import type { EventStream, ServerEvent } from './event-stream.js';
import { LiveWatch } from './live-watch.js';
import { tellLive, type Teller } from './tell-live.js';

const CHANGE = { all: false, kinds: ['focus'] as const, days: [] };

/** The names of the events that a listener gets, who is told one change. */
async function toldWith(changes: Partial<Teller>): Promise<string[]> {
  const sent: string[] = [];
  const watch = new LiveWatch({ userId: 'ada', credentialStream: '', isPage: true, mayHear: () => true });
  const stream = {
    begin: async () => undefined,
    send: async ({ event }: ServerEvent) => void sent.push(event),
    end: () => void sent.push('end'),
  } as unknown as EventStream;
  const answers = [CHANGE];
  const take = () => {
    const told = answers.shift();
    if (!told) watch.end();
    return { told, position: 7n };
  };
  const teller = { take, idOf: String, moment: async () => ({}), isHearing: () => true, isStill: async () => true };
  await tellLive(stream, watch, { ...teller, untilExpiryMs: () => Infinity, ...changes });
  return sent;
}

it.each<[why: string, changes: Partial<Teller>, expected: string[]]>([
  ['at first, a change and a sign of life', {}, ['change', 'alive', 'end']],
  ['no sign of life while changes are not heard', { isHearing: () => false }, ['change', 'end']],
  ['nothing without access', { isStill: async () => false }, ['end']],
  ['nothing when a store does not answer', { isStill: () => Promise.reject(new Error()) }, ['end']],
])('a listener gets %s', async (_, changes, expected) => {
  expect(await toldWith(changes)).toEqual(expected);
});

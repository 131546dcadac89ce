import { startNode } from '@app/esdb-node';
import { type ClosedDay, summaryStream } from '@app/domain';
import { ReactorScene } from '../testing/reactor-scene.js';
import { Stage } from '../testing/stage.js';
import { DayCloser } from './day-closer.js';

let stage: Stage;
let scene: ReactorScene;
beforeAll(async () => {
  stage = await Stage.open(startNode);
});
afterAll(() => stage.close());
afterEach(() => scene.end());

const MINUTE_MS = 60_000;
const MOVED = '2026-11-29T22:00Z';

/** When and in which zone the day 2026-11-29 of a user is closed who moves at noon in Honolulu. */
async function closeOf(moves: readonly string[], closingIso: string): Promise<string[]> {
  scene = new ReactorScene(stage, await stage.newLog(), '2026-11-29T12:00Z');
  scene.start((options) => new DayCloser(options));
  const userId = await scene.user('Pacific/Honolulu');
  await scene.record(userId, '2026-11-29T12:00Z', 30);
  await scene.goTo(MOVED);
  for (const timeZone of moves) await scene.move(userId, timeZone);
  if (Date.parse(closingIso) > Date.parse(MOVED)) {
    await scene.goTo(new Date(Date.parse(closingIso) - MINUTE_MS).toISOString());
    await scene.goTo(closingIso);
  }
  const closed = await scene.untilIn(summaryStream(userId), 1);
  return closed.map(({ data, recordedAt }) => {
    const { localDate, timeZone } = data as ClosedDay & { timeZone: string };
    return `${localDate} in ${timeZone} at ${recordedAt.toISOString()}`;
  });
}

describe('the day of a user who moves', () => {
  it.each([
    ['at once, when it is over there', ['Pacific/Kiritimati'], '2026-11-29T22:00:00.000Z'],
    ['earlier, when they move east', ['Europe/Tallinn'], '2026-11-29T22:01:00.000Z'],
    ['later, when they move west', ['Pacific/Pago_Pago'], '2026-11-30T11:01:00.000Z'],
    ['in the last of their zones', ['America/New_York', 'Pacific/Pago_Pago'], '2026-11-30T11:01:00.000Z'],
  ])('is closed %s', async (_title, moves, closingIso) => {
    expect(await closeOf(moves, closingIso)).toEqual([`2026-11-29 in ${moves.at(-1)} at ${closingIso}`]);
  });
});

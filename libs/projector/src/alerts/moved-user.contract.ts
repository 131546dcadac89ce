import { startNode } from '@app/esdb-node';
import { type AlertTrigger, alertStream } from '@app/domain';
import { ReactorScene } from '../testing/reactor-scene.js';
import { Stage } from '../testing/stage.js';
import { AlertReactor } from './alert-reactor.js';

let stage: Stage;
let scene: ReactorScene;
beforeAll(async () => {
  stage = await Stage.open(startNode);
});
afterAll(() => stage.close());
afterEach(() => scene.end());

describe('a less-than alert of a user who moves', () => {
  it.each([
    ['at once, where the day is over', 'Pacific/Kiritimati', undefined, '2026-10-02T10:01:00.000Z'],
    ['at the earlier end of the day', 'Europe/Tallinn', '2026-10-02T21:01Z', '2026-10-02T21:01:00.000Z'],
    ['at the later end of the day', 'Pacific/Pago_Pago', '2026-10-03T11:01Z', '2026-10-03T11:01:00.000Z'],
  ])('is judged %s', async (_title, timeZone, goTo, at) => {
    // In Honolulu it is noon of 30 September. The first day that is judged is 1 October.
    scene = new ReactorScene(stage, await stage.newLog(), '2026-09-30T22:00Z');
    const userId = await scene.user('Pacific/Honolulu');
    scene.start((options) => new AlertReactor(options));
    const definition = { comparison: 'less-than', hours: 0.5, subject: { kind: 'total' } };
    await scene.append(alertStream(userId), { type: 'AlertDefined', data: { id: 1, ...definition } });
    for (const iso of ['2026-10-01T10:01Z', '2026-10-02T10:01Z']) await scene.goTo(iso);
    const isTrigger = ({ type }: { type: string }) => type === 'AlertTriggered';
    await scene.untilIn(alertStream(userId), 1, isTrigger);
    await scene.goTo('2026-10-02T20:00Z');
    await scene.move(userId, timeZone);
    if (goTo !== undefined) {
      await scene.goTo(new Date(Date.parse(goTo) - 60_000).toISOString());
      await scene.goTo(goTo);
    }
    const [, second] = await scene.untilIn(alertStream(userId), 2, isTrigger);
    expect(second?.data as AlertTrigger).toMatchObject({ localDate: '2026-10-02', at: Date.parse(at) });
  });
});

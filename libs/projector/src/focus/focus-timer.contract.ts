import { startNode } from '@app/esdb-node';
import { focusStream } from '@app/domain';
import type { ReactorOptions } from '../reactors/reaction.js';
import { ReactorScene } from '../testing/reactor-scene.js';
import { type Log, Stage } from '../testing/stage.js';
import { FocusTimer } from './focus-timer.js';

/**
 * The events of the focus timer, on a real node. The tests set the time. Every test has its own
 * log.
 */

let stage: Stage;
let log: Log;
let scene: ReactorScene;
let userId: string;
beforeAll(async () => {
  stage = await Stage.open(startNode);
});
afterAll(() => stage.close());
beforeEach(async () => {
  log = await stage.newLog();
  scene = new ReactorScene(stage, log, '2026-11-21T12:00Z');
  userId = await scene.user('UTC');
});
afterEach(() => scene.end());

const timer = (options: ReactorOptions) => new FocusTimer(options);
const begin = (id: number, iso: string, minutes: number, of = userId) => {
  const startedAt = Date.parse(iso);
  const data = { id, durationMinutes: minutes, startedAt, endsAt: startedAt + minutes * 60_000 };
  return scene.append(focusStream(of), { type: 'FocusSessionStarted', data });
};
const stopped = (sessionId: number, iso: string) =>
  scene.append(focusStream(userId), {
    type: 'FocusSessionEnded',
    data: { sessionId, endedAt: Date.parse(iso), because: 'stopped' },
  });

/** The ended sessions: which, when and why. */
async function endsOf(of: string, atLeast: number): Promise<string[]> {
  const events = await scene.untilIn(focusStream(of), atLeast, ({ type }) => type === 'FocusSessionEnded');
  return events.map(({ data }) => {
    const { sessionId, endedAt, because } = data as { sessionId: number; endedAt: number; because: string };
    return `${sessionId} ${because} at ${new Date(endedAt).toISOString().slice(11, 16)}`;
  });
}

/**
 * Resolves when all due tasks are done. The session of another user, which ends now, is one of
 * them.
 */
async function untilAllIsDone(): Promise<void> {
  const other = await scene.user('UTC');
  await begin(1, new Date(scene.clock.nowMs() - 5 * 60_000).toISOString(), 5, other);
  await endsOf(other, 1);
}

describe('the focus timer', () => {
  it('ends a session when its time has passed, and not before', async () => {
    scene.start(timer);
    await begin(1, '2026-11-21T12:00Z', 25);
    await scene.goTo('2026-11-21T12:24Z');
    await untilAllIsDone();
    expect(await endsOf(userId, 0)).toEqual([]);
    await scene.goTo('2026-11-21T12:25Z');
    expect(await endsOf(userId, 1)).toEqual(['1 elapsed at 12:25']);
  });

  it('does not end a session that was stopped', async () => {
    scene.start(timer);
    await begin(1, '2026-11-21T12:00Z', 25);
    await stopped(1, '2026-11-21T12:10Z');
    await scene.goTo('2026-11-21T12:30Z');
    await untilAllIsDone();
    expect(await endsOf(userId, 1)).toEqual(['1 stopped at 12:10']);
  });

  it('ends a session once after an outage, with the right time, also with two timers', async () => {
    await begin(1, '2026-11-21T12:00Z', 25);
    await scene.goTo('2026-11-21T18:00Z');
    scene.start(timer);
    scene.start(timer);
    await untilAllIsDone();
    expect(await endsOf(userId, 1)).toEqual(['1 elapsed at 12:25']);
    await scene.end();
    scene.start(timer);
    await untilAllIsDone();
    expect(await endsOf(userId, 1)).toEqual(['1 elapsed at 12:25']);
  });

  it('sets aside unreadable events, and goes on', async () => {
    scene.start(timer);
    await scene.append(focusStream(userId), { type: 'FocusSessionStarted', data: { id: 'x' } });
    await begin(2, '2026-11-21T12:00Z', 5);
    await scene.goTo('2026-11-21T12:05Z');
    expect(await endsOf(userId, 1)).toEqual(['2 elapsed at 12:05']);
    expect(scene.setAside).toEqual([expect.stringContaining(`${focusStream(userId)} 0: `)]);
  });
});

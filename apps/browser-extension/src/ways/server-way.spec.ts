import { ServerScene, TAKEN } from '../testing/server-scene.js';
import type { SendOutcome } from '../server/server-calls.js';

const MINUTE_MS = 60_000;
const FAILED: SendOutcome = { type: 'failed', retryAfterSeconds: undefined };

let scene: ServerScene;
beforeEach(() => void (scene = new ServerScene()));

const answers = (outcome: SendOutcome) => void (scene.answers = { ...scene.answers, send: async () => outcome });

describe('time without an agent', () => {
  it('reaches the server with its hosts, and the popup shows it', async () => {
    await scene.watch('a.example', 60);
    await scene.watch('b.example', 30);
    await scene.watch(null, 60);
    await scene.way.due();
    expect(scene.secondsByHost).toEqual({ 'a.example': 60, 'b.example': 30 });
    expect(await scene.way.shown()).toMatchObject({
      ...{ connection: 'works', waiting: 0, lost: 0, isPaused: false },
      top: [
        { site: 'a.example', seconds: 60 },
        { site: 'b.example', seconds: 30 },
      ],
    });
  });

  it('of one stay that grows is sent under one id, and counted once', async () => {
    for (let minute = 0; minute < 10; minute++) {
      await scene.watch('a.example', 60);
      await scene.way.due();
    }
    const ids = new Set(scene.bodies.flatMap(({ activities }) => activities.map(({ id }) => id)));
    expect(ids.size).toBe(1);
    expect((await scene.way.shown()).top).toEqual([{ site: 'a.example', seconds: 600 }]);
  });

  it('waits while the server does not answer, and is sent once when it does', async () => {
    answers(FAILED);
    for (let minute = 0; minute < 20; minute++) {
      await scene.watch(`${minute}.example`, 60);
      await scene.way.due();
    }
    expect(await scene.way.shown()).toMatchObject({ connection: 'no-answer', waiting: 20 });
    const calls = scene.bodies.length;
    expect(calls).toBeLessThanOrEqual(6);
    scene.restart();
    answers(TAKEN);
    await scene.way.due();
    expect(Object.values(scene.secondsByHost)).toEqual(Array.from({ length: 20 }, () => 60));
    expect((await scene.way.shown()).waiting).toBe(0);
  });

  it('whose answer was lost is sent again under the same ids', async () => {
    await scene.watch('a.example', 60);
    await scene.watch(null, 30);
    answers(FAILED);
    await scene.way.due();
    answers(TAKEN);
    scene.now += 15 * MINUTE_MS;
    await scene.way.due();
    const [first, second] = scene.bodies.map(({ activities }) => activities);
    expect(second).toEqual(first);
  });

  it('is not sent before the server wants it', async () => {
    await scene.watch('a.example', 60);
    await scene.way.due();
    await scene.watch('b.example', 60);
    await scene.way.due();
    expect(scene.bodies).toHaveLength(1);
  });

  it('is halved until a call is small enough', async () => {
    answers(FAILED);
    for (let n = 0; n < 20; n++) await scene.watch(`${n}.example`, 30);
    await scene.watch(null, 30);
    scene.answers = {
      ...scene.answers,
      send: async ({ activities }) => (activities.length > 6 ? { type: 'too-large' } : TAKEN),
    };
    await scene.way.due();
    expect(Object.keys(scene.secondsByHost)).toHaveLength(20);
    expect((await scene.way.shown()).waiting).toBe(0);
  });

  it('that the server refuses for good is counted as lost, and blocks nothing', async () => {
    await scene.watch('a.example', 60);
    await scene.watch('b.example', 60);
    await scene.watch(null, 30);
    answers({ ...TAKEN, refused: [0] } as SendOutcome);
    await scene.way.due();
    expect(await scene.way.shown()).toMatchObject({ waiting: 0, lost: 1 });
  });

  it('of a clock that is fast waits until the server takes it', async () => {
    await scene.watch('a.example', 60);
    await scene.watch(null, 30);
    answers({ ...TAKEN, early: [0] } as SendOutcome);
    await scene.way.due();
    expect(await scene.way.shown()).toMatchObject({ waiting: 1, lost: 0 });
    answers(TAKEN);
    scene.now += 5 * MINUTE_MS;
    await scene.way.due();
    expect((await scene.way.shown()).waiting).toBe(0);
  });

  it.each([
    [{ type: 'key-refused' }, 'key-refused'],
    [{ type: 'too-many-devices' }, 'too-many-devices'],
  ] as const)('waits after %j, and the calls become rare', async (outcome, connection) => {
    answers(outcome);
    for (let minute = 0; minute < 20; minute++) {
      await scene.watch('a.example', 60);
      await scene.way.due();
    }
    expect(await scene.way.shown()).toMatchObject({ connection, waiting: 1 });
    expect(scene.bodies).toHaveLength(2);
  });

  it('that was erased does not come back from the queue', async () => {
    answers(FAILED);
    const from = scene.now;
    await scene.watch('gone.example', 60);
    const to = scene.now;
    await scene.watch('kept.example', 60);
    await scene.watch(null, 30);
    scene.answers = {
      ...scene.answers,
      send: async () => TAKEN,
      commands: async () => ({ focus: null, erased: [{ from, to }], nextPollSeconds: 60 }),
    };
    await scene.way.due();
    expect(scene.secondsByHost).toEqual({ 'kept.example': 60 });
  });

  it('is nothing while an agent on this computer keeps it', async () => {
    scene.isAgentHere = true;
    await scene.way.due();
    await scene.watch('a.example', 120);
    await scene.way.due();
    expect(scene.bodies).toEqual([]);
    expect((await scene.way.shown()).connection).toBe('agent-here');
    scene.isAgentHere = false;
    await scene.way.due();
    await scene.watch('a.example', 60);
    await scene.way.due();
    expect(scene.secondsByHost).toEqual({ 'a.example': 60 });
  });

  it('is nothing during a pause, which goes on when the browser was started again', async () => {
    await scene.watch('a.example', 60);
    await scene.way.pause(15);
    await scene.watch('a.example', 120);
    scene.restart();
    await scene.watch('a.example', 120);
    expect(await scene.way.shown()).toMatchObject({ isPaused: true, pausedUntil: scene.now + 11 * MINUTE_MS });
    await scene.way.resume();
    await scene.watch('b.example', 60);
    await scene.way.due();
    expect(scene.secondsByHost).toEqual({ 'a.example': 60, 'b.example': 60 });
  });

  it.each(['constructor', '__proto__', 'tostring'])('at a host called %s is as at any other', async (host) => {
    await scene.watch(host, 60);
    await scene.watch('a.example', 30);
    await scene.way.due();
    const { top } = await scene.way.shown();
    expect(top.every(({ seconds }) => seconds > 0)).toBe(true);
    expect(top.map(({ site }) => site)).toContain('a.example');
  });

  it('ends when the screen is locked', async () => {
    await scene.watch('a.example', 60);
    const page = { host: 'a.example', path: '/', title: '', audible: false };
    await scene.way.look({ page, idle: 'locked', inputAt: null });
    scene.now += 2 * MINUTE_MS;
    await scene.way.look({ page, idle: 'active', inputAt: scene.now });
    await scene.way.due();
    expect(scene.secondsByHost).toEqual({ 'a.example': 60 });
  });
});

describe('a focus session without an agent', () => {
  const page = { host: 'www.film.example', path: '/', title: '', audible: false };
  const look = () => scene.way.look({ page, idle: 'active', inputAt: scene.now });
  const asked: string[] = [];
  beforeEach(() => {
    asked.length = 0;
    const focus = { sessionId: '1', endsAt: scene.now + 30 * MINUTE_MS, blockedLevels: [-2], allowed: [] };
    scene.answers = {
      ...scene.answers,
      commands: async () => ({ focus, erased: [], nextPollSeconds: 60 }),
      levelOf: async (name) => (asked.push(name), -2),
    };
  });

  it('blocks a site of its levels, and asks for the level of a site once', async () => {
    expect(await look()).toBeNull();
    await scene.way.due();
    expect(await look()).toMatchObject({ host: 'www.film.example', mayExtend: true });
    expect(await look()).not.toBeNull();
    expect(asked).toEqual(['film.example']);
    expect((await scene.way.shown()).focusEndsAt).toBe(Date.UTC(2026, 10, 21, 11, 30));
  });

  it('gives five more minutes once', async () => {
    await scene.way.due();
    expect(await scene.way.more('www.film.example')).toBe(true);
    expect(await look()).toBeNull();
    scene.now += 5 * MINUTE_MS;
    expect(await look()).toMatchObject({ mayExtend: false });
    expect(await scene.way.more('www.film.example')).toBe(false);
  });

  it('ends on time, without another word of the server', async () => {
    await scene.way.due();
    scene.answers = { ...scene.answers, commands: () => Promise.reject(new Error('offline')) };
    scene.now += 30 * MINUTE_MS;
    await scene.way.due();
    expect(await look()).toBeNull();
    expect((await scene.way.shown()).focusEndsAt).toBeNull();
  });

  it('blocks nothing while the level of a site is not known', async () => {
    scene.answers = { ...scene.answers, levelOf: () => Promise.reject(new Error('offline')) };
    await scene.way.due();
    expect(await look()).toBeNull();
  });
});

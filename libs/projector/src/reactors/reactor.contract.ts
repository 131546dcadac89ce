import { setImmediate as nextTurnOfTheLoop } from 'node:timers/promises';
import { UPCASTERS } from '@app/domain';
import { startNode } from '@app/esdb-node';
import { EventStore, type StoredEvent } from '@app/event-store';
import { v4 as uuidV4 } from 'uuid';
import { ReactorScene } from '../testing/reactor-scene.js';
import { type Log, Stage, until } from '../testing/stage.js';
import type { Agenda } from './agenda.js';
import type { Reaction } from './reaction.js';
import { Reactor } from './reactor.js';

/** The behaviour of every reactor, on a real node and a real engine. */

let stage: Stage;
let log: Log;
let scene: ReactorScene;
beforeAll(async () => {
  stage = await Stage.open(startNode);
});
afterAll(() => stage.close());
beforeEach(async () => {
  log = await stage.newLog();
  scene = new ReactorScene(stage, log, '2026-11-20T08:00Z');
});
afterEach(() => scene.end());

/** Does the task of an event a minute after it was heard. A stream name stands for its event. */
class Errands implements Reaction<string> {
  readonly name = 'errands';
  readonly streamPrefixes = ['errand-'];
  readonly done: string[] = [];
  readonly tried: string[] = [];
  constructor(private readonly fails: (errand: string) => boolean = () => false) {}

  /** The first letter of the task. */
  laneOf(errand: string): string {
    return errand.charAt('errand-'.length);
  }

  async hear({ stream }: StoredEvent, agenda: Agenda<string>): Promise<void> {
    agenda.plan(stream, stream, scene.clock.nowMs() + 60_000);
  }

  async perform(errand: string): Promise<void> {
    this.tried.push(errand);
    if (this.fails(errand)) throw new TypeError('a bug');
    this.done.push(errand);
  }
}

const ask = (errand: string) => scene.append(`errand-${errand}`, { type: 'Asked', data: {} });

const checkpointOf = async (name: string) =>
  (await stage.readModels.readCheckpoint({ projection: name, storeId: await log.store.identity() }))?.position;

describe('a reactor', () => {
  it('tries a failed task again after a minute: other tasks do not wait, but the checkpoint does', async () => {
    let isBroken = true;
    const errands = new Errands((errand) => isBroken && errand === 'errand-b');
    const reactor = scene.start(() => errands);
    for (const errand of ['a', 'b', 'c']) await ask(errand);
    await scene.goTo('2026-11-20T08:01Z');
    await until('two errands to be done', () => errands.done.length === 2);
    await until('the failure to be told', () => scene.interruptions.length === 1);
    const [a] = await scene.read('errand-a');
    await until('its place to be kept', async () => (await checkpointOf('errands')) === a?.position);
    isBroken = false;
    await scene.goTo('2026-11-20T08:02Z');
    await until('the third to be done', () => errands.done.length === 3);
    await reactor.stop();
    expect(errands.tried).toEqual(['errand-a', 'errand-b', 'errand-c', 'errand-b']);
    expect(scene.interruptions).toEqual([expect.any(TypeError)]);
    const [c] = await scene.read('errand-c');
    expect(await checkpointOf('errands')).toBe(c?.position);
  });

  it('does the tasks of one lane one after the other, and lanes at the same time', async () => {
    const running: string[] = [];
    let most = 0;
    class SlowErrands extends Errands {
      override async perform(errand: string): Promise<void> {
        const lane = this.laneOf(errand);
        expect(running).not.toContain(lane);
        running.push(lane);
        most = Math.max(most, running.length);
        await nextTurnOfTheLoop();
        running.splice(running.indexOf(lane), 1);
        await super.perform(errand);
      }
    }
    const errands = new SlowErrands();
    for (const errand of ['a1', 'a2', 'b1', 'a3', 'b2']) await ask(errand);
    scene.start(() => errands);
    await scene.goTo('2026-11-20T08:02Z');
    await until('all to be done', () => errands.done.length === 5);
    expect(most).toBe(2);
    expect(scene.interruptions).toEqual([]);
  });

  it('goes on without a checkpoint that cannot be written', async () => {
    const errands = new Errands();
    scene.failInserts = true;
    const reactor = scene.start(() => errands);
    for (const errand of ['a', 'b']) await ask(errand);
    await scene.goTo('2026-11-20T08:01Z');
    await until('both to be done', () => errands.done.length === 2);
    await until('the failure to be told', () => scene.interruptions.length > 0);
    scene.failInserts = false;
    await reactor.stop();
    const [b] = await scene.read('errand-b');
    expect(await checkpointOf('errands')).toBe(b?.position);
  });

  it('lets its checkpoint pass events of others, so that the next start does not examine them again', async () => {
    const others = async (count: number) => {
      const event = { type: 'Noted', data: {} };
      const metadata = { now: 0, principalId: 'tester' };
      const events = Array.from({ length: count }, () => ({ event, metadata }));
      const { position } = await log.store.append(`other-${uuidV4()}`, events, 'no_stream');
      return position;
    };
    await ask('a');
    const end = await others(10);
    const errands = new Errands();
    const reactor = scene.start(() => errands);
    await scene.goTo('2026-11-20T08:01Z');
    await until('the errand to be done', () => errands.done.length === 1);
    // The end of the past was passed. The next place is one that the server names on the way.
    await until('its place to be kept', async () => ((await checkpointOf('errands')) ?? 0n) >= end);
    await others(1_000);
    await scene.goTo('2026-11-20T08:02Z');
    await until('its place to be kept', async () => ((await checkpointOf('errands')) ?? 0n) > end);
    await reactor.stop();

    // It goes on from there, and hears what comes.
    const again = new Errands();
    scene.start(() => again);
    await ask('b');
    await scene.goTo('2026-11-20T08:04Z');
    await until('the next errand to be done', () => again.done.length === 1);
    expect(again.done).toEqual(['errand-b']);
  });

  it('begins at the start of a log that is an older copy of the one that its checkpoint is of', async () => {
    await ask('a');
    const position = ((await log.store.lastEvent())?.position ?? 0n) + 1_000_000n;
    const keys = { projections: ['errands'], storeId: await log.store.identity() };
    const atMs = Date.UTC(2026, 10, 20);
    await stage.readModels.writeCheckpoints(keys, { position, recordedAt: atMs, now: atMs });
    const errands = new Errands();
    scene.start(() => errands);
    await scene.goTo('2026-11-20T08:01Z');
    await until('the errand to be done', () => errands.done.length === 1);
  });

  it('ends when the log refuses its subscription for good', async () => {
    // eslint-disable-next-line require-yield -- refused before the first event
    const refused = async function* () {
      throw new Error('access denied');
    };
    const store = new Proxy(new EventStore('esdb://127.0.0.1:1?tls=false', { upcasters: UPCASTERS }), {
      get: (target, name) => {
        if (name === 'identity') return async () => undefined;
        if (name === 'follow') return refused;
        return Reflect.get(target, name, target) as unknown;
      },
    });
    const observer = { reacted: () => undefined, setAside: () => undefined, interrupted: () => undefined };
    const readModels = stage.readModels;
    const reactor = new Reactor(new Errands(), { store, readModels, observer });
    await expect(reactor.run()).rejects.toThrow('access denied');
    await store.close();
  });
});

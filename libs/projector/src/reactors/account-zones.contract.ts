import { startNode } from '@app/esdb-node';
import { accountStream, type DomainEvent } from '@app/domain';
import type { EventStore } from '@app/event-store';
import { v4 as uuidV4 } from 'uuid';
import { type Log, Stage } from '../testing/stage.js';
import { AccountZones } from './account-zones.js';

let stage: Stage;
let log: Log;
beforeAll(async () => {
  stage = await Stage.open(startNode);
  log = await stage.newLog();
});
afterAll(() => stage.close());

const append = (userId: string, event: DomainEvent, expected: bigint | 'no_stream') =>
  log.store.append(accountStream(userId), [{ event, metadata: { now: 0, principalId: 't' } }], expected);

async function accountIn(timeZone: string): Promise<string> {
  const userId = uuidV4();
  const data = { userId, email: `${userId}@example.org`, timeZone, plan: 'premium' };
  await append(userId, { type: 'AccountOpened', data }, 'no_stream');
  return userId;
}

/** The store. Its first reading has brought its events, and ends when `release` is called. */
function heldStore() {
  let [release, reached] = [() => undefined as void, () => undefined as void];
  const isReleased = new Promise<void>((resolve) => (release = resolve));
  const isHeld = new Promise<void>((resolve) => (reached = resolve));
  let reads = 0;
  const read = async function* (...request: Parameters<EventStore['read']>) {
    reads++;
    const isFirst = reads === 1;
    yield* log.store.read(...request);
    if (!isFirst) return;
    reached();
    await isReleased;
  };
  const store = new Proxy(log.store, {
    get: (target, name) => (name === 'read' ? read : (Reflect.get(target, name, target) as unknown)),
  });
  return { store, release, isHeld, reads: () => reads };
}

describe('the time zone of an account', () => {
  it('is read once until the account changes', async () => {
    const userId = await accountIn('Europe/Berlin');
    const { store, release, reads } = heldStore();
    release();
    const zones = new AccountZones(store);
    expect(await Promise.all([zones.timeZoneOf(userId), zones.timeZoneOf(userId)])).toEqual([
      'Europe/Berlin',
      'Europe/Berlin',
    ]);
    expect(reads()).toBe(1);
    await append(userId, { type: 'TimeZoneChanged', data: { timeZone: 'Asia/Tokyo' } }, 0n);
    zones.changed(userId);
    expect(await zones.timeZoneOf(userId)).toBe('Asia/Tokyo');
    expect(reads()).toBe(2);
  });

  it('is the new one when the account changes while it is read', async () => {
    const userId = await accountIn('Europe/Berlin');
    const { store, release, isHeld } = heldStore();
    const zones = new AccountZones(store);
    const asked = zones.timeZoneOf(userId);
    await isHeld;
    await append(userId, { type: 'TimeZoneChanged', data: { timeZone: 'Asia/Tokyo' } }, 0n);
    zones.changed(userId);
    release();
    expect(await asked).toBe('Asia/Tokyo');
    expect(await zones.timeZoneOf(userId)).toBe('Asia/Tokyo');
  });
});

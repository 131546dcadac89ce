import type { AllStreamRecordedEvent } from '@eventstore/db-client';
import { toStoredEvent } from './stored-event.js';

const CREATED = new Date('2026-11-20T12:00:00Z');
const written = (metadata: unknown) =>
  toStoredEvent(
    {
      ...{ id: 'e', streamId: 'note-1', revision: 3n, type: 'Noted', data: {}, created: CREATED, metadata },
      position: { commit: 9n, prepare: 9n },
    } as unknown as AllStreamRecordedEvent,
    new Map(),
  );

describe('when an event was first recorded', () => {
  it('is the moment that it took over from the event before', () => {
    const first = CREATED.getTime() - 5_000;
    expect(written({ firstRecordedAt: first })).toMatchObject({
      recordedAt: CREATED,
      firstRecordedAt: new Date(first),
    });
  });

  it.each([
    ['none', undefined],
    ['a later one', CREATED.getTime() + 1],
    ['half a millisecond', 1.5],
    ['a text', '2026-11-20T11:00:00Z'],
    ['a moment before 1970', -1],
    ['NaN', NaN],
  ])('is the moment of the store when the metadata has %s', (_title, firstRecordedAt) =>
    expect(written({ firstRecordedAt }).firstRecordedAt).toEqual(CREATED),
  );
});

describe('what an event was sent by', () => {
  it.each([
    { kind: 'session' },
    { kind: 'import' },
    { kind: 'api-key', id: 'key-1' },
    { kind: 'access-token', id: 'client-1' },
  ])('is what the metadata says: %p', (by) => expect(written({ by: { ...by, colour: 'red' } }).by).toEqual(by));

  it.each([
    [undefined],
    [null],
    ['session'],
    [{ kind: 'api-key' }],
    [{ kind: 'api-key', id: 7 }],
    [{ kind: 'api-key', id: 'x'.repeat(101) }],
    [{ kind: 'admin', id: 'a' }],
  ])('is not known when the metadata has %p', (by) => expect(written({ by }).by).toBeUndefined());

  it('is not known without metadata', () => expect(written(undefined).by).toBeUndefined());
});

describe('the command of an event', () => {
  it('is what the metadata says, when that is a short text', () => {
    expect(written({ commandId: 'c-1' }).commandId).toBe('c-1');
    for (const commandId of [undefined, 7, null, 'x'.repeat(101)])
      expect(written({ commandId }).commandId).toBeUndefined();
  });
});

import { Agenda } from './agenda.js';

const at = (position: number) => ({ position: BigInt(position), recordedAt: position * 10 });
const keysOf = (planned: readonly { key: string }[]) => planned.map(({ key }) => key);

/** An agenda that heard these events: [position, and key and due time of the task]. */
function agendaOf(...events: [position: number, key?: string, dueMs?: number][]): Agenda<string> {
  const agenda = new Agenda<string>(undefined);
  for (const [position, key, dueMs = 0] of events) {
    if (key !== undefined) agenda.plan(key, `asked at ${position}`, dueMs);
    agenda.heard(at(position));
  }
  return agenda;
}

describe('an agenda', () => {
  it('gives each due task once, earliest first', () => {
    const agenda = agendaOf([1, 'late', 30], [2, 'first', 10], [3, 'second', 20]);
    expect(keysOf(agenda.take(9))).toEqual([]);
    expect(keysOf(agenda.take(20))).toEqual(['first', 'second']);
    expect(keysOf(agenda.take(29))).toEqual([]);
    expect(keysOf(agenda.take(30))).toEqual(['late']);
  });

  it('knows a moment before which no task is due', () => {
    expect(agendaOf([1]).nothingDueBeforeMs).toBe(Infinity);
    const agenda = agendaOf([1, 'b', 20], [2, 'a', 10]);
    expect(agenda.nothingDueBeforeMs).toBe(10);
    agenda.take(10);
    expect(agenda.nothingDueBeforeMs).toBe(20);
  });

  it('keeps the time of a task that is planned again, and takes the newer task', () => {
    const agenda = agendaOf([1, 'a', 10], [2, 'a', 99]);
    expect(agenda.taskOf('a')).toBe('asked at 2');
    expect(agenda.take(10)).toMatchObject([{ key: 'a', task: 'asked at 2' }]);
  });

  it('gives planned tasks another time, earlier or later, and reads on from the same event', () => {
    const agenda = agendaOf([1, 'a', 10], [2, 'b', 20], [3, 'c', 30]);
    agenda.replan((task) => (task === 'asked at 2' ? undefined : { task: `${task}, moved`, dueMs: 25 }));
    expect(agenda.take(20)).toMatchObject([{ key: 'b', task: 'asked at 2' }]);
    expect(agenda.nothingDueBeforeMs).toBe(25);
    expect(agenda.readOnAfter).toBeUndefined();
    expect(agenda.take(25)).toMatchObject([
      { key: 'a', task: 'asked at 1, moved' },
      { key: 'c', task: 'asked at 3, moved' },
    ]);
  });

  it('drops a task', () => {
    const agenda = agendaOf([1, 'a', 10]);
    agenda.drop('a');
    expect(agenda.take(10)).toEqual([]);
    expect(agenda.readOnAfter).toEqual(at(1));
  });

  it('passes events of others, but no planned task, and no time', () => {
    const agenda = new Agenda<string>(undefined);
    agenda.passed(3n);
    expect(agenda.readOnAfter).toEqual({ position: 3n, recordedAt: 0 });
    agenda.heard(at(4));
    agenda.passed(4n);
    expect(agenda.readOnAfter).toEqual(at(4));
    agenda.passed(7n);
    agenda.plan('a', 'asked at 9', 10);
    agenda.heard(at(9));
    agenda.passed(12n);
    expect(agenda.readOnAfter).toEqual({ position: 7n, recordedAt: at(4).recordedAt });
    agenda.drop('a');
    expect(agenda.readOnAfter).toEqual({ position: 12n, recordedAt: at(9).recordedAt });
  });

  it('lets the log be read again from before the first event of a planned task', () => {
    const agenda = agendaOf([1], [4, 'a', 10], [6, 'b', 20], [7, 'a', 10], [9]);
    expect(agenda.readOnAfter).toEqual(at(1));
    const [a] = agenda.take(10);
    expect(agenda.readOnAfter).toEqual(at(1));
    if (a) agenda.done(a);
    expect(agenda.readOnAfter).toEqual(at(4));
    agenda.drop('b');
    expect(agenda.readOnAfter).toEqual(at(9));
  });

  it('lets the whole log be read again for a task of the first event', () => {
    expect(agendaOf([1, 'a', 10], [2]).readOnAfter).toBeUndefined();
    expect(agendaOf().readOnAfter).toBeUndefined();
  });

  it('lets nothing be read again for a task that every start plans', () => {
    const agenda = agendaOf([1]);
    agenda.plan('a', 'kept', 10, true);
    agenda.heard(at(2));
    expect(agenda.readOnAfter).toEqual(at(2));
    const [a] = agenda.take(10);
    expect(a).toMatchObject({ task: 'kept' });
    expect(agenda.readOnAfter).toEqual(at(2));
    if (a) agenda.postpone(a, 70);
    expect(agenda.readOnAfter).toEqual(at(2));
    agenda.plan('b', 'not kept', 20);
    agenda.heard(at(3));
    expect(agenda.readOnAfter).toEqual(at(2));
  });

  it('begins after a place in the log', () => {
    expect(new Agenda(at(5)).readOnAfter).toEqual(at(5));
  });

  it('keeps a task that is planned while the same key is being done', () => {
    const agenda = agendaOf([1], [2, 'a', 10]);
    const [first] = agenda.take(10);
    agenda.plan('a', 'again', 15);
    agenda.heard(at(3));
    if (first) agenda.done(first);
    expect(agenda.readOnAfter).toEqual(at(2));
    expect(agenda.take(15)).toMatchObject([{ task: 'again' }]);
  });

  it('postpones a failed task, takes a newer one of its key, and still lets the log be read again', () => {
    const agenda = agendaOf([1], [2, 'a', 10]);
    const [first] = agenda.take(10);
    agenda.plan('a', 'again', 15);
    agenda.heard(at(3));
    if (first) agenda.postpone(first, 70);
    expect(agenda.readOnAfter).toEqual(at(1));
    expect(agenda.take(69)).toEqual([]);
    expect(agenda.take(70)).toMatchObject([{ task: 'again', readAgainAfter: at(1) }]);
  });
});

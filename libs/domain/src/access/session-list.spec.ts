import fc from 'fast-check';
import {
  lastUse,
  openAt,
  sessionList,
  type ListedSession,
  type ListSession,
  type SessionEvent,
} from './session-list.js';

const DAY_MS = 86_400_000;
const metadata = { now: 5, principalId: 'u' };
const session = (name: string, startedAt = 0, expiresAt = 30 * DAY_MS): ListedSession => ({
  ...{ sessionId: `id-${name}`, secretHash: name, startedAt, expiresAt },
});
const listed = (one: ListedSession) => ({ type: 'SessionListed', data: one }) as const;
const ended = (secretHash: string) => ({ type: 'SessionEnded', data: { secretHash } }) as const;
const list = (one: ListedSession, now = 5, signedOutAt = 0): ListSession => ({
  ...{ type: 'ListSession', data: { session: one, signedOutAt }, metadata: { ...metadata, now } },
});

const stateAfter = (given: readonly SessionEvent[]) => given.reduce(sessionList.evolve, sessionList.initialState);
const decide = (given: readonly SessionEvent[], when: Parameters<typeof sessionList.decide>[0]) =>
  sessionList.decide(when, stateAfter(given));
const hashesAfter = (given: readonly SessionEvent[]) => sessionList.secretsOf(stateAfter(given));

describe('the list of sessions of a user', () => {
  it('gets a session', () => {
    expect(decide([], list(session('a')))).toEqual([listed(session('a'))]);
    expect(hashesAfter([listed(session('a')), listed(session('b'))])).toEqual(['a', 'b']);
  });

  it('loses a session that is ended, once', () => {
    const end = { type: 'EndSession', data: { secretHash: 'a' }, metadata } as const;
    expect(decide([listed(session('a'))], end)).toEqual([ended('a')]);
    expect(decide([listed(session('a')), ended('a')], end)).toEqual([]);
    expect(hashesAfter([listed(session('a')), listed(session('b')), ended('a')])).toEqual(['b']);
  });

  it('loses sessions whose time is over when a new one begins; the end of a session is exclusive', () => {
    const given = [listed(session('over', 0, 10)), listed(session('lasts', 0, 11))];
    expect(decide(given, list(session('new'), 10))).toEqual([ended('over'), listed(session('new'))]);
  });

  it('loses sessions from before the user signed out everywhere', () => {
    const given = [listed(session('before', 6)), listed(session('since', 7))];
    expect(decide(given, list(session('new', 8), 8, 7))).toEqual([ended('before'), listed(session('new', 8))]);
  });

  it('notes the use of a session once a day, and not on the day on which it began', () => {
    const use = (secretHash: string, date: string) =>
      ({ type: 'NoteSessionUse', data: { secretHash, date }, metadata }) as const;
    const given = [listed(session('a')), listed(session('b'))];
    expect(decide(given, use('a', '1970-01-01'))).toEqual([]);
    const [used] = decide(given, use('a', '1970-01-03'));
    expect(used).toEqual({ type: 'SessionUsed', data: { secretHash: 'a', date: '1970-01-03' } });
    const since = [...given, used as SessionEvent];
    expect(decide(since, use('a', '1970-01-03'))).toEqual([]);
    expect(decide(since, use('a', '1970-01-02'))).toEqual([]);
    expect(decide(since, use('ended', '1970-01-04'))).toEqual([]);
    expect(stateAfter(since).sessions.map(lastUse)).toEqual(['1970-01-03', '1970-01-01']);
  });

  it('shows the sessions that are open at a time, the newest first', () => {
    const given = [session('before', 6), session('old', 7, 20), session('b', 8), session('a', 9)].map(listed);
    const names = (now: number, signedOutAt: number) =>
      openAt(stateAfter(given), { now, signedOutAt }).map(({ secretHash }) => secretHash);
    expect(names(19, 7)).toEqual(['a', 'b', 'old']);
    expect(names(20, 8)).toEqual(['a', 'b']);
  });

  it('holds 100 sessions: the oldest ends when there is one more', () => {
    const given = Array.from({ length: 100 }, (_, n) => listed(session(`${n}`)));
    expect(decide(given, list(session('new')))).toEqual([ended('0'), listed(session('new'))]);
    expect(decide(given.slice(1), list(session('new')))).toEqual([listed(session('new'))]);
  });

  it('stays bounded, whatever happens, and is the same after it is stated again', () => {
    const kind = fc.constantFrom('begins', 'ends', 'is used');
    const sign = fc.record({ days: fc.nat(20), name: fc.nat(150), kind });
    fc.assert(
      fc.property(fc.array(sign, { minLength: 700, maxLength: 900, size: 'max' }), (steps) => {
        let state = sessionList.initialState;
        let now = 0;
        for (const { days, name, kind } of steps) {
          now += days * DAY_MS;
          const data = { secretHash: `${name}` };
          const begin = list(session(`${name}`, now, now + 30 * DAY_MS), now);
          const date = new Date(now).toISOString().slice(0, 10);
          const commands = {
            begins: begin,
            ends: { type: 'EndSession', data, metadata: { ...metadata, now } },
            'is used': { type: 'NoteSessionUse', data: { ...data, date }, metadata: { ...metadata, now } },
          } as const;
          const command = commands[kind];
          state = sessionList.decide(command, state).reduce(sessionList.evolve, state);
          const again = sessionList.restate(state);
          expect(again.reduce(sessionList.evolve, state).sessions).toEqual(state.sessions);
          if (again.length > 0) state = again.reduce(sessionList.evolve, sessionList.initialState);
          expect(state.sessions.length).toBeLessThanOrEqual(100);
          expect(state.events).toBeLessThanOrEqual(1_000);
        }
      }),
      { numRuns: 5 },
    );
  });
});

import { enforcement, type Enforced, type Front, isBlocked, MOST_A_MINUTE, NOTHING_ENFORCED } from './enforcement.js';
import { type FocusSession } from './focus-session.js';

const at = (ms: number) => ({ wallMs: ms, monotonicMs: ms });
const session = (changes: Partial<FocusSession> = {}): FocusSession => ({
  ...{ id: 1, endsAt: at(600_000), graceUntilMs: 0, levels: [-2], allowed: [] },
  ...changes,
});
const front = (changes: Partial<Front> = {}): Front => ({ window: 1, application: 'Steam', level: -2, ...changes });
const look = (changes: object = {}) => ({
  ...{ front: front(), enforced: NOTHING_ENFORCED, now: at(100_000), canMinimise: true },
  ...changes,
});
const busy: Enforced = { minimisedAt: [60_000, 70_000, 80_000], lastWindow: 1, notifiedAt: -Infinity };

describe('enforcement', () => {
  it.each<[act: string, title: string, session: FocusSession | null, look: ReturnType<typeof look>]>([
    ['minimise', 'a window of a blocked level', session(), look()],
    ['leave', 'a window without a session', null, look()],
    ['leave', 'a window of another level', session(), look({ front: front({ level: -1 }) })],
    ['minimise', 'a window of both levels', session({ levels: [-2, -1] }), look({ front: front({ level: -1 }) })],
    ['leave', 'a window when nothing is blocked', session({ levels: [] }), look()],
    ['leave', 'a window whose level is not known', session(), look({ front: front({ level: undefined }) })],
    ['leave', 'a window after the end', session(), look({ now: at(600_000) })],
    ['leave', 'a window in the grace time', session({ graceUntilMs: 100_001 }), look()],
    ['minimise', 'a window after the grace time', session({ graceUntilMs: 100_000 }), look()],
    ['leave', 'an allowed application', session({ allowed: ['steam '] }), look()],
    ['leave', 'a terminal', session(), look({ front: front({ application: 'XTerm' }) })],
    ['leave', 'a file manager', session(), look({ front: front({ application: 'org.gnome.Nautilus' }) })],
    ['leave', 'a window without a name', session(), look({ front: front({ application: 'Unknown' }) })],
    ['notify', 'the fourth window of a minute', session(), look({ enforced: busy })],
    ['minimise', 'a window a minute after the first', session(), look({ enforced: busy, now: at(120_000) })],
    ['leave', 'the fifth window of a minute', session(), look({ enforced: { ...busy, notifiedAt: 99_000 } })],
    ['notify', 'a window that cannot be minimised', session(), look({ canMinimise: false })],
    [
      'look again',
      'at a window that is being minimised',
      session(),
      look({ enforced: { ...NOTHING_ENFORCED, minimisedAt: [99_800], lastWindow: 1 } }),
    ],
    [
      'minimise',
      'another window at once',
      session(),
      look({ enforced: { ...NOTHING_ENFORCED, minimisedAt: [99_800], lastWindow: 2 } }),
    ],
  ])('will %s: %s', (act, _title, given, seen) => expect(enforcement(given, seen).act).toBe(act));

  it('minimises at most three windows in any minute, and tells at most once in it, whatever comes', () => {
    let seed = 7;
    const random = () => (seed = (seed * 16_807) % 2_147_483_647) / 2_147_483_647;
    const acts: { act: string; ms: number }[] = [];
    let enforced = NOTHING_ENFORCED;
    for (let ms = 0; ms < 590_000; ms += Math.floor(random() * 4_000)) {
      const seen = { front: front({ window: Math.floor(random() * 5) }), enforced, now: at(ms), canMinimise: true };
      const done = enforcement(session(), seen);
      ({ enforced } = done);
      acts.push({ act: done.act, ms });
    }
    const within = (act: string, ms: number) =>
      acts.filter((one) => one.act === act && one.ms > ms - 60_000 && one.ms <= ms).length;
    for (const { ms } of acts) {
      expect(within('minimise', ms)).toBeLessThanOrEqual(MOST_A_MINUTE);
      expect(within('notify', ms)).toBeLessThanOrEqual(1);
    }
    expect(acts.filter(({ act }) => act === 'minimise').length).toBeGreaterThan(20);
  });

  it.each([
    ['youtube.com', ['youtube.com'], false],
    ['music.youtube.com', ['YouTube.com'], false],
    ['notyoutube.com', ['youtube.com'], true],
    ['youtube.com', ['music.youtube.com'], true],
    ['youtube.com', ['com'], true],
  ])('of %s with %j allowed: blocked is %s', (name, allowed, blocked) =>
    expect(isBlocked(session({ allowed }), name, -2)).toBe(blocked),
  );
});

import { type FocusSession } from './focus-session.js';
import { MOST_MORE, SiteBlocking } from './site-blocking.js';

const MINUTE_MS = 60_000;

function scene(changes: Partial<FocusSession> = {}) {
  const state = { nowMs: 0, counted: 0 };
  const now = () => ({ wallMs: state.nowMs, monotonicMs: state.nowMs });
  const endsAt = { wallMs: 30 * MINUTE_MS, monotonicMs: 30 * MINUTE_MS };
  let session: FocusSession | null = { id: 1, endsAt, graceUntilMs: 0, levels: [-2], allowed: [], ...changes };
  const levels = {
    learn: async (host: string) => (host === 'bad.example' ? -2 : host === 'new.example' ? undefined : 1),
  };
  const blocks = new SiteBlocking({ session: () => session, levels, now, counted: () => (state.counted += 1) });
  return { state, blocks, begin: (next: FocusSession | null) => (session = next), session };
}

describe('a site in a focus session', () => {
  it('is blocked by its level until the session ends', async () => {
    const { blocks, state } = scene();
    expect(await blocks.blockOf('bad.example')).toEqual({
      ...{ reason: 'focus', endsAt: 30 * MINUTE_MS, host: 'bad.example', mayExtend: true },
    });
    expect([await blocks.blockOf('good.example'), await blocks.blockOf('new.example')]).toEqual([null, null]);
    expect(blocks.focus()).toEqual({ endsAt: 30 * MINUTE_MS });
    state.nowMs = 30 * MINUTE_MS;
    expect([await blocks.blockOf('bad.example'), blocks.focus(), blocks.more('bad.example')]).toEqual([
      null,
      null,
      null,
    ]);
  });

  it.each([
    ['in the grace time', { graceUntilMs: 1 }],
    ['that is allowed', { allowed: ['BAD.example'] }],
    ['of a level that is not blocked', { levels: [] }],
  ])('%s is not blocked', async (_title, changes) => {
    expect(await scene(changes).blocks.blockOf('bad.example')).toBeNull();
  });

  it('gets five more minutes twice, and in the next session again', async () => {
    const { blocks, state, begin, session } = scene();
    expect(blocks.more('bad.example')).toBeNull();
    for (let times = 1; times <= MOST_MORE; times++) {
      await blocks.blockOf('bad.example');
      const until = state.nowMs + 5 * MINUTE_MS;
      expect([blocks.more('bad.example'), blocks.more('bad.example')]).toEqual([until, until]);
      state.nowMs = until - 1;
      expect(await blocks.blockOf('bad.example')).toBeNull();
      state.nowMs = until;
      expect(await blocks.blockOf('bad.example')).toMatchObject({ mayExtend: times < MOST_MORE });
    }
    expect(blocks.more('bad.example')).toBeNull();
    begin({ ...session, id: 2 });
    expect(await blocks.blockOf('bad.example')).toMatchObject({ mayExtend: true });
  });

  it('counts once a minute while it stays blocked', async () => {
    const { blocks, state } = scene();
    for (const ms of [0, 1_000, 59_999, 60_000, 61_000]) {
      state.nowMs = ms;
      await blocks.blockOf('bad.example');
    }
    expect(state.counted).toBe(2);
  });
});

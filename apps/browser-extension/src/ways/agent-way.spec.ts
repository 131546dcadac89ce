import type { AgentCall } from '../agent/agent-channel.js';
import type { AgentAnswer } from '../agent/agent-client.js';
import { memoryStorage } from '../testing/memory-storage.js';
import { AgentWay, type AgentWayParts } from './agent-way.js';
import { SentLog } from './sent-log.js';

const PAIRED = { pairing: { id: 'pairing', secret: 'secret' }, hasOldPairing: false };
const A = { host: 'a.example', path: '/', title: 'A', audible: false };
const look = (page: typeof A | null) => ({ page, idle: 'active' as const, inputAt: null });
const good = (more: object = {}): AgentAnswer => ({
  type: 'answered',
  body: { reportSeconds: 60, paused: false, pausedUntil: null, block: null, ...more },
});

/** An extension whose script the browser stops between any two calls. */
function scene(settings: AgentWayParts['settings'] = PAIRED) {
  const session = memoryStorage();
  const questions: AgentCall[] = [];
  const scene = { now: 1_000_000, answer: good(), session, questions, told: () => questions.map(tabOf) };
  const way = () =>
    new AgentWay({
      ...{ settings, browser: 'chromium', session, sent: new SentLog(session) },
      now: () => scene.now,
      ask: async (question) => (questions.push(question), scene.answer),
    });
  return Object.assign(scene, { way });
}
const tabOf = ({ body }: AgentCall) => (body as { tab?: unknown }).tab;

describe('the way by the agent', () => {
  it('tells the page, and not again at once', async () => {
    const { way, questions } = scene();
    await way().look(look(A));
    await way().look(look(A));
    expect(questions).toEqual([{ call: 'tab', body: { browser: 'chromium', tab: A } }]);
  });

  it('tells a hash in place of a title that stays in the browser, also of a new title', async () => {
    const one = scene();
    const bare = { ...A, title: '' };
    for (const hiddenTitle of ['Inbox', 'Inbox', 'News']) await one.way().look({ ...look(bare), hiddenTitle });
    expect(one.told()).toEqual([
      { ...bare, titleHash: '4zEK7us24vAKEq0dWW0cohcrxR6Xd-aZ5X_nCcvYffk' },
      { ...bare, titleHash: 'd1Nd1rw_hzDpxBHD1iFQL_WPtaJ9d6sEJs4EAl_gfcQ' },
    ]);
    expect(JSON.stringify(await new SentLog(one.session).read())).not.toMatch(/Inbox|News/);
  });

  it('tells the same page again after 20 seconds: the agent may be another process', async () => {
    const one = scene();
    await one.way().look(look(A));
    one.now += 20_000;
    await one.way().look(look(A));
    expect(one.told()).toEqual([A, A]);
  });

  it.each([
    [false, 'not-paired'],
    [true, 'outdated-pairing'],
  ])('tells nothing before it is paired; paired by an older version: %s', async (hasOldPairing, connection) => {
    const { way, questions } = scene({ pairing: null, hasOldPairing });
    expect(await way().look(look(A))).toBeNull();
    expect((await way().shown()).connection).toBe(connection);
    expect(questions).toEqual([]);
  });

  it('tells no page to an agent that is paused, and the page when the pause is over', async () => {
    const one = scene();
    one.answer = good({ paused: true, pausedUntil: 1_060_000 });
    await one.way().look(look(A));
    await one.way().look(look({ ...A, host: 'b.example' }));
    one.now = 1_060_000;
    await one.way().look(look(A));
    expect(one.told()).toEqual([A, null, A]);
  });

  it.each<[string, AgentAnswer]>([
    ['an agent that forgot the pairing', { type: 'refused', code: 'not_paired' }],
    ['another program that answers JSON', { type: 'answered', body: { hello: 'world' } }],
    ['another program', { type: 'stranger' }],
  ])('tells no page to %s, until an answer is good again', async (_who, answer) => {
    const one = scene();
    one.answer = answer;
    await one.way().look(look(A));
    await one.way().look(look({ ...A, host: 'b.example' }));
    one.answer = good();
    await one.way().look(look(A));
    await one.way().look(look(A));
    expect(one.told()).toEqual([A, null, null, A]);
  });

  it('tells the page again as soon as an agent that was away answers', async () => {
    const one = scene();
    one.answer = { type: 'unreachable' };
    await one.way().look(look(A));
    expect((await one.way().shown()).connection).toBe('no-agent');
    one.answer = good();
    await one.way().look(look(A));
    expect(one.told().filter(Boolean)).toEqual([A, A]);
  });

  it('blocks the page that the agent names, and never a page that was not told', async () => {
    const one = scene();
    const block = { reason: 'focus', endsAt: 2_000_000, host: 'a.example', mayExtend: true };
    one.answer = good({ block });
    expect(await one.way().look(look(A))).toEqual({ host: 'a.example', endsAt: 2_000_000, mayExtend: true });
    expect(await one.way().look(look(null))).toBeNull();
  });

  it('gets five more minutes, or not', async () => {
    const one = scene();
    one.answer = { type: 'answered', body: { until: 1_300_000 } };
    expect(await one.way().more('a.example')).toBe(true);
    one.answer = { type: 'refused', code: 'conflict' };
    expect(await one.way().more('a.example')).toBe(false);
  });

  it('remembers what it told, without the secret', async () => {
    const one = scene();
    await one.way().look(look(A));
    const sent = await new SentLog(one.session).read();
    expect(sent.map(({ to, text }) => [to, JSON.parse(text) as unknown])).toEqual([
      ['agent', { browser: 'chromium', tab: A }],
    ]);
    expect(JSON.stringify(sent)).not.toContain('secret');
  });
});

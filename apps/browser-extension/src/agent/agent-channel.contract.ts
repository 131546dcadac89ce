import { join } from 'node:path';
import { openExtensionPort } from '../../../agent/src/loopback/extension-port.js';
import { Pairing } from '../../../agent/src/loopback/pairing.js';
import { titleHash as agentsHash } from '../../../agent/src/sites/page.js';
import { SiteNames } from '../../../agent/src/sites/site-names.js';
import { SitesToday } from '../../../agent/src/sites/sites-today.js';
import { askPort } from '../../../agent/src/testing/ask-port.js';
import { withTemporaryFolder } from '../../../agent/src/testing/temporary-folder.js';
import { memoryStorage } from '../testing/memory-storage.js';
import { AgentChannel, type AgentPairing } from './agent-channel.js';
import { type AgentAnswer, answerOf, type PortQuestion } from './agent-client.js';
import { newKeys, titleHash } from './channel-keys.js';
import { pairWithAgent } from './pair.js';

const ORIGIN = `chrome-extension://${'a'.repeat(32)}`;
const TAB = { browser: 'chromium', tab: { host: 'news.example', path: '/today', title: 'News', audible: false } };

/** Asks as the browser does for an extension, and remembers what crossed the wire. */
function wire() {
  const crossed: string[] = [];
  const ask = async ({ port, path, body }: PortQuestion): Promise<AgentAnswer> => {
    const { status, body: answered } = await askPort(port, path, { body, headers: { origin: ORIGIN } });
    crossed.push(`${path} ${JSON.stringify(body)} ${JSON.stringify(answered)}`);
    return answerOf(status === 200, answered);
  };
  return { ask, crossed, paths: () => crossed.map((line) => line.split(' ')[0]) };
}

/** A real agent's port. `again` opens it as a new run of the agent does. */
async function onAgent(work: (agent: { port: number; pairing: Pairing; again: () => Promise<void> }) => Promise<void>) {
  await withTemporaryFolder(async (folder) => {
    const pairing = await Pairing.open({ file: join(folder, 'paired.json'), nowMs: () => 0 });
    const today = await SitesToday.open(join(folder, 'sites-today.json'), Date.now);
    const parts = { device: 'laptop', pairing, sites: new SiteNames(() => 0), today };
    let open = await openExtensionPort({ ...parts, port: 0 });
    const { port } = open;
    const again = async () => {
      await open.close();
      open = await openExtensionPort({ ...parts, port });
    };
    await work({ port, pairing, again }).finally(() => open.close());
  });
}

async function paired({ port, pairing }: { port: number; pairing: Pairing }, { ask }: ReturnType<typeof wire>) {
  const outcome = await pairWithAgent({ port, code: pairing.newCode(), browser: 'chromium', ask });
  if (typeof outcome === 'string') throw new Error(outcome);
  return outcome;
}

describe('the extension and a real agent', () => {
  it('pair, and speak in one round trip after one greeting, also after the script was stopped', () =>
    onAgent(async (agent) => {
      const [line, session] = [wire(), memoryStorage()];
      const pairing = await paired(agent, line);
      for (let call = 0; call < 3; call++) {
        const channel = new AgentChannel({ port: agent.port, pairing, session, ask: line.ask });
        const body = { reportSeconds: 60, paused: false, pausedUntil: null, block: null };
        expect(await channel.ask({ call: 'tab', body: TAB })).toEqual({ type: 'answered', body });
      }
      const calls = ['/v1/call', '/v1/call', '/v1/call'];
      expect(line.paths()).toEqual(['/v1/pairing/key', '/v1/pairing', '/v1/hello', ...calls]);
      expect(line.crossed.join()).not.toMatch(/news\.example|today|News/);
      expect(line.crossed.join()).not.toContain(pairing.secret);
    }));

  it('understand refusals', () =>
    onAgent(async (agent) => {
      const line = wire();
      const pairing = await paired(agent, line);
      const channel = new AgentChannel({ port: agent.port, pairing, session: memoryStorage(), ask: line.ask });
      expect(await channel.ask({ call: 'tab', body: {} })).toEqual({ type: 'refused', code: 'wrong_browser' });
    }));

  it('greet again when the agent was started again, and ten questions at once make one greeting', () =>
    onAgent(async (agent) => {
      const line = wire();
      const pairing = await paired(agent, line);
      const channel = new AgentChannel({ port: agent.port, pairing, session: memoryStorage(), ask: line.ask });
      const ask = async () => (await channel.ask({ call: 'state', body: {} })).type;
      await ask();
      await agent.again();
      const answers = await Promise.all(Array.from({ length: 10 }, ask));
      expect(new Set(answers)).toEqual(new Set(['answered']));
      expect(line.paths().filter((path) => path === '/v1/hello')).toHaveLength(2);
    }));

  it.each<[string, (pairing: AgentPairing) => AgentPairing, AgentAnswer]>([
    [
      'a pairing that the agent forgot',
      (one) => ({ ...one, id: 'forgotten' }),
      { type: 'refused', code: 'not_paired' },
    ],
    ['another secret', (one) => ({ ...one, secret: `${'A'.repeat(42)}E` }), { type: 'stranger' }],
  ])('do not speak with %s', (_what, change, expected) =>
    onAgent(async (agent) => {
      const line = wire();
      const pairing = change(await paired(agent, line));
      const channel = new AgentChannel({ port: agent.port, pairing, session: memoryStorage(), ask: line.ask });
      expect(await channel.ask({ call: 'tab', body: TAB })).toEqual(expected);
      expect(line.paths()).not.toContain('/v1/call');
    }),
  );

  it('do not pair by another code', () =>
    onAgent(async ({ port, pairing }) => {
      pairing.newCode();
      const outcome = await pairWithAgent({ port, code: 'WRNG2345', browser: 'chromium', ask: wire().ask });
      expect(outcome).toBe('wrong-code');
    }));

  it('do not speak through a program that holds another port and passes all on', () =>
    onAgent(async (agent) => {
      const line = wire();
      const relay = (question: PortQuestion) => line.ask({ ...question, port: agent.port });
      const elsewhere = agent.port === 1 ? 2 : agent.port - 1;
      const code = agent.pairing.newCode();
      expect(await pairWithAgent({ port: elsewhere, code, browser: 'chromium', ask: relay })).toBe('wrong-code');
      const pairing = await paired(agent, line);
      const channel = new AgentChannel({ port: elsewhere, pairing, session: memoryStorage(), ask: relay });
      expect(await channel.ask({ call: 'tab', body: TAB })).toEqual({ type: 'stranger' });
    }));
});

describe('the hash of a title that stays in the browser', () => {
  it.each(['Inbox', ' Inbox  (3) ', 'Büro 🌍', '\u200eنشرة\u200f', 'x'.repeat(3_000), 'a\ud83d', '\u0000'])(
    'of %j is the same in the agent',
    async (title) => expect(await titleHash(title)).toBe(agentsHash(title)),
  );
});

/** A program that took the port, and says what it likes. */
describe('a stranger at the port of the agent', () => {
  const refused = (code: string): AgentAnswer => ({ type: 'refused', code });
  const said = (body: Record<string, unknown>): AgentAnswer => ({ type: 'answered', body });
  const hello = said({ session: 's'.repeat(22), proof: 'p'.repeat(43) });
  const pairing = { id: 'pairing', secret: `${'A'.repeat(42)}E` };

  it.each<[string, AgentAnswer]>([
    ['guesses the proof', hello],
    ['gives no proof', said({ session: 's'.repeat(22) })],
    ['gives the nonce back', said({ session: 's'.repeat(22), proof: '' })],
    ['gives a proof that is a list', said({ session: 's'.repeat(22), proof: ['p'] })],
    ['says that all is well', said({ paused: false, block: null })],
  ])('hears of no page when it %s', async (_how, answer) => {
    const asked: PortQuestion[] = [];
    const ask = async (question: PortQuestion) => (asked.push(question), answer);
    const channel = new AgentChannel({ port: 1, pairing, session: memoryStorage(), ask });
    expect(await channel.ask({ call: 'tab', body: TAB })).toEqual({ type: 'stranger' });
    expect(asked.map(({ path, body }) => [path, Object.keys(body)])).toEqual([['/v1/hello', ['pairing', 'nonce']]]);
  });

  it.each<[string, (question: PortQuestion, before: AgentAnswer[]) => AgentAnswer]>([
    ['says nothing of sense', () => said({ sealed: 'x'.repeat(200) })],
    ['answers in the clear', () => said({ status: 200, body: { paused: false, block: null } })],
    ['sends the question back', ({ body }) => said(body as Record<string, unknown>)],
    ['repeats an answer of before', (_question, before) => before.at(-1) ?? hello],
    ['wants a new session', ({ path }) => (path === '/v1/call' ? refused('no_session') : hello)],
    ['says that the pairing is gone', () => refused('not_paired')],
  ])('that takes it in the middle of a session gets nothing that it can read when it %s', (_how, lie) =>
    onAgent(async (agent) => {
      const line = wire();
      const before: AgentAnswer[] = [];
      const asked: PortQuestion[] = [];
      let isTaken = false;
      const ask = async (question: PortQuestion) => {
        if (isTaken) asked.push(question);
        if (isTaken) return lie(question, before);
        const answer = await line.ask(question);
        before.push(answer);
        return answer;
      };
      const ours = await paired(agent, line);
      const channel = new AgentChannel({ port: agent.port, pairing: ours, session: memoryStorage(), ask });
      await channel.ask({ call: 'tab', body: TAB });
      isTaken = true;
      expect((await channel.ask({ call: 'tab', body: TAB })).type).not.toBe('answered');
      expect(JSON.stringify(asked)).not.toMatch(/news\.example|today|News/);
    }),
  );

  it('cannot pair: it does not know the code', async () => {
    const { publicKey } = await newKeys();
    for (const key of [publicKey, 'x', '', 7]) {
      const ask = async ({ path }: PortQuestion) =>
        path === '/v1/pairing/key' ? said({ key }) : said({ id: 'pairing', proof: 'p'.repeat(43) });
      expect(await pairWithAgent({ port: 1, code: 'ABCD2345', browser: 'chromium', ask })).toBe('stranger');
    }
  });
});

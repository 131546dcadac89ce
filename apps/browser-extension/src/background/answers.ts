import { pairWithAgent } from '../agent/pair.js';
import { APPLICATIONS, ownBrowserName } from '../browser/browser-name.js';
import { inOrder } from '../browser/in-order.js';
import { api } from '../browser/web-extension.js';
import { ServerCalls } from '../server/server-calls.js';
import { changeSettings, readSettings } from '../settings/settings.js';
import type { Choice, ChooseResult, PairResult, QuestionName, Questions, ShownSettings } from '../ways/questions.js';
import { isAgentAt, ownWay, queue, sent } from './own-ways.js';

type Answers = {
  [Name in QuestionName]: (question: Questions[Name]['question']) => Promise<Questions[Name]['answer']>;
};

const { local } = api.storage;
const alone = inOrder();

/** What the pages of the extension may ask. No web page reaches the background. */
export const ANSWERS: Answers = {
  shown: async () => (await ownWay()).way.shown(),
  pause: async ({ minutes }) => {
    const { way } = await ownWay();
    await way.pause(minutes);
    return way.shown();
  },
  resume: async () => {
    const { way } = await ownWay();
    await way.resume();
    return way.shown();
  },
  more: async ({ host }) => ({ isGiven: await (await ownWay()).way.more(host) }),
  pair: ({ code, port }) => alone(async () => ({ result: await pair(code, port) })),
  settings: shownSettings,
  choose: (choice) => alone(async () => ({ result: await choose(choice) })),
  sent: async () => ({ sent: await sent.read() }),
};

async function pair(code: string, port: number): Promise<PairResult> {
  const pairing = await pairWithAgent({ port, code, browser: ownBrowserName() });
  if (typeof pairing === 'string') return pairing;
  await api.storage.session.remove(['server', 'agent']);
  await changeSettings(local, { mode: 'agent', port, pairing, hasOldPairing: false });
  return 'paired';
}

async function shownSettings(): Promise<ShownSettings> {
  const { pairing, server, ...others } = await readSettings(local);
  const shown = server === null ? null : { url: server.url, device: server.device };
  return { ...others, isPaired: pairing !== null, server: shown };
}

async function choose(choice: Choice): Promise<ChooseResult> {
  switch (choice.what) {
    case 'mode': {
      if (choice.mode === 'server' && (await isAgentAt((await readSettings(local)).port))) return 'agent-here';
      // A stay of one way must not go on when the person comes back to it.
      await api.storage.session.remove(['server', 'agent']);
      await changeSettings(local, { mode: choice.mode });
      return 'done';
    }
    case 'privacy':
      await changeSettings(local, { exclusions: choice.exclusions, isHostOnly: choice.isHostOnly });
      return 'done';
    case 'server':
      return chooseServer(choice);
    case 'forget-agent':
      await changeSettings(local, { pairing: null, hasOldPairing: false });
      return 'done';
    case 'forget-server':
      // The records were for that server alone.
      await queue.clear();
      await api.storage.session.remove(['server']);
      await changeSettings(local, { server: null });
      return 'done';
  }
}

/** Tries the key before it is kept. The records of another server's account must not go there. */
async function chooseServer({ url, key, device }: Extract<Choice, { what: 'server' }>): Promise<ChooseResult> {
  const before = await readSettings(local);
  if (await isAgentAt(before.port)) return 'agent-here';
  const browser = ownBrowserName();
  const server = { url, key, device: device.trim().slice(0, 255) || APPLICATIONS[browser] };
  const tried = await new ServerCalls(server, { id: 'browser', browser, platform: '' }).tryKey();
  if (tried !== 'works') return tried;
  if (before.server !== null && (before.server.url !== url || before.server.key !== key)) await queue.clear();
  await api.storage.session.remove(['server']);
  await changeSettings(local, { mode: 'server', server });
  return 'done';
}

import { type Block, momentIn, readAgentState, readTabAnswer, type TabAnswer } from '../agent/agent-answers.js';
import type { AgentCall } from '../agent/agent-channel.js';
import type { AgentAnswer } from '../agent/agent-client.js';
import { titleHash } from '../agent/channel-keys.js';
import type { BrowserName } from '../browser/browser-name.js';
import type { StorageArea } from '../browser/web-extension.js';
import type { ToldPage } from '../privacy/told-page.js';
import type { Settings } from '../settings/settings.js';
import type { SentLog } from './sent-log.js';
import { type Connection, type Look, NOTHING_SHOWN, type Shown, type Way } from './way.js';

/** What the extension remembers of the agent until the browser ends. */
interface Memory {
  readonly connection: Connection;
  readonly isPaused: boolean;
  readonly pausedUntil: number | null;
  /** The page of the last answered call as JSON, and when that was. */
  readonly told: string | null;
  readonly toldAt: number;
}

const NO_MEMORY: Memory = { connection: 'works', isPaused: false, pausedUntil: null, told: null, toldAt: 0 };
const NAME = 'agent';

/** The same page is told again after this time: an agent that was started again must hear it. */
const AGAIN_MS = 20_000;

export interface AgentWayParts {
  readonly settings: Pick<Settings, 'pairing' | 'hasOldPairing'>;
  readonly browser: BrowserName;
  readonly session: StorageArea;
  readonly sent: SentLog;
  readonly now: () => number;
  /** Asks the agent of the pairing. */
  readonly ask: (call: AgentCall) => Promise<AgentAnswer>;
}

/** The agent on this computer keeps the time. The extension only tells it the page in front. */
export class AgentWay implements Way {
  constructor(private readonly parts: AgentWayParts) {}

  async look({ page, hiddenTitle }: Look): Promise<Block | null> {
    const { now, settings } = this.parts;
    if (settings.pairing === null) return null;
    const memory = await this.memory();
    const tab = mayTell(memory, now()) && page !== null ? await tabOf(page, hiddenTitle) : null;
    const told = JSON.stringify(tab);
    if (memory.connection === 'works' && memory.told === told && now() - memory.toldAt < AGAIN_MS) return null;
    const answer = await this.tell(tab);
    if (typeof answer === 'string') {
      // After a refusal the page was perhaps not heard: it is told again as soon as possible.
      await this.remember({ ...memory, connection: answer, told: null });
      return null;
    }
    const { isPaused, pausedUntil, block } = answer;
    await this.remember({ connection: 'works', isPaused, pausedUntil, told, toldAt: now() });
    return tab === null ? null : block;
  }

  async shown(): Promise<Shown> {
    const { settings } = this.parts;
    if (settings.pairing === null)
      return { ...NOTHING_SHOWN, connection: settings.hasOldPairing ? 'outdated-pairing' : 'not-paired' };
    const answer = await this.parts.ask({ call: 'state', body: {} });
    const state = answer.type === 'answered' ? readAgentState(answer.body) : null;
    if (state === null) {
      const connection = connectionAfter(answer);
      await this.remember({ ...(await this.memory()), connection, told: null });
      return { ...NOTHING_SHOWN, connection };
    }
    const { isPaused, pausedUntil, focusEndsAt, top } = state;
    await this.remember({ ...(await this.memory()), connection: 'works', isPaused, pausedUntil });
    return { ...NOTHING_SHOWN, connection: 'works', isPaused, pausedUntil, focusEndsAt, top };
  }

  async pause(minutes: number): Promise<void> {
    await this.parts.ask({ call: 'pause', body: { minutes } });
    await this.shown();
  }

  async resume(): Promise<void> {
    await this.parts.ask({ call: 'resume', body: {} });
    await this.shown();
  }

  async more(host: string): Promise<boolean> {
    const answer = await this.parts.ask({ call: 'more', body: { host } });
    const until = answer.type === 'answered' ? momentIn(answer.body.until) : null;
    if (until === null) return false;
    await this.remember({ ...(await this.memory()), told: null });
    return true;
  }

  private async tell(tab: ToldTab | null): Promise<TabAnswer | Connection> {
    const { browser, sent, now, ask } = this.parts;
    const body = { browser, tab };
    const answer = await ask({ call: 'tab', body });
    if (answer.type === 'answered' && tab !== null) await sent.add({ at: now(), to: 'agent', body });
    const read = answer.type === 'answered' ? readTabAnswer(answer.body) : null;
    return read ?? connectionAfter(answer);
  }

  private async memory(): Promise<Memory> {
    const { [NAME]: memory } = await this.parts.session.get([NAME]);
    return (memory as Memory | undefined) ?? NO_MEMORY;
  }

  private remember(memory: Memory): Promise<void> {
    return this.parts.session.set({ [NAME]: memory });
  }
}

/** A page as the agent hears of it. */
type ToldTab = ToldPage & { readonly titleHash?: string };

const tabOf = async (page: ToldPage, hiddenTitle: string | undefined): Promise<ToldTab> =>
  hiddenTitle === undefined ? page : { ...page, titleHash: await titleHash(hiddenTitle) };

/**
 * A page is told to an agent that takes it, and to one that does not answer: it may be back. An
 * agent that is paused, that forgot the pairing, or a stranger at its port, hears of no page until
 * an answer is good again.
 */
function mayTell({ connection, isPaused, pausedUntil }: Memory, now: number): boolean {
  if (connection !== 'works' && connection !== 'no-agent') return false;
  return !isPaused || (pausedUntil !== null && pausedUntil <= now);
}

function connectionAfter(answer: AgentAnswer): Connection {
  if (answer.type === 'unreachable') return 'no-agent';
  return answer.type === 'refused' && answer.code === 'not_paired' ? 'no-longer-paired' : 'stranger';
}

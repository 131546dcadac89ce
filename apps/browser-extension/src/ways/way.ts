import type { Block, TopSite } from '../agent/agent-answers.js';
import type { IdleState } from '../browser/web-extension.js';
import type { ToldPage } from '../privacy/told-page.js';

/** How the extension stands to the one who keeps the time. Each has a sentence in the popup. */
export type Connection =
  | 'works'
  | 'not-paired'
  | 'outdated-pairing'
  | 'no-longer-paired'
  | 'no-agent'
  | 'stranger'
  | 'no-server-chosen'
  | 'no-answer'
  | 'key-refused'
  | 'too-many-devices'
  | 'agent-here';

/** What the popup shows. All moments are epoch ms. */
export interface Shown {
  readonly connection: Connection;
  readonly isPaused: boolean;
  readonly pausedUntil: number | null;
  readonly focusEndsAt: number | null;
  readonly top: readonly TopSite[];
  /** Records that the server does not have yet. Always 0 with an agent. */
  readonly waiting: number;
  /** Records that can never be sent: refused for good, or too many. */
  readonly lost: number;
}

/** What the extension sees when it looks. */
export interface Look {
  /** What may be told of the page in front; null when nothing may. */
  readonly page: ToldPage | null;
  /** The title of a page that is told without it. It must not leave the browser. */
  readonly hiddenTitle?: string | undefined;
  readonly idle: IdleState;
  /** When the person last did something, as far as it is proven. Null: not known. */
  readonly inputAt: number | null;
}

/** One way to bring time to the ledger: by the agent, or straight to the server. */
export interface Way {
  /** Hears what is in front. Resolves to the block of that page, if it has one. */
  look(look: Look): Promise<Block | null>;
  shown(): Promise<Shown>;
  pause(minutes: number): Promise<void>;
  resume(): Promise<void>;
  /** Five more minutes for a blocked host. Resolves to whether they are given. */
  more(host: string): Promise<boolean>;
}

export const NOTHING_SHOWN: Omit<Shown, 'connection'> = {
  ...{ isPaused: false, pausedUntil: null, focusEndsAt: null, top: [], waiting: 0, lost: 0 },
};

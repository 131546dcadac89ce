import type { Settings } from '../settings/settings.js';
import type { Sent } from './sent-log.js';
import type { Shown } from './way.js';

/** What a page of the extension asks of its background script, and the answer to each. */
export interface Questions {
  shown: { question: object; answer: Shown };
  pause: { question: { readonly minutes: number }; answer: Shown };
  resume: { question: object; answer: Shown };
  more: { question: { readonly host: string }; answer: { readonly isGiven: boolean } };
  pair: { question: { readonly code: string; readonly port: number }; answer: { readonly result: PairResult } };
  settings: { question: object; answer: ShownSettings };
  choose: { question: Choice; answer: { readonly result: ChooseResult } };
  sent: { question: object; answer: { readonly sent: readonly Sent[] } };
}

/** Settings for the options page. Secrets stay in the background: only whether there is one. */
export type ShownSettings = Omit<Settings, 'pairing' | 'server'> & {
  readonly isPaired: boolean;
  readonly server: { readonly url: string; readonly device: string } | null;
};

export type Choice =
  | { readonly what: 'mode'; readonly mode: Settings['mode'] }
  | { readonly what: 'privacy'; readonly exclusions: string; readonly isHostOnly: boolean }
  | { readonly what: 'server'; readonly url: string; readonly key: string; readonly device: string }
  | { readonly what: 'forget-agent' }
  | { readonly what: 'forget-server' };

export type PairResult = 'paired' | 'wrong-code' | 'no-agent' | 'stranger';

/** `agent-here`: an agent on this computer keeps the time, so the extension must not. */
export type ChooseResult = 'done' | 'agent-here' | 'key-refused' | 'no-answer';

export type QuestionName = keyof Questions;

/** Sends a question to the background script. Used by the pages. */
export type Ask = <Name extends QuestionName>(
  name: Name,
  question: Questions[Name]['question'],
) => Promise<Questions[Name]['answer']>;

import type { Observable } from 'rxjs';
import { type Capabilities } from './capabilities.js';

/** What the agent may keep of one look at the screen: program, title of the window, web page. */
export interface WindowSample {
  application: string;
  /** Absent when the window has no title, or when privacy forbids to keep it. */
  title?: string;
  /** The page of a browser's window: host and path. No adapter knows it, `sites/` adds it. */
  url?: string;
}

/**
 * What a platform adapter reports. A report carries no time: the receiver stamps it by the one
 * injected clock.
 *
 * - `ready`: the desktop answers. `seesInput` tells whether `input` reports will follow. Without
 *   them only the presence of an active window tells about the person.
 * - `active`: this window has the focus now, or its title has changed. `window` is its number.
 *   `instance` is a second name of the program, for the privacy filter only. `pid` is its process,
 *   where the desktop tells it.
 *   `countsWhenIdle`: the person is there without any input, in a film or a call. Default: false.
 * - `none`: no window has the focus. `isAway`: because the screen is locked or the machine sleeps.
 * - `input`: the person last used keyboard or pointer `idleMs` milliseconds ago.
 * - `lost`: the desktop is gone. The adapter tries again by itself.
 * - `notice`: a sentence for the person who runs the agent.
 */
export type ActivityReport =
  | { type: 'ready'; seesInput: boolean }
  | ({ type: 'active'; window: number; instance?: string; pid?: number; countsWhenIdle?: boolean } & WindowSample)
  | { type: 'none'; isAway?: true }
  | { type: 'input'; idleMs: number }
  | { type: 'lost'; reason: string }
  | { type: 'notice'; message: string };

/** Acts on windows that an `active` report has named. */
export interface WindowActuator {
  /**
   * Asks the desktop to minimise a window. Resolves when the desktop has the request. Rejects when
   * the desktop is gone or does not know the window.
   */
  minimize(window: number): Promise<void>;
}

/**
 * A platform adapter. Subscribing starts it. Unsubscribing stops it and frees all that it holds.
 * It never errors and never ends.
 */
export interface ActivitySource {
  readonly name: string;
  readonly capabilities: Capabilities;
  /** Present exactly when `capabilities.minimises` is true. */
  readonly actuator?: WindowActuator;
  reports(): Observable<ActivityReport>;
  /**
   * Asks now how many milliseconds ago the last input was. Null when the desktop does not answer
   * that. May reject when the desktop is just lost.
   */
  idleMs(): Promise<number | null>;
}

import type { Observable } from 'rxjs';

/** What one look at the screen may keep: nothing but a program's name and its window's title. */
export interface WindowSample {
  application: string;
  /** Absent when there is none, or when privacy forbids it. */
  title?: string;
}

/**
 * What a platform adapter says. A report carries no time: it is stamped where it arrives, by the one injected clock.
 *
 * - `ready`: the desktop answers. `seesInput` tells whether `input` reports will follow; without them the presence of
 *   an active window is all that is known about the person.
 * - `active`: this window has the focus now, or its title has changed.
 * - `none`: no window has the focus.
 * - `input`: keyboard or pointer were last used `idleMs` milliseconds ago.
 * - `lost`: the desktop is gone; the adapter tries again by itself.
 * - `notice`: a sentence for the person who runs the agent.
 */
export type ActivityReport =
  | { type: 'ready'; seesInput: boolean }
  | ({ type: 'active' } & WindowSample)
  | { type: 'none' }
  | { type: 'input'; idleMs: number }
  | { type: 'lost'; reason: string }
  | { type: 'notice'; message: string };

/** A platform adapter. Subscribing starts it, unsubscribing stops it and frees all it holds; it never errors or ends. */
export interface ActivitySource {
  readonly name: string;
  reports(): Observable<ActivityReport>;
}

import { setTimeout as delay } from 'node:timers/promises';
import type { LiveKind } from './live-kinds.js';
import { UntoldChanges } from './untold-changes.js';

/** Who listens. */
export interface Listener {
  readonly userId: string;
  /** The stream of the credential. When it changes, the caller is checked again. */
  readonly credentialStream: string;
  /** A page that a signed-in person has open, not a program with a key. */
  readonly isPage: boolean;
  /** Whether the listener may learn of changes of this kind. */
  mayHear(kind: LiveKind): boolean;
}

/** One listener, and what it was not told yet. */
export class LiveWatch {
  readonly untold = new UntoldChanges();
  /** The caller may have lost its access: check before anything else is told. */
  mustCheck = false;
  private readonly over = new AbortController();
  private wake = new AbortController();

  constructor(readonly listener: Listener) {}

  /** Aborts when the watch has ended. */
  get ended(): AbortSignal {
    return this.over.signal;
  }

  /** There may be something to tell or to check. */
  ring(): void {
    this.wake.abort();
  }

  end(): void {
    this.over.abort();
    this.ring();
  }

  /** Resolves at the next ring, or after so many ms. A ring since the last wait counts too. */
  async wait(ms: number): Promise<void> {
    await delay(ms, undefined, { signal: this.wake.signal }).catch(() => undefined);
    if (this.wake.signal.aborted) this.wake = new AbortController();
  }
}

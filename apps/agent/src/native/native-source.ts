import { firstValueFrom, Observable, type Subscriber } from 'rxjs';
import { type ActivityReport, type ActivitySource } from '../capture/activity-source.js';
import { frontOf, type NativePlatform } from './front-window.js';
import { type ChildMessage } from './messages.js';
import { isWorn, restartAfter } from './restarts.js';
import { WindowChild } from './window-child.js';

const SILENT_MS = 15_000;
const FIRST_WAIT_MS = 1_000;
const ATTEMPTS = 3;

export interface NativeSourceOptions {
  platform: NativePlatform;
  /** The words that start this program, without its arguments. */
  program: readonly string[];
  env: NodeJS.ProcessEnv;
  /** A child that is silent for longer hangs. Default 15,000 ms. */
  silentMs?: number;
  /** First wait before a new child. It doubles up to 30 s. Default 1,000 ms. */
  firstWaitMs?: number;
  /** Whether a child must make room for a new one. */
  isWorn?: typeof isWorn;
}

type Hello = Extract<ChildMessage, { type: 'hello' }>;

/**
 * Watches the windows of Windows and macOS through `node-window-manager`, in a child process: the
 * module may crash, hang or leak, and must not take the queue along. Returns a reason instead when
 * the child says that it can watch nothing here.
 */
export async function nativeSource(given: NativeSourceOptions): Promise<ActivitySource | { unsupported: string }> {
  const options = { silentMs: SILENT_MS, firstWaitMs: FIRST_WAIT_MS, isWorn, ...given };
  const hello = await examine(options);
  if (hello.type !== 'hello') return { unsupported: hello.reason };
  let child: WindowChild | null = null;
  const present = (): WindowChild => {
    if (child === null) throw new Error('the process that watches windows does not run now');
    return child;
  };
  const { idle, lock, minimises } = hello;
  const source: ActivitySource = {
    name: options.platform === 'win32' ? 'Windows desktop' : 'macOS desktop',
    capabilities: { titles: options.platform === 'win32', idle, lock, minimises },
    idleMs: async () => (await present().ask({ ask: 'idle' })).idleMs,
    reports: () =>
      new Observable((subscriber) => {
        const watch = new Watch(options, subscriber, (now) => (child = now));
        watch.begin();
        return () => watch.end();
      }),
  };
  if (!minimises) return source;
  const minimize = async (window: number) => void (await present().ask({ ask: 'minimise', window }));
  return { ...source, actuator: { minimize } };
}

/** Asks a child what this machine offers. A child that ends without a word is tried again. */
async function examine(options: Required<NativeSourceOptions>): Promise<Hello | { type: 'unusable'; reason: string }> {
  let reason = '';
  const beganMs = performance.now();
  // A child that hangs is not tried again: a person waits for the answer.
  for (let attempt = 0; attempt < ATTEMPTS && performance.now() - beganMs < options.silentMs; attempt++) {
    const child = new WindowChild(options);
    try {
      const first = await firstValueFrom(child.messages);
      if (first.type === 'hello' || first.type === 'unusable') return first;
      reason = 'the process that watches windows begins without a hello';
    } catch (error) {
      reason = (error as Error).message;
    } finally {
      child.stop();
    }
  }
  return { type: 'unusable', reason };
}

/** Keeps a child running, and turns what it tells into reports. */
class Watch {
  private child: WindowChild | null = null;
  private startedMs = 0;
  private failures = 0;
  private timer: NodeJS.Timeout | undefined;
  private seesInput = false;
  private isReady = false;
  /** The last report about a window, as text. */
  private front = '';
  private lost = '';

  constructor(
    private readonly options: Required<NativeSourceOptions>,
    private readonly subscriber: Subscriber<ActivityReport>,
    private readonly changed: (child: WindowChild | null) => void,
  ) {}

  begin(): void {
    const child = new WindowChild(this.options);
    this.child = child;
    this.startedMs = performance.now();
    this.changed(child);
    child.messages.subscribe({
      next: (message) => this.take(message),
      error: (error: Error) => this.beginAgain(error.message),
    });
  }

  end(): void {
    clearTimeout(this.timer);
    this.child?.stop();
    this.changed(null);
  }

  private take(message: ChildMessage): void {
    if (message.type === 'hello') this.seesInput = message.idle;
    if (message.type === 'failed') this.lose(`node-window-manager: ${message.reason}`);
    if (message.type === 'unusable') {
      this.child?.stop();
      this.beginAgain(message.reason);
    }
    if (message.type !== 'look') return;
    this.see(message);
    if (!this.options.isWorn(performance.now() - this.startedMs, message.memoryBytes)) return;
    this.child?.stop();
    this.begin();
  }

  private see(look: Extract<ChildMessage, { type: 'look' }>): void {
    if (!this.isReady) this.subscriber.next({ type: 'ready', seesInput: this.seesInput });
    this.isReady = true;
    const front = frontOf(look, this.options.platform);
    const text = JSON.stringify(front);
    if (text !== this.front) this.subscriber.next(front);
    this.front = text;
    if (this.seesInput && look.idleMs !== null) this.subscriber.next({ type: 'input', idleMs: look.idleMs });
  }

  private beginAgain(reason: string): void {
    this.changed(null);
    const livedMs = performance.now() - this.startedMs;
    const { failures, waitMs, isOften } = restartAfter(this.failures, livedMs, this.options.firstWaitMs);
    this.failures = failures;
    this.lose(isOften ? `${reason}, again and again` : reason);
    this.timer = setTimeout(() => this.begin(), waitMs);
  }

  private lose(reason: string): void {
    if (!this.isReady && reason === this.lost) return;
    [this.isReady, this.front, this.lost] = [false, '', reason];
    this.subscriber.next({ type: 'lost', reason });
  }
}

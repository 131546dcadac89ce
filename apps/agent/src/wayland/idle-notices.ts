import { type Compositor } from './compositor.js';

/** Sources: wayland-protocols, staging/ext-idle-notify; plasma-wayland-protocols, idle.xml. */
const EXT = 'ext_idle_notifier_v1';
const KDE = 'org_kde_kwin_idle';
const EXT_GET = { notification: 1, inputNotification: 2 } as const;
const KDE_GET = 0;
/** The version that can leave out inhibitors: a film is no input. */
const INPUT_VERSION = 2;
const SEAT = 'wl_seat';
const IDLED = 0;

/** Whether the compositor tells when the last input was. */
export function tellsIdle(compositor: Compositor): boolean {
  return compositor.versionOf(SEAT) > 0 && (compositor.versionOf(EXT) > 0 || compositor.versionOf(KDE) > 0);
}

/**
 * When the last input was, from a compositor that tells only two moments: `afterMs` without input,
 * and the first input after that.
 *
 *     input      i i   i i           i
 *     told             i i  idled    resumed
 *     last input       | |- afterMs -|
 */
export class IdleNotices {
  private readonly startedMs: number;
  /** The start of the present run of input, or null while there is none. */
  private resumedMs: number | null;
  private lastInputMs = 0;

  constructor(
    compositor: Compositor,
    private readonly afterMs: number,
    private readonly nowMs: () => number = () => performance.now(),
  ) {
    this.startedMs = nowMs();
    this.resumedMs = this.startedMs;
    const seat = compositor.bind(SEAT, 1);
    const isExt = compositor.versionOf(EXT) > 0;
    const notifier = isExt ? compositor.bind(EXT, INPUT_VERSION) : compositor.bind(KDE, 1);
    // The compositor wants numbers of objects in the order of the requests that make them.
    const notice = compositor.newObject((opcode) => this.hear(opcode === IDLED));
    const seesInput = compositor.versionOf(EXT) >= INPUT_VERSION;
    const get = seesInput ? EXT_GET.inputNotification : EXT_GET.notification;
    if (isExt) compositor.request(notifier, get, notice, afterMs, seat);
    else compositor.request(notifier, KDE_GET, notice, seat, afterMs);
  }

  /**
   * Milliseconds since the last input, at most `afterMs` too many. Null in the first `afterMs`:
   * nothing is known then.
   */
  idleMs(): number | null {
    const nowMs = this.nowMs();
    if (this.resumedMs === null) return nowMs - this.lastInputMs;
    if (this.resumedMs === this.startedMs && nowMs - this.startedMs < this.afterMs) return null;
    return Math.min(nowMs - this.resumedMs, this.afterMs);
  }

  private hear(isIdle: boolean): void {
    const nowMs = this.nowMs();
    if (isIdle) this.lastInputMs = nowMs - this.afterMs;
    this.resumedMs = isIdle ? null : nowMs;
  }
}

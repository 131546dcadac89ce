import { Observable } from 'rxjs';
import { type Compositor } from './compositor.js';
import { type EventReader } from './wire.js';

/** Source: wlr-protocols, unstable/wlr-foreign-toplevel-management-unstable-v1.xml. */
export const TOPLEVELS = 'zwlr_foreign_toplevel_manager_v1';
const VERSION = 2;
const MANAGER_EVENT = { toplevel: 0, finished: 1 } as const;
const EVENT = { title: 0, appId: 1, state: 4, done: 5, closed: 6 } as const;
const REQUEST = { setMinimized: 2, destroy: 7 } as const;
const ACTIVATED = 2;

/** One window as the compositor tells it. */
export interface Toplevel {
  /** Counts the windows of this connection. The compositor uses its own numbers again. */
  window: number;
  appId: string;
  title: string;
}

interface Known extends Toplevel {
  object: number;
  isActive: boolean;
}

/** Follows the windows of a compositor and which one has the focus. */
export class Toplevels {
  private readonly known = new Map<number, Known>();
  private windows = 0;

  constructor(private readonly compositor: Compositor) {}

  /** The window that has the focus, at each change of it. Null: none. */
  active(): Observable<Toplevel | null> {
    return new Observable((subscriber) => {
      const tell = () => {
        const active = [...this.known.values()].findLast(({ isActive }) => isActive);
        subscriber.next(
          active === undefined ? null : { window: active.window, appId: active.appId, title: active.title },
        );
      };
      this.compositor.bind(TOPLEVELS, VERSION, (opcode, values) => {
        if (opcode === MANAGER_EVENT.toplevel) this.follow(values.word(), tell);
        if (opcode === MANAGER_EVENT.finished) subscriber.error(new Error('the compositor tells no windows any more'));
      });
    });
  }

  /** Asks the compositor to minimise a window. Throws when it has no such window. */
  minimize(window: number): void {
    const known = [...this.known.values()].find((one) => one.window === window);
    if (known === undefined) throw new Error('the window is gone');
    this.compositor.request(known.object, REQUEST.setMinimized);
  }

  private follow(object: number, tell: () => void): void {
    this.windows += 1;
    const one: Known = { window: this.windows, object, appId: '', title: '', isActive: false };
    this.known.set(object, one);
    this.compositor.listen(object, (opcode, values) => {
      if (opcode === EVENT.closed) this.forget(object);
      else read(one, opcode, values);
      if (opcode === EVENT.closed || opcode === EVENT.done) tell();
    });
  }

  private forget(object: number): void {
    this.known.delete(object);
    this.compositor.request(object, REQUEST.destroy);
    this.compositor.listen(object, null);
  }
}

function read(one: Known, opcode: number, values: EventReader): void {
  if (opcode === EVENT.title) one.title = values.text();
  if (opcode === EVENT.appId) one.appId = values.text();
  if (opcode === EVENT.state) one.isActive = values.words().includes(ACTIVATED);
}

import { Subject } from 'rxjs';
import x11, { type Property, type Reply, type SyncExtension, type X11Client, type X11Event, type X11Setup } from 'x11';

import { LastInput } from './last-input.js';
import { ATOM, atomsIn, clientMessage, parseDisplayName } from './x11-text.js';

const CONNECT_TIMEOUT_MS = 10_000;
const LONGEST_PROPERTY_WORDS = 1_024;
const ANY_TYPE = 0;
/** The type of a property that a window does not have. */
const NO_TYPE = 0;
const ICONIC_STATE = 3;
/** Requests of one turn of the event loop go out together, so the display answers them together. */
const IN_ONE_WRITE = { flushOnReply: false } as const;
/** The idle counters of the two devices that every X server has. */
const ALL_POINTERS = 'DEVICEIDLETIME 2';
const ALL_KEYBOARDS = 'DEVICEIDLETIME 3';

/** A property of a window has changed. */
export interface PropertyChange {
  window: number;
  atom: number;
}

/**
 * A connection to one X display, with promises for replies. A window may vanish at any moment, so
 * each request may reject. All open requests reject when the display is lost.
 */
export class X11Display {
  readonly changes = new Subject<PropertyChange>();
  /** Emits each watched window that is destroyed. */
  readonly destroyed = new Subject<number>();
  /** Emits the reason once when the display is gone. */
  readonly lost = new Subject<Error>();
  readonly root: number;
  private readonly client: X11Client;
  private readonly waiting = new Set<(reason: Error) => void>();
  private isOpen = true;

  private constructor({ client, screen }: X11Setup, screenNumber: number) {
    this.client = client;
    this.root = screen[screenNumber]?.root ?? 0;
    client.on('event', (event: X11Event) => {
      if (event.name === 'PropertyNotify') this.changes.next({ window: event.wid, atom: event.atom });
      if (event.name === 'DestroyNotify') this.destroyed.next(event.wid);
    });
    // A protocol error reaches the callback of its request, so this handler sees the rest only.
    client.stream?.on('close', () => this.lose(new Error('the connection to the display was closed')));
  }

  /** Connects to a display. Rejects with a reason for people. */
  static open(name: string): Promise<X11Display> {
    return new Promise((resolve, reject) => {
      let isSettled = false;
      const settle = (act: () => void): void => {
        isSettled = true;
        clearTimeout(timer);
        act();
      };
      const fail = (error: NodeJS.ErrnoException): void => {
        settle(() => reject(new Error(`display ${name}: ${error.code ?? error.message}`)));
        client?.stream?.destroy();
      };
      const timer = setTimeout(() => fail(new Error('no answer')), CONNECT_TIMEOUT_MS);
      let client: X11Client | undefined;
      try {
        const parsed = parseDisplayName(name);
        const options = { display: parsed.name, disableBigRequests: true, shm: false, bufferRequests: IN_ONE_WRITE };
        client = x11.createClient(options, (error, setup) => {
          if (isSettled) setup?.client.stream?.destroy();
          else if (error) fail(error);
          else if (setup.screen[parsed.screen] === undefined) fail(new Error(`it has no screen ${parsed.screen}`));
          else settle(() => resolve(new X11Display(setup, parsed.screen)));
        });
        client.on('error', (error: Error) => (isSettled ? undefined : fail(error)));
      } catch (error) {
        fail(error as Error);
      }
    });
  }

  atom(name: string): Promise<number> {
    return this.ask((reply) => this.client.InternAtom(false, name, reply));
  }

  /** The first 4 KB of a property. Empty when the window has no property of that name. */
  property(window: number, atom: number): Promise<Property> {
    return this.ask((reply) => this.client.GetProperty(0, window, atom, ANY_TYPE, 0, LONGEST_PROPERTY_WORDS, reply));
  }

  /**
   * Tells whether a window manager tells which window is active. Before the first window opens it
   * has only promised that, in `_NET_SUPPORTED`.
   */
  async tellsActiveWindow(): Promise<boolean> {
    const [active, supported] = await Promise.all([this.atom('_NET_ACTIVE_WINDOW'), this.atom('_NET_SUPPORTED')]);
    if ((await this.property(this.root, active)).type !== NO_TYPE) return true;
    return atomsIn((await this.property(this.root, supported)).data).includes(active);
  }

  /** Starts or stops the reports of `changes` and `destroyed` for a window. */
  async watch(window: number, isWatched: boolean): Promise<void> {
    const eventMask = isWatched ? x11.eventMask.PropertyChange | x11.eventMask.StructureNotify : 0;
    await this.ask<void>((reply) => this.client.ChangeWindowAttributes(window, { eventMask }, reply));
  }

  /**
   * A function that asks how many milliseconds ago the last input was.
   * Null when the X server does not count that.
   */
  async idleCounter(): Promise<(() => Promise<number>) | null> {
    const { present } = await this.ask<{ present: number }>((reply) => this.client.QueryExtension('SYNC', reply));
    if (!present) return null;
    const sync = await this.ask<SyncExtension>((reply) => this.client.require('sync', reply));
    const counters = await this.ask<{ counter: number; name: string }[]>((reply) => sync.ListSystemCounters(reply));
    const counter = (name: string) => counters.find((known) => known.name === name)?.counter;
    const value = (number: number) => this.ask<number>((reply) => sync.QueryCounter(number, reply));
    const [all, pointers, keyboards] = [counter('IDLETIME'), counter(ALL_POINTERS), counter(ALL_KEYBOARDS)];
    if (all === undefined) return null;
    if (pointers === undefined || keyboards === undefined) return () => value(all);
    const input = new LastInput();
    return async () => {
      const [pointerMs, keyboardMs] = await Promise.all([value(pointers), value(keyboards)]);
      return input.idleMs({ pointerMs, keyboardMs }, performance.now());
    };
  }

  /** Asks the window manager to minimise a window (ICCCM 4.1.4). */
  async iconify(window: number): Promise<void> {
    // A window that is gone rejects here.
    await this.property(window, ATOM.WM_CLASS);
    const event = clientMessage(window, await this.atom('WM_CHANGE_STATE'), ICONIC_STATE);
    const { SubstructureNotify, SubstructureRedirect } = x11.eventMask;
    const mask = SubstructureNotify | SubstructureRedirect;
    await this.ask<void>((reply) => this.client.SendEvent(this.root, 0, mask, event, reply));
  }

  close(): void {
    this.lose(new Error('closed'));
    this.client.stream?.destroy();
  }

  private ask<T>(request: (reply: Reply<T>) => void): Promise<T> {
    return new Promise((resolve, reject) => {
      if (!this.isOpen) {
        reject(new Error('the display is gone'));
        return;
      }
      this.waiting.add(reject);
      request((error, value) => {
        this.waiting.delete(reject);
        if (error) reject(error);
        else resolve(value);
        return true;
      });
    });
  }

  private lose(reason: Error): void {
    if (!this.isOpen) return;
    this.isOpen = false;
    for (const reject of this.waiting) reject(reason);
    this.waiting.clear();
    this.lost.next(reason);
  }
}

import { createConnection, type Socket } from 'node:net';
import { isAbsolute, join } from 'node:path';
import { ReplaySubject } from 'rxjs';
import { encodeRequest, EventFrames, EventReader, type WaylandEvent } from './wire.js';

const DISPLAY = 1;
const DISPLAY_REQUEST = { sync: 0, getRegistry: 1 } as const;
const DISPLAY_ERROR = 0;
const REGISTRY_BIND = 0;
const CONNECT_LIMIT_MS = 10_000;

/** The path of the compositor's socket. Null when this session has no Wayland. */
export function socketOf(env: NodeJS.ProcessEnv): string | null {
  const name = env['WAYLAND_DISPLAY'] || (env['XDG_SESSION_TYPE'] === 'wayland' ? 'wayland-0' : '');
  const folder = env['XDG_RUNTIME_DIR'];
  if (name === '') return null;
  if (isAbsolute(name)) return name;
  return folder ? join(folder, name) : null;
}

interface Global {
  name: number;
  version: number;
}

type Listener = (opcode: number, values: EventReader) => void;

/** A connection to a Wayland compositor, for protocols that pass no file descriptors. */
export class Compositor {
  /** Emits the reason once when the compositor is gone. */
  readonly lost = new ReplaySubject<Error>(1);
  private readonly globals = new Map<string, Global>();
  private readonly listeners = new Map<number, Listener>();
  private lastObject = DISPLAY;
  private registry = 0;
  private isOpen = true;

  private constructor(private readonly socket: Socket) {
    const frames = new EventFrames();
    socket.on('data', (chunk: Buffer) => {
      try {
        for (const event of frames.take(chunk)) this.receive(event);
      } catch (error) {
        this.lose(error as Error);
      }
    });
    socket.on('error', (error) => this.lose(error));
    socket.on('close', () => this.lose(new Error('the compositor closed the connection')));
    this.listeners.set(DISPLAY, (opcode, values) => {
      if (opcode !== DISPLAY_ERROR) return;
      values.word();
      throw new Error(`the compositor refuses a request: ${values.word()} ${values.text()}`);
    });
  }

  /** Connects and learns what the compositor offers. Rejects with a reason for people. */
  static async open(path: string): Promise<Compositor> {
    const compositor = new Compositor(createConnection({ path }));
    let timer: NodeJS.Timeout | undefined;
    try {
      await new Promise<void>((resolve, reject) => {
        timer = setTimeout(() => reject(new Error('no answer')), CONNECT_LIMIT_MS);
        compositor.lost.subscribe(reject);
        compositor.learn(resolve);
      });
      return compositor;
    } catch (error) {
      compositor.close();
      const { code, message } = error as NodeJS.ErrnoException;
      throw new Error(`Wayland ${path}: ${code ?? message}`, { cause: error });
    } finally {
      clearTimeout(timer);
    }
  }

  /** The version of a protocol that the compositor offers, or 0. */
  versionOf(protocol: string): number {
    return this.globals.get(protocol)?.version ?? 0;
  }

  /** Makes the object behind a protocol that the compositor offers. */
  bind(protocol: string, version: number, listener: Listener = () => undefined): number {
    const global = this.globals.get(protocol);
    if (global === undefined) throw new Error(`the compositor does not offer ${protocol}`);
    const object = this.newObject(listener);
    this.request(this.registry, REGISTRY_BIND, global.name, protocol, Math.min(version, global.version), object);
    return object;
  }

  /** A number for an object that the next request makes. */
  newObject(listener: Listener): number {
    this.lastObject += 1;
    this.listeners.set(this.lastObject, listener);
    return this.lastObject;
  }

  /** Listens to an object that the compositor has made. Null ends that. */
  listen(object: number, listener: Listener | null): void {
    if (listener === null) this.listeners.delete(object);
    else this.listeners.set(object, listener);
  }

  request(object: number, opcode: number, ...values: (number | string)[]): void {
    if (this.isOpen) this.socket.write(encodeRequest(object, opcode, values));
  }

  close(): void {
    this.lose(new Error('closed'));
  }

  private learn(done: () => void): void {
    this.registry = this.newObject((opcode, values) => {
      const name = values.word();
      if (opcode !== 0) return;
      const protocol = values.text();
      // The first seat is the person's.
      if (!this.globals.has(protocol)) this.globals.set(protocol, { name, version: values.word() });
    });
    this.request(DISPLAY, DISPLAY_REQUEST.getRegistry, this.registry);
    this.request(DISPLAY, DISPLAY_REQUEST.sync, this.newObject(done));
  }

  private receive({ object, opcode, body }: WaylandEvent): void {
    this.listeners.get(object)?.(opcode, new EventReader(body));
  }

  private lose(reason: Error): void {
    if (!this.isOpen) return;
    this.isOpen = false;
    this.socket.destroy();
    this.lost.next(reason);
  }
}

import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import x11, { type X11Client } from 'x11';

const FIRST_TCP_PORT = 6_000;
const ATOM = { ATOM: 4, STRING: 31, WINDOW: 33, WM_NAME: 39, WM_CLASS: 67 };

/**
 * An X server in this process, with one client. The client plays window manager and programs: it
 * writes properties.
 */
export interface JsDesktop {
  display: string;
  /** Makes a window of this WM_CLASS class and returns its number. Default: a new number. */
  openWindow(className: string, number?: number): Promise<number>;
  /** Writes WM_CLASS. */
  setClass(window: number, instance: string, className: string): Promise<void>;
  /** Writes _NET_WM_NAME (UTF-8). */
  setTitle(window: number, title: string): Promise<void>;
  /** Writes WM_NAME under the type STRING, as old programs do. */
  setOldTitle(window: number, title: string, encoding?: 'latin1' | 'utf8'): Promise<void>;
  /** Writes _NET_SUPPORTED: a window manager that has opened no window yet. */
  promise(): Promise<void>;
  /** Writes _NET_ACTIVE_WINDOW. 0 means no window. */
  activate(window: number): Promise<void>;
  destroy(window: number): Promise<void>;
  /** Counts other clients: all that ever connected, and those that are connected now. */
  otherClients(): { ever: number; now: number };
  /** Cuts all connections and closes the port, as a dead server does. */
  kill(): Promise<void>;
}

/** Starts the desktop on a given display number or on a free one. */
export async function startJsDesktop(displayNumber?: number): Promise<JsDesktop> {
  const x = x11.createServer({ width: 800, height: 600 });
  const sockets = new Set<Socket>();
  let ever = 0;
  const listener = createServer((socket) => {
    ever += 1;
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    x.addClientStream(socket);
  });
  listener.listen(displayNumber === undefined ? 0 : FIRST_TCP_PORT + displayNumber, '127.0.0.1');
  await once(listener, 'listening');
  const display = `127.0.0.1:${(listener.address() as AddressInfo).port - FIRST_TCP_PORT}`;
  const { client, root } = await connect(display);
  const atom = (name: string) =>
    new Promise<number>((resolve) => client.InternAtom(false, name, (_error, value) => resolve(value)));
  const names = ['_NET_ACTIVE_WINDOW', '_NET_WM_NAME', 'UTF8_STRING', '_NET_SUPPORTED'];
  const [active, netName, utf8, supported] = await Promise.all(names.map(atom));
  const write = async (window: number, name: number, type: number, bytes: Buffer) => {
    client.ChangeProperty(0, window, name, type, [ATOM.ATOM, ATOM.WINDOW].includes(type) ? 32 : 8, bytes);
    await client.sync();
  };
  const setClass = (window: number, instance: string, className: string) =>
    write(window, ATOM.WM_CLASS, ATOM.STRING, Buffer.from(`${instance}\0${className}\0`));
  return {
    display,
    setClass,
    openWindow: async (className, window = client.AllocID()) => {
      client.CreateWindow(window, root, 0, 0, 10, 10);
      await setClass(window, '/home/x/profile', className);
      return window;
    },
    setTitle: (window, title) => write(window, netName ?? 0, utf8 ?? 0, Buffer.from(title)),
    setOldTitle: (window, title, encoding = 'latin1') =>
      write(window, ATOM.WM_NAME, ATOM.STRING, Buffer.from(title, encoding)),
    promise: () => write(root, supported ?? 0, ATOM.ATOM, numbers(netName ?? 0, active ?? 0)),
    activate: (window) => write(root, active ?? 0, ATOM.WINDOW, numbers(window)),
    destroy: async (window) => {
      client.DestroyWindow(window);
      await client.sync();
    },
    otherClients: () => ({ ever: ever - 1, now: sockets.size - 1 }),
    kill: async () => {
      listener.close();
      for (const socket of sockets) socket.destroy();
      await once(listener, 'close');
    },
  };
}

const numbers = (...values: number[]): Buffer => Buffer.from(Uint32Array.from(values).buffer);

function connect(display: string): Promise<{ client: X11Client; root: number }> {
  return new Promise((resolve, reject) => {
    const client = x11.createClient({ display, disableBigRequests: true, shm: false }, (error, setup) => {
      if (error) reject(error);
      else resolve({ client, root: setup.screen[0]?.root ?? 0 });
    });
    client.on('error', reject);
  });
}

import x11, { type X11Client, type X11Event } from 'x11';

type TimedEvent = X11Event & { time: number };

/** A window that was active and then left the screen. Milliseconds of the X server's own clock. */
export interface Minimised {
  window: number;
  afterMs: number;
}

/** Follows an X server by a connection of its own, beside agent and window manager. */
export interface WindowEvents {
  /** The windows that were minimised so far, in order. */
  minimised: Minimised[];
  close(): void;
}

/**
 * Notes for each window when `_NET_ACTIVE_WINDOW` named it and when its `WM_STATE` changed next: a
 * window manager writes that when it has minimised the window.
 */
export async function followWindows(display: string): Promise<WindowEvents> {
  const { client, root } = await connected(display);
  const atom = (name: string) =>
    new Promise<number>((resolve) => client.InternAtom(false, name, (_error, value) => resolve(value)));
  const [activeName, stateName] = await Promise.all([atom('_NET_ACTIVE_WINDOW'), atom('WM_STATE')]);
  const minimised: Minimised[] = [];
  let active: { window: number; time: number } | null = null;
  const read = (window: number, name: number) =>
    new Promise<number>((resolve) =>
      client.GetProperty(0, window, name, 0, 0, 1, (_error, property) => {
        resolve(property?.data?.length >= 4 ? property.data.readUInt32LE() : 0);
        return true;
      }),
    );
  const activated = async (time: number) => {
    const window = await read(root, activeName);
    if (window === 0) return;
    active = { window, time };
    client.ChangeWindowAttributes(window, { eventMask: x11.eventMask.PropertyChange }, () => true);
  };
  const changed = async ({ wid: window, time }: TimedEvent) => {
    const shown = active;
    const ICONIC = 3;
    if (shown?.window !== window || (await read(window, stateName)) !== ICONIC) return;
    minimised.push({ window, afterMs: time - shown.time });
    active = null;
  };
  client.on('event', (event: TimedEvent) => {
    if (event.name !== 'PropertyNotify') return;
    if (event.wid === root && event.atom === activeName) void activated(event.time);
    if (event.wid !== root && event.atom === stateName) void changed(event);
  });
  client.ChangeWindowAttributes(root, { eventMask: x11.eventMask.PropertyChange }, () => true);
  await client.sync();
  return { minimised, close: () => client.terminate() };
}

function connected(display: string): Promise<{ client: X11Client; root: number }> {
  return new Promise((resolve, reject) => {
    const client = x11.createClient({ display, disableBigRequests: true, shm: false }, (error, setup) => {
      if (error) reject(error);
      else resolve({ client, root: setup.screen[0]?.root ?? 0 });
    });
    client.on('error', () => undefined);
  });
}

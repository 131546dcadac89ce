import { createServer, type Server } from 'node:net';
import { once } from 'node:events';
import { join } from 'node:path';
import { type BusDaemon, describeOnBus, startBusDaemon } from '../testing/bus-daemon.js';
import { withTemporaryFolder } from '../testing/temporary-folder.js';
import { until } from '../testing/until.js';
import { addressOf, Bus } from './bus.js';
import { BusConnection, BusError } from './connection.js';
import { type Signal } from './signals.js';
import { type BusValue, textOf, Variant } from './values.js';

const NAME = 'org.example.Clock';
const OBJECT = { path: '/org/example/Clock', interface: 'org.example.Clock' };

describe('the address of a bus', () => {
  it.each([
    ['session', { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/a' }, 'unix:path=/a'],
    ['session', { XDG_RUNTIME_DIR: '/run/user/5 a' }, 'unix:path=/run/user/5%20a/bus'],
    ['session', {}, null],
    ['system', { DBUS_SYSTEM_BUS_ADDRESS: 'unix:path=/b' }, 'unix:path=/b'],
    ['system', {}, expect.stringContaining('/run/dbus/system_bus_socket')],
  ] as const)('of the kind %s with %p is %p', (kind, env, address) => {
    expect(addressOf(kind, env)).toEqual(address);
  });
});

describe('a machine without a bus', () => {
  it.each([
    [{}, 'this session has no session bus'],
    [{ DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nowhere/bus' }, 'the session bus does not answer: ENOENT'],
    [{ DBUS_SESSION_BUS_ADDRESS: 'tcp:host=example.com' }, 'the session bus does not answer: no address of a socket'],
  ])('tells the reason with %p', async (env, reason) => {
    await expect(new Bus('session', env).connection()).rejects.toThrow(reason);
  });

  it.each([
    ['closes', '', 'closed the connection'],
    ['refuses the user', 'REJECTED EXTERNAL\r\n', 'refuses this user'],
    ['speaks another protocol', 'x'.repeat(2_000), 'another protocol'],
  ])('tells that the bus %s', (_title, answer, reason) =>
    withTemporaryFolder(async (folder) => {
      const path = join(folder, 'bus');
      const server: Server = createServer((socket) =>
        socket
          .on('error', () => undefined)
          .resume()
          .end(answer),
      );
      server.listen(path);
      await once(server, 'listening');
      await expect(BusConnection.open(`unix:path=${path}`)).rejects.toThrow(reason);
      server.close();
    }),
  );
});

describeOnBus('the test of D-Bus')('a connection to a real bus', () => {
  let daemon: BusDaemon;
  let service: BusConnection;
  let client: BusConnection;

  beforeAll(async () => {
    daemon = await startBusDaemon();
    [service, client] = [await BusConnection.open(daemon.address), await BusConnection.open(daemon.address)];
    expect(await service.takeName(NAME)).toBe(true);
    service.serve(OBJECT.path, OBJECT.interface, {
      Echo: (body) => ({ signature: 'sa{sv}', body: [body[0] ?? '', new Map([['seen', new Variant('t', 5n)]])] }),
      Refuse: () => {
        throw new BusError('org.example.Refused', 'not today');
      },
    });
  });
  afterAll(async () => {
    service.close();
    client.close();
    await daemon.close();
  });

  const call = (member: string, signature = '', body: BusValue[] = []) =>
    client.call({ destination: NAME, ...OBJECT, member, signature, body });
  const emit = (from: BusConnection, text: string, destination?: string) =>
    from.emit({ ...OBJECT, member: 'Ticked', signature: 's', body: [text], ...(destination ? { destination } : {}) });

  /** The signals that `client` hears, from the moment at which the bus knows of the wish. */
  async function hear(): Promise<{ texts: string[]; stop: () => void }> {
    const texts: string[] = [];
    const watching = client
      .signals({ sender: NAME, interface: OBJECT.interface, member: 'Ticked' })
      .subscribe(({ body }: Signal) => void texts.push(textOf(body[0])));
    await until('the first signal', () => (emit(service, 'first'), texts.length > 0));
    return { texts, stop: () => watching.unsubscribe() };
  }

  it('calls methods and gets their answers and refusals', async () => {
    expect(await call('Echo', 's', ['grüße 日本'])).toEqual(['grüße 日本', new Map([['seen', 5n]])]);
    await expect(call('Refuse')).rejects.toMatchObject({ name: 'org.example.Refused', message: 'not today' });
    await expect(call('constructor')).rejects.toMatchObject({ name: 'org.freedesktop.DBus.Error.UnknownMethod' });
  });

  it('answers a program of the reference implementation', async () => {
    const path = `--dest=${NAME}`;
    const answer = await daemon.send('--print-reply', path, OBJECT.path, `${OBJECT.interface}.Echo`, 'string:hello');
    expect(answer).toContain('string "hello"');
    expect(answer).toContain('uint64 5');
    expect(await daemon.send('--print-reply', path, OBJECT.path, `${OBJECT.interface}.Other`)).toBeNull();
  });

  it('tells who owns a name, and takes no name that another connection has', async () => {
    expect(await client.ownerOf(NAME)).toBe(service.name);
    expect(await client.ownerOf('org.example.Missing')).toBe('');
    expect(await client.takeName(NAME)).toBe(false);
  });

  it('hears the signals of one sender, and not those of a program that claims to be it', async () => {
    const { texts, stop } = await hear();
    const stranger = await BusConnection.open(daemon.address);
    emit(stranger, 'forged');
    emit(stranger, 'forged', client.name);
    const forged = [`--dest=${client.name}`, OBJECT.path, `${OBJECT.interface}.Ticked`, 'string:forged'];
    await daemon.send('--type=signal', ...forged);
    await stranger.call({ destination: client.name, ...OBJECT, member: 'Ping' }).catch(() => undefined);
    emit(service, 'last');
    await until('the last signal', () => texts.includes('last'));
    expect(texts).not.toContain('forged');
    stop();
    stranger.close();
  });

  it('takes an answer before the signal that arrives together with it', async () => {
    const stillMs = 300;
    /** This thread waits, so the bus has time and all its messages arrive at once. */
    const wait = () => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, stillMs);
    const order: string[] = [];
    const filter = { sender: NAME, interface: OBJECT.interface, member: 'Ticked' };
    const watching = client.signals(filter).subscribe(({ body }) => order.push(textOf(body[0])));
    const asked = (async () => order.push(await client.ownerOf(NAME)))();
    wait();
    emit(service, 'at once');
    wait();
    await asked;
    await until('the signal', () => order.length === 2);
    expect(order).toEqual([service.name, 'at once']);
    watching.unsubscribe();
  });

  it('follows a sender that starts later, and one that was replaced', async () => {
    const texts: string[] = [];
    const filter = { sender: 'org.example.Late', interface: OBJECT.interface, member: 'Ticked' };
    const watching = client.signals(filter).subscribe(({ body }) => void texts.push(textOf(body[0])));
    for (const text of ['one', 'two']) {
      const late = await BusConnection.open(daemon.address);
      await late.takeName(filter.sender);
      await until(text, () => (emit(late, text), texts.includes(text)));
      late.close();
    }
    watching.unsubscribe();
  });

  it('survives a message that holds nonsense', async () => {
    client.emit({ ...OBJECT, member: 'Ticked', signature: 'v', body: [new Variant('ay', Array<number>(300).fill(7))] });
    expect(await call('Echo', 's', ['still here'])).toMatchObject(['still here', expect.anything()]);
  });

  it('is shared, says when the bus is gone, and comes back with it', async () => {
    const other = await startBusDaemon();
    const bus = new Bus('session', { DBUS_SESSION_BUS_ADDRESS: other.address }, 20);
    expect(await bus.connection()).toBe(await bus.connection());
    const seen: (BusConnection | Error)[] = [];
    const watching = bus.connections().subscribe((state) => seen.push(state));
    await until('the connection', () => seen.length === 1);
    const unanswered = (await bus.connection()).call({ destination: NAME, ...OBJECT, member: 'Echo' });
    await expect(unanswered).rejects.toThrow();
    await other.close();
    await until('the loss', () => seen.at(-1) instanceof Error);
    await other.restart();
    await until('the new connection', () => seen.at(-1) instanceof BusConnection);
    expect(seen.at(-1)).not.toBe(seen[0]);
    watching.unsubscribe();
    await bus.close();
    await other.close();
  });
});

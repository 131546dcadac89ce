import { Bus } from '../dbus/bus.js';
import { BusConnection } from '../dbus/connection.js';
import { textOf } from '../dbus/values.js';
import { type BusDaemon, describeOnBus, startBusDaemon } from '../testing/bus-daemon.js';
import { type NotificationService, startNotificationService } from '../testing/notification-service.js';
import { until } from '../testing/until.js';
import { desktopNotifier, type NoticeMark, type Notifier } from './notifier.js';

describeOnBus('the test of notifications')('desktop notifications on a real bus', () => {
  let daemon: BusDaemon;
  let service: NotificationService | undefined;
  let bus: Bus;
  let notifier: Notifier;
  let messages: string[];

  beforeAll(async () => {
    daemon = await startBusDaemon();
  });
  afterAll(() => daemon.close());
  beforeEach(() => {
    messages = [];
    bus = new Bus('session', { DBUS_SESSION_BUS_ADDRESS: daemon.address });
    notifier = desktopNotifier(bus, (message) => void messages.push(message));
  });
  afterEach(async () => {
    await notifier.close();
    await bus.close();
    service?.close();
    service = undefined;
    // The bus takes the name back before the next test.
    const watcher = await BusConnection.open(daemon.address);
    await until('the end of it', async () => (await watcher.ownerOf('org.freedesktop.Notifications')) === '');
    watcher.close();
  });

  /** Resolves when the service has so many notifications. */
  const shown = (count: number) =>
    until('the notification', () => (service && service.shown.length >= count ? service.shown : null));

  it('are shown as plain text, on one line, and not too long', async () => {
    service = await startNotificationService(daemon.address);
    const summary = `a\nb\u202ec ${'x'.repeat(200)}`;
    expect(await notifier.show({ summary, body: '<a href="x">R&D</a>' })).toBeNull();
    const [notice] = await shown(1);
    expect(notice).toMatchObject({ body: '&lt;a href="x"&gt;R&amp;D&lt;/a&gt;', actions: [] });
    expect(notice?.summary).toMatch(/^a b c x+…$/);
    expect(notice?.summary).toHaveLength(120);
  });

  it('keep < and & for a service without markup', async () => {
    service = await startNotificationService(daemon.address, ['body']);
    await notifier.show({ summary: 's', body: 'R&D <3' });
    expect(await shown(1)).toMatchObject([{ body: 'R&D <3' }]);
  });

  it('answer with what the person chose, or with nothing', async () => {
    service = await startNotificationService(daemon.address);
    const choices = ['Meeting', 'Break'];
    const first = notifier.show({ summary: 'first', choices });
    const second = notifier.show({ summary: 'second', choices });
    const notices = await shown(2);
    const [one, two] = ['first', 'second'].map((name) => notices.find(({ summary }) => summary === name));
    if (!one || !two) throw new Error('a notification is missing');
    service.dismiss(two);
    service.choose(one, 'Break');
    expect(await Promise.all([first, second])).toEqual(['Break', null]);
  });

  it('end with the service, and with the agent', async () => {
    service = await startNotificationService(daemon.address);
    const open = notifier.show({ summary: 'open', choices: ['Meeting'] });
    await shown(1);
    await notifier.close();
    expect(await open).toBeNull();
    expect(service.closed).toEqual([1]);
  });

  it('hear no answer but their own, whatever the service says, and give long words back whole', async () => {
    service = await startNotificationService(daemon.address);
    const long = `<b>${'x'.repeat(10_000)}</b>`;
    const answer = notifier.show({ summary: 's', choices: [long, 'Break'] });
    const [notice] = await shown(1);
    if (!notice) throw new Error('no notification');
    expect(textOf(notice.actions[1])).toHaveLength(120);
    for (const key of ['answer-7', 'answer-1\n', 'answer--1', '__proto__', '<b>', 'x'.repeat(10_000)])
      service.invoke(notice.id + 1, key);
    service.invoke(notice.id, 'answer-0');
    expect(await answer).toBe(long);
    const strange = notifier.show({ summary: 's', choices: ['Break'] });
    const [, second] = await shown(2);
    service.invoke(second?.id ?? 0, '__proto__');
    expect(await strange).toBeNull();
  });

  it('take the place of an earlier one only at the service that gave it', async () => {
    service = await startNotificationService(daemon.address);
    const marks: NoticeMark[] = [];
    const note = { summary: 's', shown: (mark: NoticeMark) => void marks.push(mark) };
    await notifier.show(note);
    const [first] = marks;
    if (!first) throw new Error('no mark');
    await notifier.show({ ...note, replaces: first });
    await notifier.show({ ...note, replaces: { ...first, owner: ':1.9999' } });
    expect(service.shown.map(({ id }) => id)).toEqual([1, 1, 3]);
  });

  it('end with the agent also while the service has not told their number', async () => {
    service = await startNotificationService(daemon.address);
    const open = notifier.show({ summary: 'open', choices: ['Meeting'] });
    await notifier.close();
    expect(await open).toBeNull();
  });

  it('that are missing are told once, and again after they were there', async () => {
    for (let times = 0; times < 2; times++) expect(await notifier.show({ summary: 's' })).toBeNull();
    expect(messages).toEqual([expect.stringMatching(/^no desktop notifications: /)]);
    service = await startNotificationService(daemon.address, ['body']);
    await notifier.show({ summary: 's' });
    expect(await notifier.show({ summary: 'a question', choices: ['Meeting'] })).toBeNull();
    expect(messages.slice(1)).toEqual(['no desktop notifications: the service of this desktop takes no answers']);
    expect(service.shown).toHaveLength(1);
  });

  it('are told as missing on a machine without a bus', async () => {
    const none = desktopNotifier(new Bus('session', {}), (message) => void messages.push(message));
    expect(await none.show({ summary: 's' })).toBeNull();
    expect(messages).toEqual(['no desktop notifications: this session has no session bus']);
  });
});

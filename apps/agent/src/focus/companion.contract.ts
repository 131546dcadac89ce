import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ActivityReport } from '../capture/activity-source.js';
import { filterOf, type Rule } from '../rules/rule.js';
import { RulesInForce } from '../rules/rules-in-force.js';
import { Quarantine } from '../sync/quarantine.js';
import { ServerClock } from '../sync/server-clock.js';
import { type BusDaemon, describeOnBus, startBusDaemon } from '../testing/bus-daemon.js';
import { type NotificationService, startNotificationService } from '../testing/notification-service.js';
import { toldFocus } from '../testing/stub-commands.js';
import { startStubServer, type StubServer } from '../testing/stub-server.js';
import { withTemporaryFolder } from '../testing/temporary-folder.js';
import { until } from '../testing/until.js';
import { type Companion, openCompanion } from './open-companion.js';

const MINUTE_MS = 60_000;
const DEVICE = 'desk';

describeOnBus('the test of the companion')('an agent beside its recording', () => {
  let daemon: BusDaemon;
  let service: NotificationService;
  let server: StubServer;
  let minimised: number[];
  let messages: string[];
  let machine: { wallMs: number; monotonicMs: number };

  beforeAll(async () => {
    daemon = await startBusDaemon();
    service = await startNotificationService(daemon.address);
  });
  afterAll(async () => {
    service.close();
    await daemon.close();
  });
  beforeEach(async () => {
    server = await startStubServer();
    [minimised, messages] = [[], []];
    service.shown.length = 0;
    machine = { wallMs: Date.UTC(2026, 10, 21, 9), monotonicMs: 0 };
  });
  afterEach(() => server.close());

  /** Runs a companion on a folder. */
  async function running(
    folder: string,
    work: (companion: Companion) => Promise<void>,
    rules: readonly Rule[] = [],
  ): Promise<void> {
    const companion = openCompanion({
      source: { actuator: { minimize: async (window) => void minimised.push(window) } },
      to: { server: server.url, key: 'key-of-the-test', deviceId: DEVICE },
      ...{ dataFolder: folder, keepers: () => [new Quarantine(join(folder, 'quarantine.jsonl'))] },
      clock: new ServerClock(() => machine),
      ...{ idleLimitMs: 5 * MINUTE_MS, countsWhenIdle: ['mpv'], idleAnswers: ['Meeting', 'Break'] },
      rules: new RulesInForce(filterOf(rules)),
      say: (message) => void messages.push(message),
      env: { DBUS_SESSION_BUS_ADDRESS: daemon.address },
    });
    await companion.begin();
    await work(companion).finally(() => companion.close());
    expect(messages.join()).not.toContain('key-of-the-test');
  }
  const active = (window: number, application: string): ActivityReport => ({ type: 'active', window, application });
  const notice = (summary: RegExp) =>
    until('the notification', () => service.shown.find((shown) => summary.test(shown.summary)));

  it('minimises what the account calls distracting, tells the fourth time, and reports counts without names', () =>
    withTemporaryFolder(async (folder) => {
      server.commands.levels = { Steam: -2, Editor: 2, XTerm: -2 };
      server.commands.nextPollSeconds = 3_600;
      server.commands.focus = toldFocus();
      await running(folder, async (companion) => {
        companion.see(active(9, 'Editor'));
        companion.see(active(10, 'XTerm'));
        companion.see(active(1, 'Steam'));
        await until('the first window, as soon as its level is known', () => minimised.length === 1);
        for (const window of [2, 3, 4, 5]) companion.see(active(window, 'Steam'));
        await notice(/^Focus until .+/);
        expect(minimised).toEqual([1, 2, 3]);
        await until('the fourth', () => service.shown.some(({ body }) => body === 'Steam distracts you.'));
        await companion.focus.poll();
        expect(server.commands.enforcements).toEqual([
          { sessionId: 1, runId: expect.any(String) as string, minimised: 3, notified: 1, sites: 0 },
        ]);
        expect(JSON.stringify(server.commands.enforcements)).not.toContain('Steam');
        server.commands.focus = null;
        await companion.focus.poll();
        await notice(/^The focus session is over/);
        companion.see(active(6, 'Steam'));
        expect(minimised).toEqual([1, 2, 3]);
      });
      expect(server.commands.askedLevels.flat().filter((name) => name === 'Steam')).toHaveLength(1);
    }));

  it('tells the server no name that the person’s rules drop', () =>
    withTemporaryFolder(async (folder) => {
      server.commands.focus = toldFocus();
      const rules: Rule[] = [
        { action: 'drop', application: 'Secret' },
        { action: 'drop', site: 'secret.example' },
      ];
      await running(
        folder,
        async (companion) => {
          companion.see(active(1, 'Secret'));
          expect(await companion.focus.blocks.blockOf('mail.secret.example')).toBeNull();
          expect(await companion.focus.blocks.blockOf('open.example')).toBeNull();
        },
        rules,
      );
      expect(server.commands.askedLevels.flat()).toEqual(['open.example']);
    }));

  it('asks nothing about a time in which recording was paused', () =>
    withTemporaryFolder(async (folder) => {
      await running(folder, async (companion) => {
        companion.see({ type: 'input', idleMs: 0 });
        companion.recording(false);
        machine = { wallMs: machine.wallMs + 20 * MINUTE_MS, monotonicMs: 20 * MINUTE_MS };
        companion.see({ type: 'input', idleMs: 0 });
      });
      expect(service.shown).toEqual([]);
    }));

  it('ends a session on time though the server is away, and goes on with one after a restart', () =>
    withTemporaryFolder(async (folder) => {
      server.commands.levels = { Steam: -2 };
      server.commands.focus = toldFocus({ remainingSeconds: 900 });
      await running(folder, async () => undefined);
      server.commands.focus = toldFocus({ remainingSeconds: 1.5 });
      await running(folder, async (companion) => {
        expect(companion.focus.blocks.focus()).not.toBeNull();
        companion.see(active(1, 'Steam'));
        await until('the window', () => minimised.length === 1);
        await server.close();
        await until('the end', () => companion.focus.blocks.focus() === null);
        await notice(/^The focus session is over/);
        server = await startStubServer();
      });
    }));

  it('shows each alert once, also over a restart', () =>
    withTemporaryFolder(async (folder) => {
      server.commands.alerts = [{ id: 3, text: 'You spent 4 hours on <b>R&D</b>.', at: '' }];
      await running(folder, async (companion) => {
        await notice(/^Alert/);
        await companion.focus.poll();
      });
      server.commands.alerts.push({ id: 5, text: 'second', at: '' });
      await running(folder, async () => void (await until('the second', () => service.shown.length === 2)));
      expect(service.shown.map(({ body }) => body)).toEqual([
        'You spent 4 hours on &lt;b&gt;R&amp;D&lt;/b&gt;.',
        'second',
      ]);
    }));

  it('takes erased time out of the quarantine, and keeps it from being sent', () =>
    withTemporaryFolder(async (folder) => {
      const record = (sequence: number, startedAt: number) => ({
        ...{ sequence, id: `${sequence}`, application: 'Vim', startedAt, endedAt: startedAt + 10 },
      });
      const [gone, kept] = [record(1, 1_000), record(2, 5_000)];
      const line = (one: object) => `${JSON.stringify({ record: one, code: 'c', message: 'm' })}\n`;
      const file = join(folder, 'quarantine.jsonl');
      await writeFile(file, `${line(gone)}not json\n${line(kept)}`);
      const [from, to] = [1_000, 2_000].map((ms) => new Date(ms).toISOString());
      server.commands.erasures = [{ id: 'e', from, to }];
      await running(folder, async ({ isErased }) => {
        expect([isErased(gone), isErased(kept)]).toEqual([true, false]);
        expect(await readFile(file, 'utf8')).toBe(line(kept));
      });
    }));

  it('asks what a pause was, and the answer becomes offline time', () =>
    withTemporaryFolder(async (folder) => {
      const input: ActivityReport = { type: 'input', idleMs: 0 };
      const later = (minutes: number) => {
        machine = {
          wallMs: machine.wallMs + minutes * MINUTE_MS,
          monotonicMs: machine.monotonicMs + minutes * MINUTE_MS,
        };
      };
      await running(folder, async (companion) => {
        companion.see(input);
        later(15);
        companion.see(input);
        service.choose(await notice(/^What were you doing from /), 'Break');
        await until('the offline time', () => server.commands.offlineTimes.length === 1);
        expect(server.commands.offlineTimes).toEqual([
          { startedAt: '2026-11-21T09:00:00.000Z', endedAt: '2026-11-21T09:15:00.000Z', activity: 'Break' },
        ]);
        companion.see(active(1, 'mpv'));
        later(20);
        companion.see(input);
        companion.see(active(1, 'Chromium'));
        later(20);
        companion.see(input, true);
        companion.see(active(1, 'i3lock'));
        later(20);
        companion.see(input);
        companion.see(active(1, 'Editor'));
        later(10);
        companion.see(input);
        const second = await until('the second question', () => service.shown[1]);
        const asked = new Intl.DateTimeFormat(undefined, { timeStyle: 'short' }).format(Date.UTC(2026, 10, 21, 9, 55));
        expect(second.summary).toContain(`from ${asked} `);
        expect(second.actions.filter((_, place) => place % 2 === 1)).toEqual(['Break', 'Meeting']);
        service.dismiss(second);
      });
      expect(service.shown).toHaveLength(2);
      expect(server.commands.offlineTimes).toHaveLength(1);
    }));
});

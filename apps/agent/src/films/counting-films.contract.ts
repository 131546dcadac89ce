import { type Subscription } from 'rxjs';
import { type ActivityReport } from '../capture/activity-source.js';
import { x11Source } from '../capture/x11-source.js';
import { BusConnection, type Methods } from '../dbus/connection.js';
import { type BusDaemon, describeOnBus, startBusDaemon } from '../testing/bus-daemon.js';
import { until } from '../testing/until.js';
import { describeOnDesktop, startXvfbDesktop, type XvfbDesktop } from '../testing/xvfb-desktop.js';
import { countingFilms, filmsOnBuses } from './counting-films.js';

const LOOK_MS = 50;

/** Both are needed: real windows with processes, and a bus. */
const describeBoth = (title: string) =>
  describeOnBus(title) === describe ? describeOnDesktop(title) : describeOnBus(title);

describeBoth('a film on a real X11 desktop')('a film on a real X11 desktop', () => {
  let desktop: XvfbDesktop;
  let daemon: BusDaemon;
  let login: BusConnection;
  let watching: Subscription;
  const reports: ActivityReport[] = [];
  let holding: (number | undefined)[] = [];

  beforeAll(async () => {
    desktop = await startXvfbDesktop();
    daemon = await startBusDaemon();
    login = await BusConnection.open(daemon.address);
    const methods: Methods = {
      ListInhibitors: () => {
        const rows = holding.map((pid) => ['idle', 'a film', 'film', 'block', process.getuid?.() ?? 0, pid ?? 0]);
        return { signature: 'a(ssssuu)', body: [rows] };
      },
    };
    login.serve('/org/freedesktop/login1', 'org.freedesktop.login1.Manager', methods);
    await login.takeName('org.freedesktop.login1');
    const env = { DBUS_SESSION_BUS_ADDRESS: daemon.address, DBUS_SYSTEM_BUS_ADDRESS: daemon.address };
    const options = { ...filmsOnBuses(env), lookMs: LOOK_MS };
    watching = countingFilms(x11Source({ display: desktop.display }), options)
      .reports()
      .subscribe((report) => reports.push(report));
  }, 90_000);
  afterAll(async () => {
    watching.unsubscribe();
    login.close();
    await desktop.close();
    await daemon.close();
  });

  const front = (title: string, counts: boolean) =>
    until(`${title}, counts: ${counts}`, () => {
      const last = reports.findLast(({ type }) => type === 'active');
      return last?.type === 'active' && last.title === title && (last.countsWhenIdle ?? false) === counts;
    });

  it('counts while its process keeps the screen on, and in front of another window of its program', async () => {
    const player = desktop.run('xterm', '-T', 'film', '-e', 'sleep', '60');
    await front('film', false);
    holding = [player.pid];
    await front('film', true);
    const other = desktop.run('xterm', '-T', 'other', '-e', 'sleep', '60');
    await front('other', false);
    holding = [player.pid, other.pid];
    await front('other', true);
    holding = [];
    await front('other', false);
  });
});

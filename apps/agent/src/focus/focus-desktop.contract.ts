import { type Subscription } from 'rxjs';
import { x11Source } from '../capture/x11-source.js';
import { toldFocus } from '../testing/stub-commands.js';
import { startStubServer, type StubServer } from '../testing/stub-server.js';
import { withTemporaryFolder } from '../testing/temporary-folder.js';
import { until } from '../testing/until.js';
import { describeOnDesktop, startXvfbDesktop, type XvfbDesktop } from '../testing/xvfb-desktop.js';
import { FocusTime } from './open-focus.js';

const MINIMISED_WITHIN_MS = 500;

describeOnDesktop('the test of focus sessions')('a focus session on a real X11 desktop', () => {
  let desktop: XvfbDesktop;
  let server: StubServer;
  let watching: Subscription | undefined;

  beforeAll(async () => {
    [desktop, server] = [await startXvfbDesktop(), await startStubServer()];
  });
  afterAll(async () => {
    watching?.unsubscribe();
    await desktop.close();
    await server.close();
  });

  it('minimises a distracting window within half a second, again when it comes back, and no other', () =>
    withTemporaryFolder(async (folder) => {
      server.commands.levels = { Steam: -2, Editor: 2 };
      server.commands.focus = toldFocus();
      const source = x11Source({ display: desktop.display });
      const focus = new FocusTime({
        source,
        to: { server: server.url, key: 'k', deviceId: 'd' },
        dataFolder: folder,
        notifier: { show: async () => null, close: async () => undefined },
        now: () => ({ wallMs: Date.now(), monotonicMs: performance.now() }),
        erased: async () => undefined,
        say: () => undefined,
      });
      await focus.poll();
      const seen: { application: string; ms: number }[] = [];
      watching = source.reports().subscribe((report) => {
        const application = report.type === 'active' ? report.application : report.type;
        if (report.type === 'active' || report.type === 'none') seen.push({ application, ms: performance.now() });
        focus.see(report);
      });
      const visible = (title: string) => desktop.xdotool('search', '--onlyvisible', '--name', title) !== null;
      desktop.run('xterm', '-class', 'Editor', '-T', 'work', '-e', 'sleep', '60');
      await until('the editor', () => seen.some(({ application }) => application === 'Editor'));
      desktop.run('xterm', '-class', 'Steam', '-T', 'games', '-e', 'sleep', '60');
      for (let round = 0; round < 2; round++) {
        const isGame = ({ application }: { application: string }) => application === 'Steam';
        await until('the game', () => seen.filter(isGame).length > round);
        const next = await until('the end of it', () => seen[seen.findLastIndex(isGame) + 1]);
        const { ms } = seen.findLast(isGame) ?? { ms: NaN };
        expect(next.ms - ms).toBeLessThan(MINIMISED_WITHIN_MS);
        expect(visible('games')).toBe(false);
        expect(visible('work')).toBe(true);
        desktop.xdotool('search', '--name', 'games', 'windowactivate');
      }
      await focus.close();
    }));
});

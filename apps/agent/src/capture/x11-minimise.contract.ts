import { type Subscription } from 'rxjs';
import { until } from '../testing/until.js';
import { describeOnDesktop, startXvfbDesktop, type XvfbDesktop } from '../testing/xvfb-desktop.js';
import { type ActivityReport } from './activity-source.js';
import { x11Source } from './x11-source.js';

const MINIMISED_WITHIN_MS = 500;
const NO_SUCH_WINDOW = 0x7ffffff;

describeOnDesktop('the test of minimising')('a window on a real X11 desktop', () => {
  let desktop: XvfbDesktop;
  let watching: Subscription;
  let active: Extract<ActivityReport, { type: 'active' }> | null = null;
  let source: ReturnType<typeof x11Source>;

  beforeAll(async () => {
    desktop = await startXvfbDesktop();
    source = x11Source({ display: desktop.display });
    watching = source.reports().subscribe((report) => {
      if (report.type === 'active') active = report;
      if (report.type === 'none') active = null;
    });
  });
  afterAll(async () => {
    watching.unsubscribe();
    await desktop.close();
  });

  it('is minimised within half a second of the report that it is active, each time', async () => {
    const { actuator } = source;
    desktop.run('xterm', '-T', 'games', '-e', 'sleep', '60');
    for (let round = 0; round < 2; round++) {
      const { window } = await until('the window', () => active);
      const reportedMs = performance.now();
      await actuator?.minimize(window);
      await until('the end of it', () => active === null, MINIMISED_WITHIN_MS, 5);
      expect(performance.now() - reportedMs).toBeLessThan(MINIMISED_WITHIN_MS);
      expect(desktop.xdotool('search', '--onlyvisible', '--name', 'games')).toBeNull();
      desktop.xdotool('windowactivate', String(window));
    }
  });

  it('that does not exist is an error, and the connection goes on', async () => {
    await expect(source.actuator?.minimize(NO_SUCH_WINDOW)).rejects.toThrow();
    expect(await source.idleMs()).not.toBeNull();
  });

  it('cannot be minimised when the desktop is not watched', async () => {
    const unwatched = x11Source({ display: desktop.display });
    await expect(unwatched.actuator?.minimize(1)).rejects.toThrow('the display is gone');
  });
});

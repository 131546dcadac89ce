import { type Subscription } from 'rxjs';
import { type JsDesktop, startJsDesktop } from '../testing/js-desktop.js';
import { until } from '../testing/until.js';
import { type ActivityReport } from './activity-source.js';
import { x11Source } from './x11-source.js';

const MISSED_AFTER_MS = 300;

/** Tests the adapter on an X server in this process. That server has no idle counter. */
describe('the X11 adapter', () => {
  let desktop: JsDesktop;
  let reports: ActivityReport[];
  let watching: Subscription;
  let watchedMs = 0;

  const watch = (display: string) => {
    reports = [];
    watchedMs = performance.now();
    watching = x11Source({ display, firstRetryMs: 20, windowManagerMs: MISSED_AFTER_MS })
      .reports()
      .subscribe((report) => reports.push(report));
  };
  /** Without number and instance, which the desktop chooses. */
  const plain = (report: ActivityReport | undefined) =>
    JSON.stringify({ ...report, window: undefined, instance: undefined });
  const lastIs = (expected: ActivityReport) =>
    until(JSON.stringify(expected), () => plain(reports.findLast(({ type }) => type !== 'notice')) === plain(expected));
  const activeTitles = () => reports.flatMap((report) => (report.type === 'active' ? [report.title] : []));
  const active = (application: string, title: string): ActivityReport => ({
    type: 'active',
    window: 0,
    application,
    title,
  });

  beforeEach(async () => {
    desktop = await startJsDesktop();
    watch(desktop.display);
    await lastIs({ type: 'none' });
  });

  afterEach(async () => {
    watching.unsubscribe();
    await desktop.kill();
  });

  it('says that the desktop answers, that idle time is not counted, and that no window is active', () => {
    expect(reports.map(({ type }) => type).slice(0, 3)).toEqual(['ready', 'notice', 'none']);
    expect(reports[0]).toEqual({ type: 'ready', seesInput: false });
  });

  it('reports each active window by the class part of WM_CLASS and its title', async () => {
    const editor = await desktop.openWindow('Editor');
    await desktop.setTitle(editor, 'a = b "q" café – ünï日本');
    await desktop.activate(editor);
    await lastIs(active('Editor', 'a = b "q" café – ünï日本'));
    const shell = await desktop.openWindow('XTerm');
    await desktop.setOldTitle(shell, 'café');
    await desktop.activate(shell);
    await lastIs(active('XTerm', 'café'));
    const numbers = reports.flatMap((report) => (report.type === 'active' ? [report.window] : []));
    expect(numbers).toEqual([editor, shell]);
  });

  it('reports a title that changes while the window is active, and only then', async () => {
    const editor = await desktop.openWindow('Editor');
    const shell = await desktop.openWindow('XTerm');
    await desktop.activate(editor);
    await lastIs(active('Editor', ''));
    await desktop.setTitle(editor, 'changed');
    await lastIs(active('Editor', 'changed'));
    await desktop.activate(shell);
    await lastIs(active('XTerm', ''));
    await desktop.setTitle(editor, 'behind');
    await desktop.setTitle(shell, 'in front');
    await lastIs(active('XTerm', 'in front'));
    expect(activeTitles()).not.toContain('behind');
  });

  it('reports a class that a program sets when its window is in front already', async () => {
    const player = await desktop.openWindow('');
    await desktop.setClass(player, '', '');
    await desktop.activate(player);
    await lastIs(active('Unknown', ''));
    await desktop.setClass(player, 'spotify', 'Spotify');
    await lastIs(active('Spotify', ''));
  });

  it.each([
    ['instance', ' \t', 'instance'],
    [' ', ' ', 'Unknown'],
    ['', ' Padded ', 'Padded'],
    ['x', 'Café', 'Café'],
  ])('names a window of instance %j and class %j "%s"', async (instance, className, application) => {
    const window = await desktop.openWindow('');
    await desktop.setClass(window, instance, className);
    await desktop.activate(window);
    await lastIs(active(application, ''));
  });

  it('reads UTF-8 that a program wrote as STRING', async () => {
    const editor = await desktop.openWindow('Editor');
    await desktop.setOldTitle(editor, 'café – 日本', 'utf8');
    await desktop.activate(editor);
    await lastIs(active('Editor', 'café – 日本'));
  });

  it('says that no window manager names an active window, and records when one does', async () => {
    const isMissed = () =>
      reports.some((report) => report.type === 'notice' && report.message.includes('no window manager'));
    await until('the notice', isMissed);
    const editor = await desktop.openWindow('Editor');
    await desktop.activate(editor);
    await lastIs(active('Editor', ''));
    watching.unsubscribe();
    watch(desktop.display);
    await lastIs(active('Editor', ''));
    await until('a wait', () => performance.now() > watchedMs + 3 * MISSED_AFTER_MS);
    expect(isMissed()).toBe(false);
  });

  it('says nothing of a window manager that has no window yet', async () => {
    await desktop.promise();
    await until('a wait', () => performance.now() > watchedMs + 3 * MISSED_AFTER_MS);
    expect(reports.filter(({ type }) => type === 'notice').map((notice) => JSON.stringify(notice))).not.toContainEqual(
      expect.stringContaining('no window manager'),
    );
  });

  it('reports one change when a program writes both titles', async () => {
    const editor = await desktop.openWindow('Editor');
    await desktop.activate(editor);
    await lastIs(active('Editor', ''));
    await desktop.setOldTitle(editor, 'both');
    await desktop.setTitle(editor, 'both');
    await lastIs(active('Editor', 'both'));
    const marker = await desktop.openWindow('Marker');
    await desktop.activate(marker);
    await lastIs(active('Marker', ''));
    expect(activeTitles()).toEqual(['', 'both', '']);
  });

  it('reads a title that never rests only some times a second, and its last state in the end', async () => {
    const editor = await desktop.openWindow('Editor');
    await desktop.activate(editor);
    await lastIs(active('Editor', ''));
    const beganMs = performance.now();
    let step = 0;
    // At least thirty, however slow the machine is.
    while (step < 30 || performance.now() - beganMs < 1_500) await desktop.setTitle(editor, `step ${(step += 1)}`);
    await lastIs(active('Editor', `step ${step}`));
    const tookMs = performance.now() - beganMs;
    expect(activeTitles().length).toBeLessThan(tookMs / 250 + 4);
  });

  it('reports a window that takes the number of one that was closed', async () => {
    const editor = await desktop.openWindow('Editor');
    await desktop.activate(editor);
    await lastIs(active('Editor', ''));
    await desktop.destroy(editor);
    await lastIs({ type: 'none' });
    await desktop.openWindow('Viewer', editor);
    await desktop.activate(editor);
    await lastIs(active('Viewer', ''));
  });

  it('reports no gap for the short moment without a window between two windows', async () => {
    const editor = await desktop.openWindow('Editor');
    const shell = await desktop.openWindow('XTerm');
    await desktop.activate(editor);
    await lastIs(active('Editor', ''));
    await Promise.all([desktop.activate(0), desktop.activate(shell)]);
    await lastIs(active('XTerm', ''));
    expect(reports.filter(({ type }) => type === 'none')).toHaveLength(1);
    await desktop.activate(0);
    await lastIs({ type: 'none' });
  });

  it('reports no window after the active one closed, even when the window manager still names it', async () => {
    const editor = await desktop.openWindow('Editor');
    await desktop.activate(editor);
    await lastIs(active('Editor', ''));
    await desktop.destroy(editor);
    await lastIs({ type: 'none' });
    const shell = await desktop.openWindow('XTerm');
    await desktop.activate(shell);
    await lastIs(active('XTerm', ''));
    await desktop.activate(editor);
    await lastIs({ type: 'none' });
  });

  it('goes on when a window vanishes before it is read', async () => {
    for (let round = 0; round < 20; round++) {
      const gone = await desktop.openWindow('Gone');
      await desktop.activate(gone);
      await desktop.destroy(gone);
    }
    const editor = await desktop.openWindow('Editor');
    await desktop.activate(editor);
    await lastIs(active('Editor', ''));
    expect(reports.some(({ type }) => type === 'lost')).toBe(false);
  });

  it('says when the display is lost, and goes on when it is back', async () => {
    const number = Number(desktop.display.split(':')[1]);
    await desktop.kill();
    await until('the loss', () => reports.some(({ type }) => type === 'lost'));
    desktop = await startJsDesktop(number);
    const editor = await desktop.openWindow('Editor');
    await desktop.activate(editor);
    await lastIs(active('Editor', ''));
    expect(reports.filter(({ type }) => type === 'ready')).toHaveLength(2);
  });

  it.each([
    ['is not there', '127.0.0.1:9'],
    ['has an unreadable name', 'nonsense'],
  ])('gives the reason and never gives up when a display %s', async (_title, display) => {
    watching.unsubscribe();
    watch(display);
    await until('three attempts', () => reports.length >= 3);
    expect(new Set(reports.map(({ type }) => type))).toEqual(new Set(['lost']));
    expect(reports[0]).toMatchObject({ reason: expect.stringContaining(`display ${display}: `) as string });
  });

  it('is silent and disconnected once it is stopped', async () => {
    watching.unsubscribe();
    const before = reports.length;
    await until('the disconnection', () => desktop.otherClients().now === 0);
    const editor = await desktop.openWindow('Editor');
    await desktop.activate(editor);
    expect(reports).toHaveLength(before);
  });

  it('leaves no connection behind when it is stopped while it connects', async () => {
    const { ever } = desktop.otherClients();
    x11Source({ display: desktop.display }).reports().subscribe().unsubscribe();
    await until(
      'the disconnection',
      () => desktop.otherClients().ever === ever + 1 && desktop.otherClients().now === 1,
    );
  });
});

import { spawnSync } from 'node:child_process';
import { until } from '../testing/until.js';
import { describeOnDesktop, startXvfbDesktop, type XvfbDesktop } from '../testing/xvfb-desktop.js';
import { X11Display } from './x11-display.js';

describeOnDesktop('the test of a display')('a display', () => {
  let desktop: XvfbDesktop;
  let number: string;

  beforeAll(async () => {
    desktop = await startXvfbDesktop({ screens: 2 });
    number = desktop.display.slice(1);
  });
  afterAll(() => desktop.close());

  async function rootOf(name: string): Promise<number> {
    const display = await X11Display.open(name);
    display.close();
    return display.root;
  }

  it('may be named with a screen: each screen has windows of its own', async () => {
    expect(await rootOf(`:${number}.0`)).toBe(await rootOf(`:${number}`));
    expect(await rootOf(`:${number}.1`)).not.toBe(await rootOf(`:${number}`));
  });

  it.each(['unix:N', 'unix:N.0', 'unix/:N'])('may be named as local: %s', async (form) => {
    expect(await rootOf(form.replace('N', number))).toBe(await rootOf(`:${number}`));
  });

  it('tells input of a person from a reset of its idle timer by a program', async () => {
    const display = await X11Display.open(desktop.display);
    try {
      const idleMs = (await display.idleCounter()) as () => Promise<number>;
      desktop.press();
      await until('a second without input', async () => (await idleMs()) > 1_000);
      spawnSync('xset', ['s', 'reset'], { env: { ...process.env, DISPLAY: desktop.display } });
      expect(await idleMs()).toBeGreaterThan(1_000);
      const before = await idleMs();
      desktop.press();
      await until('the key', async () => (await idleMs()) < before);
    } finally {
      display.close();
    }
  });

  it('is refused with the reason when its name has a missing screen', async () => {
    await expect(X11Display.open(`:${number}.7`)).rejects.toThrow('it has no screen 7');
  });
});

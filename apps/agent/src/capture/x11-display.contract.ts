import { describeOnDesktop, startXvfbDesktop, type XvfbDesktop } from '../testing/xvfb-desktop.js';
import { X11Display } from './x11-display.js';

describeOnDesktop('the test of display names')('the name of a display', () => {
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

  it('may name a screen: each screen has windows of its own', async () => {
    expect(await rootOf(`:${number}.0`)).toBe(await rootOf(`:${number}`));
    expect(await rootOf(`:${number}.1`)).not.toBe(await rootOf(`:${number}`));
  });

  it.each(['unix:N', 'unix:N.0', 'unix/:N'])('may say that the display is local: %s', async (form) => {
    expect(await rootOf(form.replace('N', number))).toBe(await rootOf(`:${number}`));
  });

  it('that names a missing screen is refused with that reason', async () => {
    await expect(X11Display.open(`:${number}.7`)).rejects.toThrow('it has no screen 7');
  });
});

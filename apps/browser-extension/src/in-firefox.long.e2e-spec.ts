import { jest } from '@jest/globals';
import { until } from './testing/until.js';
import { describeInFirefox, ExtensionFirefox } from './testing/firefox.js';
import { fill, press, shows } from './testing/page-acts.js';
import { ScriptedAgent } from './testing/scripted-agent.js';
import { startWebSite, type WebSite } from './testing/web-site.js';

jest.setTimeout(90_000);

describeInFirefox('the extension in Firefox')('the extension in Firefox, with an agent', () => {
  const agent = new ScriptedAgent();
  let site: WebSite;
  let firefox: ExtensionFirefox;

  beforeAll(async () => {
    site = await startWebSite();
    await agent.listen();
    firefox = await ExtensionFirefox.start();
  });
  afterAll(async () => {
    await firefox?.close();
    await agent.close();
    await site?.close();
  });

  const told = (path: string) => until(`the told page ${path}`, async () => agent.tabs.at(-1)?.path === path);

  it('is paired by the code of the agent', async () => {
    const options = await firefox.open('options');
    await fill(options, 'port', String(agent.port));
    await fill(options, 'code', agent.code);
    await press(options, 'Pair');
    await shows(options, 'This browser is paired.');
    expect(agent.heard.every(({ origin }) => /^moz-extension:\/\/[0-9a-f-]{36}$/.test(origin ?? ''))).toBe(true);
    await options.close();
  });

  it('tells a switch of tabs within a second, and a navigation within a tab', async () => {
    const first = await firefox.visit(site.page('/first', 'First'));
    const second = await firefox.visit(site.page('/second', 'Second'));
    await told('/second');
    const before = performance.now();
    await first.bringToFront();
    await told('/first');
    const heard = agent.heard.filter(({ asked }) => asked?.call === 'tab').at(-1);
    expect((heard?.atMs ?? Infinity) - before).toBeLessThan(1_000);
    await first.evaluate(`history.pushState({}, '', '/inside?secret=hush')`);
    await told('/inside');
    expect(agent.told).toContain('/inside');
    expect(agent.told).not.toMatch(/secret=|hush|ada/);
    await Promise.all([first.close(), second.close()]);
  });

  it('goes on with an agent that was started again', async () => {
    const page = await firefox.visit(site.page('/one', 'One'));
    await told('/one');
    await agent.close();
    await page.goto(site.page('/two', 'Two'));
    await agent.listen();
    await page.goto(site.page('/three', 'Three'));
    await told('/three');
    await page.close();
  });

  it('tells no page to a program that took the port of the agent', async () => {
    const page = await firefox.visit(site.page('/known', 'Known'));
    await told('/known');
    await agent.close();
    agent.isStranger = true;
    await agent.listen();
    agent.heard.length = 0;
    await page.goto(site.page('/for-the-agent', 'For the agent'));
    await until('a greeting', async () => agent.greetings > 0);
    const popup = await firefox.open('popup');
    await shows(popup, 'Another program answers at the port of the agent.');
    expect(agent.told).not.toContain('tab');
    agent.isStranger = false;
    await page.bringToFront();
    await told('/for-the-agent');
    await Promise.all([page.close(), popup.close()]);
  });

  it('shows our page in place of a blocked one, and gives five more minutes', async () => {
    const page = await firefox.visit(site.page('/start', 'Start'));
    await told('/start');
    agent.focus = { endsAt: Date.now() + 600_000 };
    agent.block = { reason: 'focus', endsAt: agent.focus.endsAt, host: 'localhost', mayExtend: true };
    page.goto(site.page('/film', 'Film'), { timeout: 5_000 }).catch(() => undefined);
    const words = () => page.evaluate('document.body.innerText').catch(() => '') as Promise<string>;
    await until('our page', async () => (await words()).includes('Not now: localhost'));
    await press(page, 'Five more minutes');
    await told('/film');
    await page.close();
  });
});

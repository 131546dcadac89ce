import { jest } from '@jest/globals';
import { AgentScene } from './testing/agent-scene.js';
import { until } from './testing/until.js';
import { describeInFirefox, ExtensionFirefox } from './testing/firefox.js';
import { press } from './testing/page-acts.js';
import type { ScriptedAgent } from './testing/scripted-agent.js';
import type { WebSite } from './testing/web-site.js';

jest.setTimeout(90_000);

describeInFirefox('the extension in Firefox')('the extension in Firefox, with an agent', () => {
  let scene: AgentScene<ExtensionFirefox>;
  let agent: ScriptedAgent;
  let site: WebSite;
  let firefox: ExtensionFirefox;
  const told = (path: string | null) => scene.told(path);

  beforeAll(async () => {
    scene = await AgentScene.start(() => ExtensionFirefox.start());
    ({ agent, site, browser: firefox } = scene);
  });
  afterAll(() => scene?.close());

  it('is paired by the code of the agent', async () => {
    const options = await firefox.open('options');
    await scene.pair(options);
    expect(agent.heard.every(({ origin }) => /^moz-extension:\/\/[0-9a-f-]{36}$/.test(origin ?? ''))).toBe(true);
    await options.close();
  });

  it('tells a switch of tabs within a second, and a navigation within a tab', async () => {
    const first = await firefox.visit(site.page('/first', 'First'));
    const second = await firefox.visit(site.page('/second', 'Second'));
    await told('/second');
    expect(await scene.switchTo(first, '/first')).toBeLessThan(1_000);
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
    const popup = await scene.strangerHears(page, '/for-the-agent');
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

import { AgentScene } from './testing/agent-scene.js';
import { until } from './testing/until.js';
import { describeInChromium, ExtensionBrowser } from './testing/chromium.js';
import { fill, press, shows } from './testing/page-acts.js';
import type { ScriptedAgent } from './testing/scripted-agent.js';
import type { WebSite } from './testing/web-site.js';

describeInChromium('the extension with an agent')('the extension in Chromium, with an agent', () => {
  let scene: AgentScene<ExtensionBrowser>;
  let agent: ScriptedAgent;
  let site: WebSite;
  let chromium: ExtensionBrowser;
  const told = (path: string | null) => scene.told(path);

  beforeAll(async () => {
    scene = await AgentScene.start(() => ExtensionBrowser.start());
    ({ agent, site, browser: chromium } = scene);
  });
  afterAll(() => scene?.close());
  beforeEach(() => {
    agent.heard.length = 0;
    agent.block = null;
    agent.focus = null;
    agent.pausedUntil = null;
  });

  const lastTab = () => agent.tabs.at(-1);

  it('tells no page before it is paired', async () => {
    const page = await chromium.visit(site.page('/before', 'Before'));
    const popup = await chromium.open('popup');
    await shows(popup, 'The extension is not paired with an agent yet.');
    expect(agent.tabs).toEqual([]);
    await Promise.all([page.close(), popup.close()]);
  });

  it('is paired by the code of the agent, and says what is wrong with another one', async () => {
    const options = await chromium.open('options');
    await fill(options, 'port', String(agent.port));
    await fill(options, 'code', 'short');
    await press(options, 'Pair');
    await shows(options, 'A code has 8 letters and digits.');
    await fill(options, 'code', 'WRNG2345');
    await press(options, 'Pair');
    await shows(options, 'The code is wrong or too old.');
    await scene.pair(options, 'abcd-2345');
    await shows(options, 'Paired.');
    await options.close();
  });

  it('tells a switch of tabs within a second, and a navigation within a tab', async () => {
    const first = await chromium.visit(site.page('/first', 'First'));
    const second = await chromium.visit(site.page('/second', 'Second'));
    await told('/second');
    expect(await scene.switchTo(first, '/first')).toBeLessThan(1_000);
    expect(lastTab()).toEqual({ host: 'localhost', path: '/first', title: 'First', audible: false });
    await first.goto(site.page('/third', 'Third'));
    await told('/third');
    await first.evaluate(`history.pushState({}, '', '/inside?secret=hush')`);
    await told('/inside');
    await first.evaluate(`document.title = 'Renamed'`);
    await until('the new title', async () => lastTab()?.title === 'Renamed');
    await Promise.all([first.close(), second.close()]);
  });

  it('tells neither query nor fragment nor user, in no request of the whole day', async () => {
    const page = await chromium.visit(site.page('/private-parts', 'hush'));
    await told('/private-parts');
    await page.evaluate(`document.title = location.href`);
    await page.evaluate(`document.title = 'secret=hush'`);
    await page.goto(site.page('/after', ''));
    await told('/after');
    expect(agent.heard.length).toBeGreaterThan(1);
    expect(agent.told).not.toMatch(/secret=|ada|#/);
    await page.close();
  });

  it('tells nothing of a private window', async () => {
    const shown = await chromium.visit(site.page('/open', 'Open'));
    await told('/open');
    const context = await chromium.browser.createBrowserContext();
    const hidden = await context.newPage();
    await hidden.goto(site.page('/private', 'Private'));
    await hidden.bringToFront();
    await shown.goto(site.page('/open-again', 'Open again'));
    await shown.bringToFront();
    await told('/open-again');
    expect(agent.tabs.some((tab) => tab?.path.includes('private'))).toBe(false);
    await context.close();
    await shown.close();
  });

  it('tells null for a page of the browser and for an excluded host, and the host alone when asked', async () => {
    const page = await chromium.visit(site.page('/seen', 'Seen'));
    await told('/seen');
    const options = await chromium.open('options');
    await told(null);
    const exclude = async (lines: string) => {
      await options.bringToFront();
      await fill(options, 'exclusions', lines);
      await press(options, 'Save');
    };
    await exclude('no host');
    await shows(options, 'These lines name no host: no host');
    await exclude('LOCALHOST');
    await shows(options, 'Saved.');
    agent.heard.length = 0;
    await page.bringToFront();
    await page.goto(site.page('/hidden', 'Hidden'));
    await options.bringToFront();
    await options.click('input[type=checkbox]');
    await exclude('*.bank.example');
    await until('the host', async () => {
      await page.bringToFront();
      await options.bringToFront();
      return agent.tabs.some((tab) => tab !== null);
    });
    expect(agent.tabs.filter((tab) => tab !== null)[0]).toEqual({
      ...{ host: 'localhost', path: '/', title: '', audible: false },
      titleHash: '2bFpGCK9mouYRhzXnkfayMMF7sh3RO9PGNUPE95aDJs',
    });
    expect(JSON.stringify(agent.tabs)).not.toMatch(/hidden/i);
    await options.click('input[type=checkbox]');
    await exclude('');
    await Promise.all([options.close(), page.close()]);
  });

  it('goes on when the browser stopped its script', async () => {
    const page = await chromium.visit(site.page('/awake', 'Awake'));
    await told('/awake');
    const { greetings } = agent;
    await chromium.stopWorker();
    await page.goto(site.page('/woken', 'Woken'));
    await told('/woken');
    expect(agent.greetings).toBe(greetings);
    await page.close();
  });

  it('goes on with an agent that was started again, and says that it does not answer', async () => {
    const page = await chromium.visit(site.page('/one', 'One'));
    await told('/one');
    await agent.close();
    await page.goto(site.page('/two', 'Two'));
    const popup = await chromium.open('popup');
    await shows(popup, 'The agent does not answer.');
    await agent.listen();
    await page.bringToFront();
    await told('/two');
    await popup.bringToFront();
    await shows(popup, 'The agent on this computer hears of your tabs.');
    await Promise.all([page.close(), popup.close()]);
  });

  it('tells no page to a program that took the port of the agent, and gets paired by none', async () => {
    const page = await chromium.visit(site.page('/known', 'Known'));
    await told('/known');
    const popup = await scene.strangerHears(page, '/for-the-agent');
    const options = await chromium.open('options');
    await fill(options, 'code', agent.code);
    await press(options, 'Pair');
    await shows(options, 'Another program answers at this port.');
    expect(agent.told).not.toContain('tab');
    expect(agent.heard.map(({ text }) => text).join()).not.toContain(agent.code);
    agent.isStranger = false;
    await page.bringToFront();
    await told('/for-the-agent');
    await Promise.all([page.close(), popup.close(), options.close()]);
  });

  it('pauses the agent from the popup, tells no page meanwhile, and goes on', async () => {
    agent.top = [
      { site: 'github.com', seconds: 4_000 },
      { site: 'localhost', seconds: 50 },
    ];
    const page = await chromium.visit(site.page('/work', 'Work'));
    await told('/work');
    const popup = await chromium.open('popup');
    await shows(popup, 'github.com');
    await shows(popup, '1 h 7 m');
    await press(popup, '15 minutes');
    await shows(popup, 'Paused until');
    agent.heard.length = 0;
    await page.bringToFront();
    await page.goto(site.page('/break', 'Break'));
    await popup.bringToFront();
    await popup.reload();
    await shows(popup, 'Paused until');
    expect(agent.tabs.filter((tab) => tab !== null)).toEqual([]);
    await press(popup, 'Go on');
    await page.bringToFront();
    await told('/break');
    await Promise.all([page.close(), popup.close()]);
  });

  it('shows our page in place of a blocked one, and gives five more minutes', async () => {
    const page = await chromium.visit(site.page('/start', 'Start'));
    await told('/start');
    agent.focus = { endsAt: Date.now() + 600_000 };
    agent.block = { reason: 'focus', endsAt: agent.focus.endsAt, host: 'localhost', mayExtend: true };
    await page.goto(site.page('/film', 'Film')).catch(() => undefined);
    await shows(page, 'Not now: localhost');
    await shows(page, 'You keep this site away until');
    expect(page.url()).toBe(`chrome-extension://${chromium.id}/blocked.html`);
    await press(page, 'Five more minutes');
    await until('the wanted page', async () => page.url().includes('/film?'));
    await told('/film');
    await page.close();
  });

  it('leaves a blocked page by "Back", and opens it when the session is over', async () => {
    const page = await chromium.visit(site.page('/home', 'Home'));
    await told('/home');
    agent.focus = { endsAt: Date.now() + 600_000 };
    agent.block = { reason: 'focus', endsAt: agent.focus.endsAt, host: 'localhost', mayExtend: false };
    await page.goto(site.page('/film', 'Film')).catch(() => undefined);
    await shows(page, 'Not now: localhost');
    expect(await page.evaluate('document.body.innerText')).not.toContain('Five more minutes');
    agent.block = null;
    agent.focus = null;
    await shows(page, 'The focus session is over.');
    await press(page, 'Back');
    await until('the page before', async () => page.url().includes('/home?'));
    await page.close();
  });

  it('says that it must be paired again, and tells no page to an agent that forgot it', async () => {
    agent.isPaired = false;
    const page = await chromium.visit(site.page('/lost', 'Lost'));
    const popup = await chromium.open('popup');
    await shows(popup, 'The agent no longer knows this browser. Pair it again.');
    agent.heard.length = 0;
    await page.bringToFront();
    await page.goto(site.page('/still-lost', 'Still lost'));
    await until('a word of the extension', async () => agent.tabs.length > 0);
    await popup.bringToFront();
    await popup.reload();
    await shows(popup, 'Pair it again.');
    expect(agent.tabs.filter((tab) => tab !== null)).toEqual([]);
    await Promise.all([page.close(), popup.close()]);
  });
});

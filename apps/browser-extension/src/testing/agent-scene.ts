import type { Page } from 'puppeteer-core';
import { fill, press, shows } from './page-acts.js';
import { ScriptedAgent } from './scripted-agent.js';
import { startWebSite, type WebSite } from './web-site.js';
import { until } from './until.js';

/** What a scene needs of a browser that has the extension. */
interface BrowserWithExtension {
  open(name: 'popup' | 'options' | 'blocked'): Promise<Page>;
  visit(url: string): Promise<Page>;
  close(): Promise<unknown>;
}

/** A browser with the extension, an agent that the test plays, and pages of the web. */
export class AgentScene<Browser extends BrowserWithExtension> {
  private constructor(
    readonly browser: Browser,
    readonly agent: ScriptedAgent,
    readonly site: WebSite,
  ) {}

  static async start<Browser extends BrowserWithExtension>(
    start: () => Promise<Browser>,
  ): Promise<AgentScene<Browser>> {
    const [agent, site] = [new ScriptedAgent(), await startWebSite()];
    await agent.listen();
    return new AgentScene(await start(), agent, site);
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.agent.close();
    await this.site.close();
  }

  /** Waits until this path is the last one that was told. Null: no page. */
  told(path: string | null): Promise<unknown> {
    return until(`the told page ${path}`, async () => {
      const tab = this.agent.tabs.at(-1);
      return path === null ? tab === null : tab?.path === path;
    });
  }

  /** Types the code of the agent into the settings. */
  async pair(options: Page, code = this.agent.code): Promise<void> {
    await fill(options, 'port', String(this.agent.port));
    await fill(options, 'code', code);
    await press(options, 'Pair');
    await shows(options, 'This browser is paired.');
  }

  /** Comes back to a tab, and resolves to the milliseconds until the agent heard of it. */
  async switchTo(page: Page, path: string): Promise<number> {
    const before = performance.now();
    await page.bringToFront();
    await this.told(path);
    const heard = this.agent.heard.filter(({ asked }) => asked?.call === 'tab').at(-1);
    return (heard?.atMs ?? Infinity) - before;
  }

  /** Another program takes the port of the agent, and hears that a page was opened. */
  async strangerHears(page: Page, path: string): Promise<Page> {
    const { agent, site } = this;
    await agent.close();
    agent.isStranger = true;
    await agent.listen();
    agent.heard.length = 0;
    await page.goto(site.page(path, 'For the agent'));
    await until('a greeting', async () => agent.greetings > 0);
    const popup = await this.browser.open('popup');
    await shows(popup, 'Another program answers at the port of the agent.');
    return popup;
  }
}

import type { Browser, BrowserContext, Page } from 'puppeteer-core';
import { fillSignIn } from '../../../../apps/api/src/testing/page-scene.js';
import { changedAfter, drawnAfter, noteCharts } from './frames.js';
import type { Person } from './people.js';

const VIEW = { width: 1280, height: 900 };
/** Numbers of pages that nothing else opens. */
const COLD_FROM = 100;

/** The pages of a person who is signed in. */
export class Pages {
  private constructor(
    private readonly browser: Browser,
    private readonly origin: string,
    private readonly context: BrowserContext,
    readonly page: Page,
  ) {}

  static async signIn(browser: Browser, origin: string, person: Person): Promise<Pages> {
    const context = await browser.createBrowserContext();
    const page = await newPage(context);
    await page.goto(`${origin}/sign-in`);
    await fillSignIn(page, person);
    return new Pages(browser, origin, context, page);
  }

  /** How soon the charts of pages are drawn when the browser has their scripts, in ms. */
  async warm(pathOf: (n: number) => string, rounds: number): Promise<number[]> {
    const durationsMs: number[] = [];
    for (let n = 0; n < rounds; n++) durationsMs.push(await drawnAfter(this.page, this.addressOf(pathOf(n))));
    return durationsMs;
  }

  /** The same in a browser that has nothing but the session. */
  async cold(pathOf: (n: number) => string, rounds: number): Promise<number[]> {
    const durationsMs: number[] = [];
    for (let n = 0; n < rounds; n++)
      durationsMs.push(await this.inNewProfile((page) => drawnAfter(page, this.addressOf(pathOf(COLD_FROM + n)))));
    return durationsMs;
  }

  /** How soon a level that a key sets is drawn in the figures of a day, in ms. */
  async keys(path: string, rounds: number): Promise<number[]> {
    await drawnAfter(this.page, this.addressOf(path));
    await this.page.focus('.bars > li[tabindex]');
    const durationsMs: number[] = [];
    for (let n = 0; n < rounds; n++)
      durationsMs.push(await changedAfter(this.page, n % 2 === 0 ? '5' : '1', '.figures'));
    return durationsMs;
  }

  /** The scripts that a page loads before its first chart: bytes as they are sent. */
  scripts(path: string): Promise<{ bytes: number; files: number }> {
    return this.inNewProfile(async (page) => {
      await drawnAfter(page, this.addressOf(path));
      const loaded = `performance.getEntriesByType('resource')
        .filter(({ name, responseEnd }) => name.endsWith('.js') && responseEnd <= drawnAt)
        .map(({ encodedBodySize }) => encodedBodySize)`;
      const sizes = (await page.evaluate(loaded)) as number[];
      return { bytes: sizes.reduce((sum, size) => sum + size, 0), files: sizes.length };
    });
  }

  /** An address of the server. A whole address stays as it is. */
  addressOf(path: string): string {
    return new URL(path, this.origin).href;
  }

  private async inNewProfile<Found>(look: (page: Page) => Promise<Found>): Promise<Found> {
    const context = await this.browser.createBrowserContext();
    try {
      await context.setCookie(...(await this.context.cookies()));
      return await look(await newPage(context));
    } finally {
      await context.close();
    }
  }
}

async function newPage(context: BrowserContext): Promise<Page> {
  const page = await context.newPage();
  await page.setViewport(VIEW);
  await noteCharts(page);
  return page;
}

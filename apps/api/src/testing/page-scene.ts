import type { Browser, BrowserContext, Page } from 'puppeteer-core';

export interface Person {
  readonly email: string;
  readonly password: string;
}

/** A person with a browser profile of their own, who looks at pages of a server. */
export class PageScene {
  private constructor(
    private readonly context: BrowserContext,
    private readonly url: string,
  ) {}

  static async begin(browser: Browser, url: string): Promise<PageScene> {
    return new PageScene(await browser.createBrowserContext(), url);
  }

  /** Opens a page in a new tab. */
  async open(path: string): Promise<Page> {
    const page = await this.context.newPage();
    await page.goto(`${this.url}${path}`);
    return page;
  }

  /** Opens a page, signs in there, and comes back to it. */
  async signIn(path: string, { email, password }: Person): Promise<Page> {
    const page = await this.open(path);
    await fillSignIn(page, { email, password });
    return page;
  }

  close(): Promise<void> {
    return this.context.close();
  }
}

/** Fills the form of the sign-in page, and waits for the page after it. */
export async function fillSignIn(page: Page, { email, password }: Person): Promise<void> {
  await page.waitForSelector('input[name=email]');
  await page.type('input[name=email]', email);
  await page.type('input[name=password]', password);
  await Promise.all([page.waitForNavigation(), page.click('main button')]);
}

/** Resolves when the page shows the words. Marks that isolate names do not count. */
export const shows = (page: Page, words: string, timeout = 30_000) =>
  page.waitForFunction(`${plainText('body')}.includes(${JSON.stringify(words)})`, { timeout, polling: 50 });

/** What a person reads in a part of the page. */
export const textOf = (page: Page, selector = 'body'): Promise<string> =>
  page.evaluate(plainText(selector)) as Promise<string>;

const plainText = (selector: string): string =>
  String.raw`document.querySelector(${JSON.stringify(selector)}).innerText.replace(/[\u2068\u2069]/g, '')`;

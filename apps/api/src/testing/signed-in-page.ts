import type { Browser, Page } from 'puppeteer-core';
import { axeFaults } from './browser.js';
import { fillSignIn, type Person } from './page-scene.js';

/** A person who looks at pages in a real browser. */
export interface SignedInPage {
  readonly page: Page;
  /** What went wrong in the browser, and requests to other hosts. Reading it forgets it. */
  readonly takeFaults: () => string[];
  /** Opens a page and waits for a part of it. */
  readonly open: (path: string, selector?: string) => Promise<void>;
  /** Waits until the page shows these words. */
  readonly shows: (words: string) => Promise<void>;
  /** Waits until the page does not show these words. */
  readonly hides: (words: string) => Promise<void>;
  readonly text: () => Promise<string>;
  /** Presses the button with these words or this accessible name, in the open dialog if any. */
  readonly press: (name: string) => Promise<void>;
  /** Gives the field with this label a value, as a person who types or chooses it. */
  readonly fill: (label: string, value: string) => Promise<void>;
  /** What axe finds on a page. */
  readonly violations: (path: string) => Promise<unknown>;
}

/** Runs in the page. The dialog that is open is in front of everything else. */
const FRONT = `(document.querySelector('dialog[open]') ?? document)`;

/** Signs a person in, in a browser of their own. */
export async function signedInPage(browser: Browser, server: string, person: Person): Promise<SignedInPage> {
  const page = await (await browser.createBrowserContext()).newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(`page: ${String(error)}`));
  page.on('console', (line) => {
    // The browser itself notes that a call was refused.
    if (line.type() === 'error' && !/status of 40\d/.test(line.text())) faults.push(`console: ${line.text()}`);
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(server) && !request.url().startsWith('data:')) faults.push(request.url());
  });
  await page.goto(`${server}/sign-in`);
  await fillSignIn(page, person);

  const open: SignedInPage['open'] = async (path, selector = 'h1') => {
    await page.goto(`${server}${path}`);
    await page.waitForSelector(selector);
  };
  const seen = 'document.body.innerText.replace(/[\\u2068\\u2069]/g, "")';
  return {
    page,
    open,
    takeFaults: () => faults.splice(0),
    shows: async (words) => void (await page.waitForFunction(`${seen}.includes(${JSON.stringify(words)})`)),
    hides: async (words) => void (await page.waitForFunction(`!${seen}.includes(${JSON.stringify(words)})`)),
    text: async () => (await page.evaluate(seen)) as string,
    press: async (name) => {
      const found = `[...${FRONT}.querySelectorAll('button')].find((one) =>
        (one.getAttribute('aria-label') ?? one.innerText).replace(/[\\u2068\\u2069]/g, '') === ${JSON.stringify(name)})`;
      await page.waitForFunction(`${found} && !${found}.disabled`);
      await page.evaluate(`${found}.click()`);
    },
    fill: async (label, value) => {
      const found = `[...${FRONT}.querySelectorAll('label')].find((one) => one.innerText === ${JSON.stringify(label)})`;
      await page.waitForFunction(found);
      // The keys of a time field depend on the locale of the browser.
      await page.evaluate(`{
        const label = ${found};
        const field = label.control ?? document.getElementById(label.htmlFor);
        field.value = ${JSON.stringify(value)};
        field.dispatchEvent(new Event(field.tagName === 'SELECT' ? 'change' : 'input', { bubbles: true }));
      }`);
    },
    violations: (path) =>
      axeFaults(page, async () => {
        await open(path);
        await page.waitForFunction(`!document.body.innerText.includes('Loading …')`);
      }),
  };
}

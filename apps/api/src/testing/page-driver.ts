import type { Page } from 'puppeteer-core';
import { fillSignIn, type Person } from './page-scene.js';

const PATIENCE_MS = 30_000;

/** Does in a page of the application what a person does, and sees what a person sees. */
export class PageDriver {
  constructor(
    readonly page: Page,
    private readonly origin: string,
  ) {}

  /** Waits until the page shows these words. */
  async shows(words: string): Promise<void> {
    await this.page.waitForFunction(`document.body.innerText.includes(${JSON.stringify(words)})`, {
      timeout: PATIENCE_MS,
    });
  }

  /** Waits until the main part of the page does not show these words. */
  async hides(words: string): Promise<void> {
    const script = `!document.querySelector('main').innerText.includes(${JSON.stringify(words)})`;
    await this.page.waitForFunction(script, { timeout: PATIENCE_MS });
  }

  /** Opens an address, and waits until all of the page is there. */
  async open(path: string): Promise<void> {
    await this.page.goto(`${this.origin}${path}`);
    await this.page.waitForSelector('h1');
    await this.hides('Loading');
  }

  textOf(selector = 'main'): Promise<string> {
    return this.page.$eval(selector, (element) => (element as { innerText?: string }).innerText ?? '');
  }

  /** Presses the button with these words, in the topmost open dialog if there is one. */
  async press(words: string): Promise<void> {
    const script = `(() => {
      const place = [...document.querySelectorAll('dialog[open]')].at(-1) ?? document;
      return [...place.querySelectorAll('button')].find((one) => one.innerText.trim() === ${JSON.stringify(words)});
    })()`;
    await this.page.waitForFunction(`${script} !== undefined && !${script}.disabled`, { timeout: PATIENCE_MS });
    await this.page.evaluate(`${script}.click()`);
  }

  /** Types a text into the field with this label, in place of what is there. */
  async fill(label: string, text: string): Promise<void> {
    const found = `[...document.querySelectorAll('label')].find((one) => one.innerText.trim() === ${JSON.stringify(label)})`;
    await this.page.waitForFunction(`${found} !== undefined`, { timeout: PATIENCE_MS });
    const selector = `[id="${String(await this.page.evaluate(`${found}.htmlFor`))}"]`;
    await this.page.$eval(selector, (element) => (element as unknown as { select(): void }).select());
    await this.page.type(selector, text);
  }

  /** Signs in on the page that asks for it. */
  signIn(person: Person): Promise<void> {
    return fillSignIn(this.page, person);
  }
}

import type { Browser, Page } from 'puppeteer-core';
import { axeFaults } from './browser.js';
import { fillSignIn, type Person, shows, textOf } from './page-scene.js';

/** What a page shows while an answer is on its way, in each language. */
const WAITING = 'Loading …|Wird geladen …';
const PATIENCE = { timeout: 30_000 };

/** Runs in the page: the open dialog that is in front of everything else, or the page. */
const FRONT = `([...document.querySelectorAll('dialog[open]')].at(-1) ?? document)`;
/** Runs in the page: words of an element, without the marks that isolate names. */
const PLAIN = String.raw`((words) => words.trim().replace(/[\u2068\u2069]/g, ''))`;

/** Does in a page of the application what a person does, and sees what a person sees. */
export class PageDriver {
  private readonly faults: string[] = [];

  constructor(
    readonly page: Page,
    private readonly origin: string,
  ) {
    page.on('pageerror', (error) => this.faults.push(`page: ${String(error)}`));
    page.on('dialog', (dialog) => dialog.type() !== 'beforeunload' && this.faults.push(`dialog: ${dialog.message()}`));
    page.on('console', (line) => {
      // The browser itself notes that a call was refused: some tests ask for that.
      if (line.type() === 'error' && !/status of 40\d/.test(line.text())) this.faults.push(`console: ${line.text()}`);
    });
    page.on('request', (request) => {
      if (!request.url().startsWith(origin) && !/^(data|blob):/.test(request.url())) this.faults.push(request.url());
    });
  }

  /** Signs a person in, in a browser of their own, on the way to a page. */
  static async signedIn(browser: Browser, origin: string, person: Person, path = '/day'): Promise<PageDriver> {
    const page = await (await browser.createBrowserContext()).newPage();
    const driver = new PageDriver(page, origin);
    await page.goto(`${origin}${path}`);
    await fillSignIn(page, person);
    return driver;
  }

  /** What went wrong in the browser, and requests to other hosts. Reading it forgets it. */
  readonly takeFaults = (): string[] => this.faults.splice(0);

  /** Waits until the page shows these words. */
  readonly shows = async (words: string): Promise<void> => void (await shows(this.page, words));

  /** Waits until the main part of the page does not show these words. */
  readonly hides = async (words: string): Promise<void> => {
    const script = `!${PLAIN}(document.querySelector('main').innerText).includes(${JSON.stringify(words)})`;
    await this.page.waitForFunction(script, PATIENCE);
  };

  /** Opens an address, and waits for a part of it, and until nothing is on its way any more. */
  readonly open = async (path: string, selector = 'h1'): Promise<void> => {
    await this.page.goto(`${this.origin}${path}`);
    await this.page.waitForSelector(selector);
    await this.page.waitForFunction(`!/${WAITING}/.test(document.querySelector('main').innerText)`, PATIENCE);
  };

  /** What a person reads in a part of the page. */
  readonly textOf = (selector = 'main'): Promise<string> => textOf(this.page, selector);

  /** Presses the button with these words or this accessible name, in the open dialog if any. */
  readonly press = async (name: string): Promise<void> => {
    const button = `[...${FRONT}.querySelectorAll('button')].find((one) =>
      [one.getAttribute('aria-label') ?? '', one.innerText].map(${PLAIN}).includes(${JSON.stringify(name)}))`;
    await this.page.waitForFunction(`${button} && !${button}.disabled`, PATIENCE);
    // A person's press gives the button the focus.
    await this.page.evaluate(`{ const button = ${button}; button.focus(); button.click(); }`);
  };

  /** Gives the field with this label a value, as a person who types or chooses it. */
  readonly fill = async (label: string, value: string): Promise<void> => {
    const field = await this.field(label);
    const isTyped = `['text', 'search', 'email', 'password', ''].includes(${field}.getAttribute('type') ?? '')`;
    if (await this.page.evaluate(`${field}.tagName === 'INPUT' && ${isTyped}`)) {
      await this.page.evaluate(`${field}.select()`);
      const typing = await this.page.evaluateHandle(field);
      await typing.asElement()?.press('Backspace');
      await (typing as unknown as { type(text: string): Promise<void> }).type(value);
      return;
    }
    // The keys of a time field depend on the locale of the browser.
    await this.page.evaluate(`{
      const field = ${field};
      field.value = ${JSON.stringify(value)};
      field.dispatchEvent(new Event(field.tagName === 'SELECT' ? 'change' : 'input', { bubbles: true }));
    }`);
  };

  /** The value of the field with this label. */
  readonly valueOf = async (label: string): Promise<string> =>
    (await this.page.evaluate(`${await this.field(label)}.value`)) as string;

  /** Pages that are opened afterwards speak German. */
  readonly readsGerman = async (): Promise<void> => {
    const languages = `Object.defineProperty(navigator, 'languages', { get: () => ['de-CH', 'en'] })`;
    await this.page.evaluateOnNewDocument(languages);
  };

  /** What axe finds on a page, in the light theme and in the dark one. */
  readonly violations = async (path: string, selector?: string): Promise<string[]> => {
    const found: string[] = [];
    for (const theme of ['light', 'dark']) {
      await this.page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: theme }]);
      const faults = await axeFaults(this.page, () => this.open(path, selector));
      found.push(...faults.map((fault) => `${path}, ${theme}: ${fault}`));
    }
    return found;
  };

  /** The widths of a window at which the open page must be scrolled to the side. */
  readonly scrollsAt = async (widths: readonly number[]): Promise<string[]> => {
    const found: string[] = [];
    for (const width of widths) {
      await this.page.setViewport({ width, height: 800 });
      // A chart hears of its new width in the next frames.
      const fits = `document.documentElement.scrollWidth === ${width}`;
      await this.page.waitForFunction(fits, { timeout: 3_000 }).catch(async () => {
        const needed = String(await this.page.evaluate('document.documentElement.scrollWidth'));
        found.push(`a window of ${width} needs ${needed}`);
      });
    }
    await this.page.setViewport({ width: 1280, height: 900 });
    return found;
  };

  /** Signs in on the page that asks for it. */
  readonly signIn = (person: Person): Promise<void> => fillSignIn(this.page, person);

  /** A script that finds the field with this label, in the open dialog if any. */
  private async field(label: string): Promise<string> {
    const found = `[...${FRONT}.querySelectorAll('label')].find((one) => one.innerText.trim() === ${JSON.stringify(label)})`;
    await this.page.waitForFunction(found, PATIENCE);
    return `((label) => label.control ?? document.getElementById(label.htmlFor))(${found})`;
  }
}

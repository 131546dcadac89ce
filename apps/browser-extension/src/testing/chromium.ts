import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { until } from './until.js';
import puppeteer, { type Browser, type Page, type Target } from 'puppeteer-core';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
export const EXTENSIONS = join(process.cwd(), 'dist-extension');

const path = PLACES.find((place) => existsSync(place));

/** `describe`, or `describe.skip` after a line on stderr when this machine has no Chromium. */
export function describeInChromium(what: string): typeof describe.skip {
  if (path) return describe;
  process.stderr.write(`NOT CHECKED: ${what} needs Chromium (apt-get install chromium).\n`);
  return describe.skip;
}

export interface ChromiumOptions {
  /** A folder that stays, so that a second start finds what the first one kept. */
  readonly profile?: string;
  readonly display?: string;
  readonly language?: string;
}

/** A Chromium that has the extension, as it is loaded unpacked. */
export class ExtensionBrowser {
  private constructor(
    readonly browser: Browser,
    readonly id: string,
  ) {}

  static async start({ profile, display, language = 'en' }: ChromiumOptions = {}): Promise<ExtensionBrowser> {
    const browser = await puppeteer.launch({
      executablePath: path ?? '',
      pipe: true,
      enableExtensions: [join(EXTENSIONS, 'chromium')],
      headless: display === undefined,
      ...(profile !== undefined && { userDataDir: profile }),
      env: { ...process.env, LANGUAGE: language, ...(display !== undefined && { DISPLAY: display }) },
      args: [
        ...['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'],
        `--lang=${language}`,
      ],
    });
    const worker = await browser.waitForTarget(isWorker);
    return new ExtensionBrowser(browser, new URL(worker.url()).hostname);
  }

  /** Opens a page of the extension in a tab of its own. */
  async open(name: 'popup' | 'options' | 'blocked'): Promise<Page> {
    const page = await this.browser.newPage();
    await page.goto(`chrome-extension://${this.id}/${name}.html`);
    return page;
  }

  /** Opens a web page in a new tab. */
  async visit(url: string): Promise<Page> {
    const page = await this.browser.newPage();
    await page.goto(url);
    return page;
  }

  /** Stops the service worker, as the browser does after some quiet seconds. */
  async stopWorker(): Promise<void> {
    const target = await this.browser.waitForTarget(isWorker);
    const worker = await target.worker();
    await worker?.close();
  }

  /** Runs a script in the service worker. */
  async inWorker(script: string): Promise<unknown> {
    const target = await this.browser.waitForTarget(isWorker);
    const worker = await target.worker();
    // A worker that starts just now has no interfaces yet.
    await until(
      'the interfaces',
      async () => (await worker?.evaluate(`typeof chrome === 'object' && 'storage' in chrome`)) === true,
    );
    return worker?.evaluate(script);
  }

  close(): Promise<void> {
    return this.browser.close();
  }
}

const isWorker = (target: Target): boolean =>
  String(target.type()) === 'service_worker' && target.url().endsWith('/background.js');

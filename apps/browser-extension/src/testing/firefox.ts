import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { until } from './until.js';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { EXTENSIONS } from './chromium.js';

const PLACES = ['/usr/bin/firefox-esr', '/usr/bin/firefox'];
const path = PLACES.find((place) => existsSync(place));

/** `describe`, or `describe.skip` after a line on stderr when this machine has no Firefox. */
export function describeInFirefox(what: string): typeof describe.skip {
  if (path) return describe;
  process.stderr.write(`NOT CHECKED: ${what} needs Firefox (apt-get install firefox-esr).\n`);
  return describe.skip;
}

/** The extension's address in a Firefox under test. Otherwise each profile has another one. */
const UUID = '0d7a5b1e-3c86-4f0d-9a57-2f6f1c1e8b42';
const ID = '{7c1d3bb0-2c5a-4b8e-9d55-6f0f7f3c2a71}';

/** A Firefox that has the extension, loaded as a temporary add-on. */
export class ExtensionFirefox {
  private constructor(readonly browser: Browser) {}

  /** `display`: an X11 display for its window. Without it, it has none. */
  static async start({ display }: { display?: string } = {}): Promise<ExtensionFirefox> {
    const browser = await puppeteer.launch({
      browser: 'firefox',
      headless: display === undefined,
      env: { ...process.env, ...(display !== undefined && { DISPLAY: display }) },
      executablePath: path ?? '',
      // Without it a test may not open the pages of an extension.
      args: ['--remote-allow-system-access'],
      extraPrefsFirefox: { 'extensions.webextensions.uuids': JSON.stringify({ [ID]: UUID }) },
    });
    await browser.installExtension(join(EXTENSIONS, 'firefox'));
    return new ExtensionFirefox(browser);
  }

  async open(name: 'popup' | 'options' | 'blocked'): Promise<Page> {
    const page = await this.browser.newPage();
    const address = `moz-extension://${UUID}/${name}.html`;
    // Firefox opens the page, but its protocol never tells the end of this navigation.
    page.goto(address, { timeout: 5_000 }).catch(() => undefined);
    await until(address, async () => (await page.evaluate('location.href').catch(() => '')) === address);
    return page;
  }

  async visit(url: string): Promise<Page> {
    const page = await this.browser.newPage();
    await page.goto(url);
    return page;
  }

  close(): Promise<void> {
    return this.browser.close();
  }
}

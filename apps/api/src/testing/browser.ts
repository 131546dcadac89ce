import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** The path of the browser; undefined on a machine without one. */
export const browserPath = (): string | undefined => PLACES.find((path) => existsSync(path));

/** Starts a browser without a window, which sends requests to this machine only. */
export const startBrowser = (): Promise<Browser> =>
  puppeteer.launch({
    executablePath: browserPath() ?? '',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'],
  });

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/**
 * The faults that axe finds in a page. `open` loads the page. Its policy allows no
 * script of others, so the check bypasses the policy by the protocol of the browser.
 */
export async function axeFaults(page: Page, open: () => Promise<unknown>): Promise<string[]> {
  await page.setBypassCSP(true);
  await open();
  await page.addScriptTag({ path: AXE });
  const faults = await page.evaluate(
    `axe.run().then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes[0].html))`,
  );
  await page.setBypassCSP(false);
  return faults as string[];
}

/** `describe`, or `describe.skip` after a line on stderr when this machine has no browser. */
export function describeInBrowser(what: string): typeof describe.skip {
  if (browserPath()) return describe;
  process.stderr.write(`NOT CHECKED: ${what} needs Chromium (apt-get install chromium).\n`);
  return describe.skip;
}

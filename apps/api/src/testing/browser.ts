import { existsSync } from 'node:fs';
import puppeteer, { type Browser } from 'puppeteer-core';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** The path of the browser; undefined on a machine without one. */
const browserPath = (): string | undefined => PLACES.find((path) => existsSync(path));

/** Starts a browser without a window, which sends requests to this machine only. */
export const startBrowser = (): Promise<Browser> =>
  puppeteer.launch({
    executablePath: browserPath() ?? '',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'],
  });

/** `describe`, or `describe.skip` after a line on stderr when this machine has no browser. */
export function describeInBrowser(what: string): typeof describe.skip {
  if (browserPath()) return describe;
  process.stderr.write(`SKIPPED: ${what} needs Chromium (apt-get install chromium).\n`);
  return describe.skip;
}

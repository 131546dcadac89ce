import type { Page } from 'puppeteer-core';

const POLL_MS = 50;
/** The page got no answer for half a second. So the server does nothing for it any more. */
const IS_QUIET = `Math.max(drawnAt, ...performance.getEntriesByType('resource')
  .map(({ responseEnd }) => responseEnd)) < performance.now() - 500`;

/** All charts of a page are there, each with a shape. A day has two, a year three. */
const HAS_CHARTS = `(() => {
  const charts = [...document.querySelectorAll('.card svg')];
  return charts.length >= 2 && charts.every((chart) => chart.querySelector('rect'));
})()`;

/** Calls `then` when the next frame was drawn. */
const AFTER_FRAME = 'const afterFrame = (then) => requestAnimationFrame(() => setTimeout(then));';

/** Lets a page note when its charts were drawn: `drawnAt`, in ms since the navigation. */
const NOTE_CHARTS = `{
  ${AFTER_FRAME}
  const look = () => {
    if (!${HAS_CHARTS}) return;
    watch.disconnect();
    afterFrame(() => (globalThis.drawnAt = performance.now()));
  };
  const watch = new MutationObserver(look);
  watch.observe(document, { childList: true, subtree: true });
  look();
}`;

/** Call it once for a page, before its first navigation. */
export async function noteCharts(page: Page): Promise<void> {
  await page.evaluateOnNewDocument(NOTE_CHARTS);
}

/**
 * Opens an address. Resolves to the ms from the navigation to the frame with the charts, when the
 * page has loaded the rest too.
 */
export async function drawnAfter(page: Page, address: string): Promise<number> {
  await page.goto(address);
  const drawnAt = (await (await page.waitForFunction('globalThis.drawnAt')).jsonValue()) as number;
  await page.waitForFunction(IS_QUIET, { polling: POLL_MS });
  return drawnAt;
}

/**
 * Presses a key. Resolves to the ms from the key to the frame in which the words of a place are
 * others.
 */
export async function changedAfter(page: Page, key: string, place: string): Promise<number> {
  await page.evaluate(`{
    ${AFTER_FRAME}
    const words = () => document.querySelector('${place}')?.textContent;
    const before = words();
    globalThis.whenChanged = new Promise((resolve) => {
      const begin = ({ timeStamp }) => {
        const watch = new MutationObserver(() => {
          if (words() === before) return;
          watch.disconnect();
          afterFrame(() => resolve(performance.now() - timeStamp));
        });
        watch.observe(document.body, { childList: true, subtree: true, characterData: true });
      };
      addEventListener('keydown', begin, { capture: true, once: true });
    });
    true;
  }`);
  await page.keyboard.press(key as '5');
  return (await page.evaluate('whenChanged')) as number;
}

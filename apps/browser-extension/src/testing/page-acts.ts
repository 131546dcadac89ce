import type { ElementHandle, Page } from 'puppeteer-core';

const PATIENCE = { timeout: 30_000 };

/** Types into the field with this id, in place of what is there. */
export async function fill(page: Page, id: string, value: string): Promise<void> {
  await page.waitForSelector(`#${id}`, PATIENCE);
  await page.evaluate(`document.getElementById('${id}').select()`);
  await page.focus(`#${id}`);
  await page.keyboard.press('Backspace');
  await page.type(`#${id}`, value);
}

/** Presses the button with these words or this accessible name. */
export async function press(page: Page, name: string): Promise<void> {
  const button = `[...document.querySelectorAll('button, input[type=radio]')].find((one) =>
    [one.getAttribute('aria-label'), one.innerText, one.parentElement?.innerText.split('\\n')[0]].includes(${JSON.stringify(name)}))`;
  await page.waitForFunction(`${button} && !${button}.disabled`, PATIENCE);
  // A press of the mouse: browsers ask for permissions only then.
  const handle = (await page.evaluateHandle(button)).asElement() as ElementHandle<Element> | null;
  await handle?.click();
}

/** Waits until the page shows these words. */
export async function shows(page: Page, words: string): Promise<void> {
  const script = `document.body.innerText.includes(${JSON.stringify(words)})`;
  await page.waitForFunction(script, PATIENCE).catch(async () => {
    throw new Error(`no "${words}" in: ${String(await page.evaluate('document.body.innerText'))}`);
  });
}

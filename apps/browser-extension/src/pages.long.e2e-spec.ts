import { axeFaults } from '../../api/src/testing/browser.js';
import { describeInChromium, ExtensionBrowser } from './testing/chromium.js';

describeInChromium('the pages of the extension')('the pages of the extension', () => {
  let chromium: ExtensionBrowser;
  beforeAll(async () => {
    chromium = await ExtensionBrowser.start();
  });
  afterAll(() => chromium?.close());

  it.each(['popup', 'options', 'blocked'] as const)('%s has no fault for a reader with other means', async (name) => {
    const page = await chromium.browser.newPage();
    await page.setViewport({ width: 320, height: 700 });
    for (const value of ['light', 'dark']) {
      await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value }]);
      const faults = await axeFaults(page, async () => {
        await page.goto(`chrome-extension://${chromium.id}/${name}.html`);
        await page.waitForFunction(`document.querySelector('main') && !document.body.innerText.includes('Loading')`);
      });
      expect(faults).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320);
    }
    await page.close();
  });
});

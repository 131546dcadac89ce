import { browserNameBy } from './browser-name.js';

const CHROMIUM =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Safari/537.36';

describe('the name of a browser', () => {
  it.each([
    ['firefox', { userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0', brands: [] }],
    ['chromium', { userAgent: CHROMIUM, brands: ['Not;A=Brand', 'Chromium'] }],
    ['chrome', { userAgent: CHROMIUM, brands: ['Chromium', 'Google Chrome'] }],
    ['edge', { userAgent: `${CHROMIUM} Edg/150.0`, brands: ['Chromium', 'Microsoft Edge'] }],
    ['opera', { userAgent: `${CHROMIUM} OPR/120.0`, brands: ['Chromium', 'Opera'] }],
    ['opera', { userAgent: `${CHROMIUM} OPR/120.0`, brands: [] }],
    ['vivaldi', { userAgent: `${CHROMIUM} Vivaldi/7.1`, brands: ['Chromium'] }],
    ['brave', { userAgent: CHROMIUM, brands: ['Chromium', 'Brave'] }],
    ['chromium', { userAgent: CHROMIUM, brands: ['Chromium', 'Thorium'] }],
  ])('is %s', (name, signs) => {
    expect(browserNameBy({ ...signs, isBrave: false })).toBe(name);
  });

  it('is brave by its own object', () => {
    expect(browserNameBy({ userAgent: CHROMIUM, brands: ['Google Chrome'], isBrave: true })).toBe('brave');
  });
});

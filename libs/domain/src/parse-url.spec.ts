import { parseUrl } from './parse-url.js';

describe('a text as a URL', () => {
  it.each([
    ['https://a.example/x', 'https://a.example/x'],
    ['https://münchen.de/', 'https://xn--mnchen-3ya.de/'],
    ['https://a.example/é', 'https://a.example/%C3%A9'],
    ['data:text/plain,x', 'data:text/plain,x'],
    ['no address', undefined],
    ['', undefined],
  ])('%s is %s', (text, href) => expect(parseUrl(text)?.href).toBe(href));

  it('is the same after many of them, when the function is compiled', () => {
    let refused = 0;
    for (let n = 0; n < 200_000; n++) if (!parseUrl(`https://a.example/${n % 7}`)) refused++;
    for (let n = 0; n < 1_000; n++) if (!parseUrl('https://münchen.de/')) refused++;
    expect(refused).toBe(0);
  });
});

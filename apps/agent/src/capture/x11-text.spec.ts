import { applicationOfClass, decodeText, parseDisplayName } from './x11-text.js';

describe('texts of X11 properties', () => {
  it.each([
    ['UTF-8', Buffer.from('café – 日本'), true, 'café – 日本'],
    ['UTF-8 under another type', Buffer.from('café – 日本'), false, 'café – 日本'],
    ['broken UTF-8', Buffer.from([0xe2, 0x80, 0x20]), true, '\ufffd '],
    ['Latin-1', Buffer.from([0x63, 0x61, 0x66, 0xe9]), false, 'café'],
    ['compound text with escapes', Buffer.from('caf\u001b-A\u00e9\u001b%/1x', 'latin1'), false, 'caféx'],
    ['compound text that ends in an escape', Buffer.from('a\u001b%', 'latin1'), false, 'a'],
    ['nothing', Buffer.alloc(0), false, ''],
  ])('in %s are read', (_title, bytes, isUtf8, expected) => {
    expect(decodeText(bytes, isUtf8)).toBe(expected);
  });

  it.each([
    [':84', ':84', 0],
    [':84.1', ':84.1', 1],
    ['unix:85', ':85', 0],
    ['unix/:85.2', ':85.2', 2],
    ['desk:0', 'desk:0', 0],
    ['unixbox:0', 'unixbox:0', 0],
  ])('name the display %s', (given, name, screen) => {
    expect(parseDisplayName(given)).toEqual({ name, screen });
  });

  it.each([
    ['xterm\0XTerm\0', 'XTerm'],
    ['chromium (/home/x/.config/profile)\0Chromium\0', 'Chromium'],
    ['only-instance\0', 'only-instance'],
    ['only-instance\0\0', 'only-instance'],
    ['only-instance\0 \t\0', 'only-instance'],
    [' \0 \0', ''],
    ['', ''],
  ])('name the application of WM_CLASS %j', (value, expected) => {
    expect(applicationOfClass(Buffer.from(value, 'latin1'))).toBe(expected);
  });
});

import { comparedTitle, isPlainText, plainData, plainLine, plainLines } from './plain-text.js';

const CONTROLS = ['\0', '\t', '\n', '\r', '\u001b', '\u007f', '\u0080', '\u0085', '\u009f', '\u2028', '\u2029'];

describe('a plain text', () => {
  it.each(CONTROLS)('has no %j', (control) => {
    expect(isPlainText(`a${control}b`)).toBe(false);
    expect(plainLine(`a${control}b`)).toBe('a b');
  });

  it.each(['', ' a ', 'Caf\u00e9 \u{1f600}', 'a\u00a0b', 'a\u200bb', 'שלום', '\ufeff'])('may be %j', (text) => {
    expect(isPlainText(text)).toBe(true);
    expect(plainLine(text)).toBe(text);
  });

  it('has no half of a character', () => {
    expect(isPlainText('a\ud83d')).toBe(false);
    expect(plainLine('a\ud83d')).toBe('a\ufffd');
  });

  it.each([
    ['a\nb\tc', 'a\nb\tc'],
    ['a\r\nb\rc\u2028d\u2029e\u0085f', 'a\nb\nc\nd\ne\nf'],
    ['a\0b\u001bc\u0080', 'a b c '],
    ['a\r\r\nb', 'a\n\nb'],
  ])('of lines makes %j to %j', (text, lines) => expect(plainLines(text)).toBe(lines));

  it('is every text of imported data, and only texts change', () => {
    const spans = [{ title: 'a\0b', startedAt: 1 }];
    expect(plainData({ spans, names: ['x\u0085'], description: 'a\r\nb\0', of: null, source: 'a\nb' })).toEqual({
      ...{ spans: [{ title: 'a b', startedAt: 1 }], names: ['x '], description: 'a\nb ', of: null, source: 'a b' },
    });
  });
});

describe('a title as it is compared', () => {
  it.each([
    [' News \n of\ttoday ', 'News of today'],
    ['\u200eNews\u200b\ufeff', 'News'],
    ['\u200b \u0000', ''],
    ['a\ud83d', 'a\ufffd'],
    ['x'.repeat(3_000), 'x'.repeat(200)],
    [`${'x'.repeat(199)} y`, 'x'.repeat(199)],
  ])('%j is %j', (title, compared) => expect(comparedTitle(title)).toBe(compared));
});

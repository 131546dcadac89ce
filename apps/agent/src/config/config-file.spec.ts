import { readConfigText, withLine, withoutLine } from './config-file.js';

describe('a line of the configuration file', () => {
  it.each([
    ['a = "x # y" # z', 'x # y'],
    ['a = "say \\"hi\\"" ', 'say "hi"'],
    ['a=12', '12'],
    ['a = true', 'true'],
    ['a = ["x]", "y"] # [z]', ['x]', 'y']],
    ['a = []', []],
  ])('%j has the value %j', (text, value) => {
    expect(readConfigText(text)).toEqual({ lines: [{ line: 1, name: 'a', value }], bad: [] });
  });

  it('with many quotes and backslashes is read in linear time', () => {
    for (const hostile of [
      'a = "' + '\\'.repeat(100_000),
      'a = [' + '"x",'.repeat(100_000),
      'a = ' + '['.repeat(100_000),
    ]) {
      const startMs = performance.now();
      expect(readConfigText(hostile).bad).toHaveLength(1);
      expect(performance.now() - startMs).toBeLessThan(1_000);
    }
  });
});

describe('changing one setting', () => {
  it.each([
    ['', 'a', '1', 'a = 1\n'],
    ['# mine', 'a', '01', '# mine\na = "01"\n'],
    ['b = 1\na = 2 # old\n# end\n', 'a', ['x', 'y'], 'b = 1\na = ["x","y"]\n# end\n'],
    ['a = 2\r\nb = 1\r\n', 'b', 'say "hi"', 'a = 2\r\nb = "say \\"hi\\""\n'],
  ])('keeps the rest of %j', (text, name, value, changed) => {
    expect(withLine(text, name, value)).toBe(changed);
    expect(readConfigText(changed).bad).toEqual([]);
  });

  it('and taking it away keeps the rest', () => {
    expect(withoutLine('b = 1\na = 2\n# end\n', 'a')).toBe('b = 1\n# end\n');
    expect(withoutLine('b = 1\n', 'a')).toBe('b = 1\n');
  });
});

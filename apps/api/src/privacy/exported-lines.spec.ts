import { csvLines, defused } from './exported-lines.js';

describe('the CSV of an export', () => {
  it.each<[string, (string | number)[][], string]>([
    ['texts and numbers as they are', [['Vim', -1, 0, 120.5]], 'Vim,-1,0,120.5\n'],
    ['empty cells as nothing', [['', 'a', '']], ',a,\n'],
    ['leading and trailing spaces and tabs as they are', [[' a ', '\tb']], ' a ,\tb\n'],
    ['a formula as it is', [['=1+1', '-x', '@y']], '=1+1,-x,@y\n'],
    ['a comma in quotes', [['a,b', 'c']], '"a,b",c\n'],
    ['a quote twice, in quotes', [['"a" b']], '"""a"" b"\n'],
    ['LF in quotes', [['a\nb']], '"a\nb"\n'],
    ['CR LF in quotes', [['a\r\nb']], '"a\r\nb"\n'],
    ['a lone CR in quotes', [['a\rb', 'c']], '"a\rb",c\n'],
    ['letters of any script as they are', [['Übung 日本 🙂', '\ufeffb']], 'Übung 日本 🙂,\ufeffb\n'],
    ['each row on its line', [['a'], ['b']], 'a\nb\n'],
    ['no rows as nothing', [], ''],
  ])('writes %s', (_what, rows, text) => {
    expect(csvLines(rows)).toBe(text);
  });
});

describe('a text that a spreadsheet could take for a formula', () => {
  it.each([
    ['=HYPERLINK("https://evil.example")', `'=HYPERLINK("https://evil.example")`],
    ['+1', "'+1"],
    ['-2', "'-2"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', "'\t'=1"],
    ['\r=1', "'\r=1"],
    ['＝1+1', "'＝1+1"],
    ["'=1", "''=1"],
    ['notes;=1+1', "notes;'=1+1"],
    ['a=b', 'a=b'],
    ["'quoted'", "'quoted'"],
    ['rock - paper; scissors', 'rock - paper; scissors'],
    ['', ''],
  ])('%j is exported as %j', (text, expected) => {
    expect(defused(text)).toBe(expected);
  });
});

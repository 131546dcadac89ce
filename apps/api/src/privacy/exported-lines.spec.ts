import { csvLines } from './exported-lines.js';

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

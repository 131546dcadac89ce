import { applicationNames } from './application-names.js';

describe('the names of an application', () => {
  it.each([
    ['sublime text 2', 'sublime text'],
    ['intellij idea 2023.1.2', 'intellij idea'],
    ['notepad++ v8.6', 'notepad++'],
    ['gimp-2.10', 'gimp'],
    ['emacs_29', 'emacs'],
    ['sublime text 2.exe', 'sublime text'],
    ['winword.exe', 'winword'],
    ['ida64', 'ida64'],
    ['7-zip', '7-zip'],
    ['wait ...', 'wait ...'],
    ['2048', '2048'],
    ['v2', 'v2'],
    ['-2', '-2'],
    ['.exe', ''],
    ['', ''],
  ])('for %j go down to %j', (key, last) => {
    const names = applicationNames(key);
    expect(names[0]).toBe(key);
    expect(names.at(-1)).toBe(last);
  });
});

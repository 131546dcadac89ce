import { recordedName, siteNamed, spellingsOf, withoutDomainEnd } from './spellings.js';

describe('the site that a name may mean', () => {
  it.each([
    ['github.com', 'github.com'],
    [' GitHub.COM. ', 'github.com'],
    ['github.com:443', 'github.com'],
    ['github.com.:80', 'github.com'],
    ['www.github.com', 'github.com'],
    ['münchen.de', 'xn--mnchen-3ya.de'],
    ['MÜNCHEN.DE', 'xn--mnchen-3ya.de'],
    ['mu\u0308nchen.de.', 'xn--mnchen-3ya.de'],
    ['xn--mnchen-3ya.de', 'xn--mnchen-3ya.de'],
    ['github.com:8080', undefined],
    ['Emacs', undefined],
    ['Acme Inc.', undefined],
    ['a b.c', undefined],
    ['me@github.com', undefined],
    ['https://github.com', undefined],
    ['...', undefined],
    ['', undefined],
    ['xn--a.com', undefined],
  ])('%j is %j', (name, site) => expect(siteNamed(name)).toBe(site));
});

describe('the end of a name', () => {
  it.each([
    ['github.com.', 'github.com'],
    ['github.com..', 'github.com'],
    ['github.com.:443', 'github.com'],
    ['Inc.', 'Inc.'],
    ['Acme Corp.', 'Acme Corp.'],
    ['localhost:80', 'localhost:80'],
    ['.', '.'],
    ['a.:443', 'a.:443'],
  ])('of %j leaves %j', (name, bare) => expect(withoutDomainEnd(name)).toBe(bare));
});

describe('the recorded name of an application', () => {
  it.each([
    ['Emacs', 'Emacs'],
    ['Cafe\u0301', 'Caf\u00e9'],
    ['Caf\u00e9', 'Caf\u00e9'],
    ['münchen.de', 'xn--mnchen-3ya.de'],
    ['München.de', 'München.de'],
    ['github.com.', 'github.com'],
    ['Notepad.exe', 'Notepad.exe'],
    ['pаypal.com', 'pаypal.com'],
    ['1.2.', '1.2.'],
    ['Acme Inc.', 'Acme Inc.'],
  ])('%j is %j', (application, name) => expect(recordedName(application)).toBe(name));
});

describe('the spellings of a name', () => {
  it.each([
    ['Emacs', ['Emacs']],
    ['Caf\u00e9', ['Caf\u00e9', 'Cafe\u0301']],
    ['github.com', ['github.com', 'github.com.']],
    ['GitHub.com.', ['GitHub.com.', 'github.com', 'github.com.']],
    ['münchen.de', ['münchen.de', 'mu\u0308nchen.de', 'xn--mnchen-3ya.de', 'xn--mnchen-3ya.de.']],
    ['xn--mnchen-3ya.de', ['xn--mnchen-3ya.de', 'xn--mnchen-3ya.de.', 'münchen.de', 'mu\u0308nchen.de']],
  ])('of %j are %j', (name, spellings) => expect(spellingsOf(name)).toEqual(spellings));
});

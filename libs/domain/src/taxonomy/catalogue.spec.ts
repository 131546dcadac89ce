import { getDomain } from 'tldts';

import { activityKey } from './activity-key.js';
import { CATALOGUE } from './catalogue/index.js';
import { CATEGORIES, categoryKey, defaultProductivity } from './catalogue/categories.js';
import { findInCatalogue } from './finding/find-in-catalogue.js';

const named = (entries: readonly { name: string }[]) => entries.map(({ name }) => name);

describe('the shipped catalogue', () => {
  it('knows at least a thousand applications and a thousand web sites', () => {
    expect(CATALOGUE.filter(({ kind }) => kind === 'application').length).toBeGreaterThanOrEqual(1000);
    expect(CATALOGUE.filter(({ kind }) => kind === 'domain').length).toBeGreaterThanOrEqual(1000);
  });

  it('lists no name twice', () => {
    const seen = new Set<string>();
    const again = CATALOGUE.filter(({ name }) => seen.size === seen.add(name).size);
    expect(named(again)).toEqual([]);
  });

  it('uses only categories that exist', () => {
    const keys = new Set(CATEGORIES.map(({ overview, category }) => categoryKey(overview, category)));
    expect(named(CATALOGUE.filter(({ overview, category }) => !keys.has(categoryKey(overview, category))))).toEqual([]);
  });

  it('gives a level only where it differs from the default of the category', () => {
    const repeated = CATALOGUE.filter(
      ({ overview, category, productivity }) => productivity === defaultProductivity(categoryKey(overview, category)),
    );
    expect(named(repeated)).toEqual([]);
  });

  it('finds every entry under its own name, written as a key', () => {
    expect(named(CATALOGUE.filter((entry) => activityKey(entry.name) !== entry.name))).toEqual([]);
    expect(named(CATALOGUE.filter((entry) => findInCatalogue(entry.name) !== entry))).toEqual([]);
  });

  it('lists hosts under known top-level domains, never paths', () => {
    const odd = CATALOGUE.filter(({ kind, name }) => kind === 'domain' && !/^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(name));
    expect(named(odd)).toEqual(['localhost']);
  });

  it('names no country suffix that would class strangers, but sites that are suffixes themselves', () => {
    const suffixes = CATALOGUE.filter(({ kind, name }) => kind === 'domain' && getDomain(name) === null);
    expect(named(suffixes).sort()).toEqual(['gob.mx', 'gov.br', 'gov.pl', 'gov.uk', 'govt.nz', 'localhost', 'nhs.uk']);
  });
});

import { parseUrl } from '@app/domain';
import { type Hours, parseHours, WrongHours } from '../rules/hours.js';
import { readTitledSite, type TitledSite } from '../sites/titled-sites.js';
import { type Given, type Kind, SettingProblem } from './setting.js';

/** A whole number within limits, both inclusive. */
export function wholeNumber(least: number, most: number): Kind<number> {
  return {
    placeholder: '<n>',
    read: (given) => {
      const text = single(given);
      const value = /^\d{1,6}$/.test(text) ? Number(text) : NaN;
      if (value >= least && value <= most) return value;
      throw new SettingProblem(`'${text}' is invalid. It must be a whole number from ${least} to ${most}.`);
    },
  };
}

/** Names between commas, or a list of names in the file. Empty ones are left out. */
export const NAMES: Kind<string[]> = {
  placeholder: '<names>',
  read: (given) =>
    (typeof given === 'string' ? given.split(',') : given).map((name) => name.trim()).filter((name) => name !== ''),
};

/** Rules from a title to a site: `* - YouTube=youtube.com`. Between commas, or a list. */
export const TITLED_SITES: Kind<TitledSite[]> = {
  placeholder: '<rules>',
  read: (given) =>
    NAMES.read(given).map((words) => {
      const rule = readTitledSite(words);
      if (rule === undefined)
        throw new SettingProblem(`'${words}' is invalid. A rule looks like: * - Maps=maps.example.com`);
      return rule;
    }),
};

/** A text that is not empty. */
export const text = (placeholder: string): Kind<string> => ({
  placeholder,
  read: (given) => {
    const value = single(given);
    if (value.trim() === '') throw new SettingProblem('It is empty.');
    return value;
  },
});

/** One of several words. */
export function choice<const W extends string>(words: readonly W[]): Kind<W> {
  return {
    placeholder: `<${words.join('|')}>`,
    read: (given) => {
      const value = single(given);
      const known = words.find((word) => word === value);
      if (known === undefined) throw new SettingProblem(`'${value}' is invalid. It must be ${words.join(', ')}.`);
      return known;
    },
  };
}

/** On or off: `on`, `off`, or TOML's `true` and `false`. */
export const SWITCH: Kind<boolean> = {
  placeholder: '<on|off>',
  read: (given) => {
    const value = single(given);
    if (['on', 'true'].includes(value)) return true;
    if (['off', 'false'].includes(value)) return false;
    throw new SettingProblem(`'${value}' is invalid. It must be on or off.`);
  },
};

/** The address of a server. The problem does not repeat it, because it may hold a secret. */
export const ADDRESS: Kind<URL> = {
  placeholder: '<url>',
  read: (given) => {
    const address = parseUrl(single(given));
    if (address === undefined || !['http:', 'https:'].includes(address.protocol)) {
      throw new SettingProblem('It is not an http or https address.');
    }
    if (address.username || address.password) throw new SettingProblem('It must not hold a password. Use the key.');
    return address;
  },
};

/** An API key. The problem does not repeat it. */
export const KEY: Kind<string> = {
  placeholder: '<key>',
  read: (given) => {
    const key = single(given);
    if (!/^[\x21-\x7e]+$/.test(key)) throw new SettingProblem('The key holds characters that no key has.');
    return key;
  },
};

/** Days and hours. Null: always. */
export const HOURS: Kind<Hours | null> = {
  placeholder: '<hours>',
  read: (given) => {
    try {
      return parseHours(single(given));
    } catch (error) {
      if (error instanceof WrongHours) throw new SettingProblem(error.message);
      throw error;
    }
  },
};

/** A kind whose value may be absent. */
export const maybe = <T>(kind: Kind<T>): Kind<T | undefined> => kind;

function single(given: Given): string {
  if (typeof given === 'string') return given;
  throw new SettingProblem('It must be one value, not a list.');
}

/** A value as the configuration file would write it: texts, numbers, lists. */
export function shownValue(value: unknown): unknown {
  if (value instanceof URL) return value.href;
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  return typeof value === 'object' && value !== null && 'stretches' in value ? (value as Hours).text : value;
}

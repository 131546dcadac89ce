import { parseArgs } from 'node:util';

/** What may be asked of a benchmark: whole numbers from 1, by name. */
export type Options = Readonly<Record<string, number>>;

/**
 * The options that `--name N` arguments give, and the defaults for those that they do not. Throws Error, with a text for
 * a person, on a name that the defaults do not have, on a value that is no whole number from 1, and on anything else.
 */
export function parseOptions(args: readonly string[], defaults: Options): Options {
  const options = Object.fromEntries(Object.keys(defaults).map((name) => [name, { type: 'string' as const }]));
  const { values } = parseArgs({ args: [...args], options });
  const given = Object.entries(values).map(([name, text]) => {
    const value = Number(text);
    if (!Number.isSafeInteger(value) || value < 1) throw new Error(`--${name} must be a whole number from 1.`);
    return [name, value] as const;
  });
  return { ...defaults, ...Object.fromEntries(given) };
}

/** How the options are written on the command line. */
export const usageOf = (defaults: Options): string =>
  Object.entries(defaults)
    .map(([name, value]) => ` [--${name} ${value}]`)
    .join('');

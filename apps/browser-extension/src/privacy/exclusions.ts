import { hostIn } from './host.js';

/** One line of the person's list: a host, or a host with everything below it. */
export interface Exclusion {
  readonly host: string;
  readonly isWithSubdomains: boolean;
}

/** What a person wrote, as rules. `wrong` holds the lines that name no host. */
export interface ReadExclusions {
  readonly exclusions: readonly Exclusion[];
  readonly wrong: readonly string[];
}

/** More lines than a person writes by hand. Each page is compared with all of them. */
const MOST_LINES = 2_000;

/**
 * Reads the person's list, one host in each line.
 *
 * - `bank.example` is that host, with and without `www.`.
 * - `*.bank.example` is that host and every host below it.
 *
 * A whole address stands for its host. Case and the spelling of letters like `ü` do not count.
 * Lines that name no host are told in `wrong`, so that a typing error hides no page in silence.
 */
export function readExclusions(text: string): ReadExclusions {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const exclusions: Exclusion[] = [];
  const wrong = lines.slice(MOST_LINES);
  for (const line of lines.slice(0, MOST_LINES)) {
    const isWithSubdomains = line.startsWith('*.');
    const host = hostIn(isWithSubdomains ? line.slice(2) : line);
    if (host === null) wrong.push(line);
    else exclusions.push({ host: withoutWww(host), isWithSubdomains });
  }
  return { exclusions, wrong };
}

/** Whether the person excluded a host. `host` is as the browser spells it. */
export function isExcluded(host: string, exclusions: readonly Exclusion[]): boolean {
  const name = withoutWww(withoutLastDot(host));
  return exclusions.some(
    (one) => name === one.host || (one.isWithSubdomains && withoutLastDot(host).endsWith(`.${one.host}`)),
  );
}

export const withoutWww = (host: string): string => host.replace(/^www\./, '');

const withoutLastDot = (host: string): string => host.replace(/\.$/, '');

import type { Block } from '../agent/agent-answers.js';
import { withoutWww } from '../privacy/exclusions.js';

/** What the server says of a running focus session. */
export interface Focus {
  readonly sessionId: string;
  /** Epoch ms. */
  readonly endsAt: number;
  /** Levels of productivity whose sites are blocked, such as -2. */
  readonly blockedLevels: readonly number[];
  /** Names that are never blocked. A host below such a name is not blocked either. */
  readonly allowed: readonly string[];
}

/** The minutes that a person took, in epoch ms by host. Each host gets them once in a session. */
export type More = Readonly<Record<string, number>>;

export const MORE_MS = 300_000;

/** Whether a host is blocked now, at its level of productivity. Null: it may be open. */
export function blockFor(
  host: string,
  { focus, level, more, now }: { focus: Focus | null; level: number | null; more: More; now: number },
): Block | null {
  if (focus === null || focus.endsAt <= now || level === null) return null;
  if (!focus.blockedLevels.includes(level) || isAllowed(host, focus.allowed)) return null;
  const until = Object.hasOwn(more, host) ? more[host] : undefined;
  if (until !== undefined && until > now) return null;
  return { host, endsAt: focus.endsAt, mayExtend: until === undefined };
}

function isAllowed(host: string, allowed: readonly string[]): boolean {
  const name = withoutWww(host);
  return allowed.map((one) => withoutWww(one.toLowerCase())).some((one) => name === one || name.endsWith(`.${one}`));
}

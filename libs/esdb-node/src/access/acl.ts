import { isAdmin, type Principal } from './principal.js';

/** What a caller may be allowed to do with a stream. */
export type StreamAction = 'read' | 'write' | 'delete' | 'read-metadata' | 'write-metadata';

/** The users and groups that may do each action. An absent action has its default. */
export type StreamAcl = { readonly [action in StreamAction]?: readonly string[] };

/** The name that stands for every authenticated user. */
const ANY_USER = '$all';

const KEYS: readonly (readonly [string, StreamAction])[] = [
  ['$r', 'read'],
  ['$w', 'write'],
  ['$d', 'delete'],
  ['$mr', 'read-metadata'],
  ['$mw', 'write-metadata'],
];

/**
 * The value of `$acl` in a stream's metadata. Each key holds a name or a list of names.
 * Undefined for any other value: then the whole metadata counts as absent.
 * Source: EventStoreDB 23.10, StreamMetadata.ReadAcl.
 */
export function parseAcl(value: unknown): StreamAcl | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const acl: { -readonly [action in StreamAction]?: readonly string[] } = {};
  for (const [key, action] of KEYS) {
    if (!Object.hasOwn(value, key)) continue;
    const names: unknown = (value as Record<string, unknown>)[key];
    const list: unknown[] = Array.isArray(names) ? names : [names];
    if (!list.every((name) => typeof name === 'string')) return undefined;
    acl[action] = list;
  }
  return acl;
}

/**
 * Whether a caller may do something with a stream. The stream is not a metastream.
 * `$admins` may do everything. An action without a list has a default: every user may use a user's
 * stream, and only `$admins` may use a system stream. A system stream's name begins with `$`.
 */
export function mayAccess(
  caller: Principal,
  action: StreamAction,
  { stream, acl }: { readonly stream: string; readonly acl: StreamAcl | undefined },
): boolean {
  if (isAdmin(caller)) return true;
  const allowed = acl?.[action] ?? (stream.startsWith('$') ? [] : [ANY_USER]);
  return allowed.some((name) => name === ANY_USER || name === caller.name || caller.groups.includes(name));
}

import { isAdmin, type Principal } from './principal.js';

/** What a caller may be allowed to do with a stream. */
export type StreamAction = 'read' | 'write' | 'delete' | 'read-metadata' | 'write-metadata';

/** Who may do what: names of users and groups. An action that is absent is left to the default. */
export type StreamAcl = { readonly [action in StreamAction]?: readonly string[] };

/** The name for everybody who has proved to be somebody. */
const EVERYBODY = '$all';

const KEYS: readonly (readonly [string, StreamAction])[] = [
  ['$r', 'read'],
  ['$w', 'write'],
  ['$d', 'delete'],
  ['$mr', 'read-metadata'],
  ['$mw', 'write-metadata'],
];

/**
 * The value of `$acl` in a stream's metadata: each of its keys a name or a list of names. Undefined when it is anything
 * else, in which case the metadata as a whole counts as none. Source: EventStoreDB 23.10, StreamMetadata.ReadAcl.
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
 * Whether a caller may do something with a stream that is not a metastream. `$admins` may do everything; without a word
 * in the stream's list everybody may use a user's stream and nobody else a system stream, one whose name begins with `$`.
 */
export function mayAccess(
  caller: Principal,
  action: StreamAction,
  { stream, acl }: { readonly stream: string; readonly acl: StreamAcl | undefined },
): boolean {
  if (isAdmin(caller)) return true;
  const allowed = acl?.[action] ?? (stream.startsWith('$') ? [] : [EVERYBODY]);
  return allowed.some((name) => name === EVERYBODY || name === caller.name || caller.groups.includes(name));
}

/** Injection tokens of what `compose.ts` and `main.ts` make: Nest only hands them on. */
export const EVENT_STORE = Symbol('event store');
export const READ_MODELS = Symbol('read models');
export const LOG_KIND = Symbol('log kind');
export const ADMIN_TOKEN = Symbol('admin token');
export const PUBLIC_URL = Symbol('public URL');
export const SIGN_IN_WAYS = Symbol('how people may sign in and up');
export const RATE_LIMITS = Symbol('rate limits');
export const SMALLEST_GROUP = Symbol('smallest group of statistics');
export const CLOCK = Symbol('clock');

/** Epoch ms, now. Read at the edge of a request and handed down. */
export type Clock = () => number;

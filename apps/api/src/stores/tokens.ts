/** Injection tokens of the values that `StoresModule` gives. */
export const EVENT_STORE = Symbol('event store');
export const READ_MODELS = Symbol('read models');
export const LOG_KIND = Symbol('log kind');
export const CLOCK = Symbol('clock');

/** The present time in epoch ms. It is read at the edge of a request and handed down. */
export type Clock = () => number;

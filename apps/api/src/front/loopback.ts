/** The names of this machine that no DNS server can lead elsewhere. */
const LOOPBACK_NAMES: readonly string[] = ['localhost', '127.0.0.1', '[::1]'];

export const isLoopbackName = (name: string): boolean => LOOPBACK_NAMES.includes(name);

/** Whether only this machine reaches a server that listens on the address. */
export const isLoopbackBind = (host: string): boolean => ['localhost', '::1'].includes(host) || host.startsWith('127.');

/** The name in a Host header, in lower case, without its port. Empty without a header. */
export const nameIn = (header: string | undefined): string => (header ?? '').replace(/:\d+$/, '').toLowerCase();

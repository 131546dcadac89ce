import { KIND, type Message } from './message.js';
import { type BusValue } from './values.js';

/** Which signals to hear. */
export interface SignalFilter {
  /** A name on the bus: `org.freedesktop.login1`. */
  sender: string;
  interface: string;
  member: string;
  path?: string;
  /** The first argument is this text. */
  first?: string;
}

export interface Signal {
  path: string;
  member: string;
  body: readonly BusValue[];
}

/** The filter as the bus wants it. No part of a filter may hold a quote. */
export function matchRule({ first, ...filter }: SignalFilter): string {
  const parts = { type: 'signal', ...filter, ...(first === undefined ? {} : { arg0: first }) };
  return Object.entries(parts)
    .map(([name, value]) => `${name}='${value}'`)
    .join(',');
}

/**
 * Whether a message is such a signal from the connection with the unique name `owner`. Any program
 * may send a signal straight to this one, past the rules of the bus, so the sender is compared.
 */
export function isFrom(message: Message, filter: Omit<SignalFilter, 'first'>, owner: string): boolean {
  return (
    message.kind === KIND.signal &&
    owner !== '' &&
    message.sender === owner &&
    message.interface === filter.interface &&
    message.member === filter.member &&
    (filter.path === undefined || message.path === filter.path)
  );
}

import { ValueReader } from './read-values.js';
import { type BusValue, Variant } from './values.js';
import { ValueWriter } from './write-values.js';

/** Kinds of messages by their number on the wire. */
export const KIND = { call: 1, reply: 2, error: 3, signal: 4 } as const;
const NO_REPLY_EXPECTED = 1;
const PROTOCOL_VERSION = 1;
const FIXED_LENGTH = 16;
const LITTLE_ENDIAN = 'l'.charCodeAt(0);
const BIG_ENDIAN = 'B'.charCodeAt(0);

/** Fields of the header by their number on the wire, with their types. */
const FIELDS = {
  path: [1, 'o'],
  interface: [2, 's'],
  member: [3, 's'],
  errorName: [4, 's'],
  replySerial: [5, 'u'],
  destination: [6, 's'],
  sender: [7, 's'],
  signature: [8, 'g'],
} as const;

/** A message of D-Bus. Which fields are there depends on its kind. */
export interface Message {
  kind: number;
  serial: number;
  /** The sender wants no answer to this call. */
  isNoReplyExpected?: boolean;
  path?: string;
  interface?: string;
  member?: string;
  errorName?: string;
  replySerial?: number;
  destination?: string;
  sender?: string;
  signature?: string;
  body?: readonly BusValue[];
}

export function encodeMessage(message: Message): Buffer {
  const body = new ValueWriter();
  body.writeAll(message.signature ?? '', message.body ?? []);
  const bodyBytes = body.result();
  const head = new ValueWriter();
  const fields = Object.entries(FIELDS).flatMap(([name, [code, type]]): BusValue[] => {
    const value = message[name as keyof typeof FIELDS];
    return value === undefined || value === '' ? [] : [[code, new Variant(type, value)]];
  });
  const flags = message.isNoReplyExpected ? NO_REPLY_EXPECTED : 0;
  const fixed = [LITTLE_ENDIAN, message.kind, flags, PROTOCOL_VERSION, bodyBytes.length, message.serial];
  head.writeAll('yyyyuua(yv)', [...fixed, fields]);
  head.align(8);
  return Buffer.concat([head.result(), bodyBytes]);
}

/** The length of the message that starts with these 16 bytes. Throws when they are wrong. */
export function lengthOfMessage(start: Buffer): number {
  const isLittleEndian = start[0] === LITTLE_ENDIAN;
  if ((!isLittleEndian && start[0] !== BIG_ENDIAN) || start[3] !== PROTOCOL_VERSION) {
    throw new Error('the bus speaks another protocol');
  }
  const word = (at: number) => (isLittleEndian ? start.readUInt32LE(at) : start.readUInt32BE(at));
  return FIXED_LENGTH + Math.ceil(word(12) / 8) * 8 + word(4);
}

/** Reads one whole message. Throws when its bytes are wrong. */
export function decodeMessage(bytes: Buffer): Message {
  const isLittleEndian = bytes[0] === LITTLE_ENDIAN;
  const [, kind, flags, , bodyLength, serial, fields] = new ValueReader(bytes, isLittleEndian).readAll('yyyyuua(yv)');
  const message: Record<string, BusValue> = { kind: kind as number, serial: serial as number };
  const values = new Map(fields as [number, BusValue][]);
  for (const [name, [code, type]] of Object.entries(FIELDS)) {
    const value = values.get(code);
    if (typeof value === (type === 'u' ? 'number' : 'string')) message[name] = value as BusValue;
  }
  const body = bytes.subarray(bytes.length - (bodyLength as number));
  return {
    ...(message as unknown as Message),
    isNoReplyExpected: ((flags as number) & NO_REPLY_EXPECTED) !== 0,
    body: new ValueReader(body, isLittleEndian).readAll((message['signature'] as string | undefined) ?? ''),
  };
}

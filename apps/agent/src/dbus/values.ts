/**
 * A value of D-Bus in this program: integers of 64 bits are `bigint`, a struct is an array, a
 * dictionary is a Map (a name such as `__proto__` is then only a name).
 */
export type BusValue = number | bigint | boolean | string | BusValue[] | Map<BusValue, BusValue> | Variant;

/** A value that carries its type. Only written: a variant that is read is its plain value. */
export class Variant {
  constructor(
    readonly signature: string,
    readonly value: BusValue,
  ) {}
}

/** The value when it is a text, or else an empty text. */
export function textOf(value: BusValue | undefined): string {
  return typeof value === 'string' ? value : '';
}

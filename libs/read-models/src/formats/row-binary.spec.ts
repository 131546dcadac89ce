import type { LocalDate } from '@app/domain';
import { RowBinary } from './row-binary.js';

const USER = '00112233-4455-6677-8899-aabbccddeeff';
const DAY = '2026-11-26' as LocalDate;

const hex = (write: (rows: RowBinary) => RowBinary): string => write(new RowBinary()).take().toString('hex');

describe('rows in binary', () => {
  it('begin with the halves of the UUID, each from its last byte, the day since 1970 and the source', () => {
    const owned = '7766554433221100ffeeddccbbaa9988' + '2f51' + '02';
    expect(hex((rows) => rows.owned(USER, DAY, 2))).toBe(owned);
    expect(hex((rows) => rows.owned(USER, DAY, 2).uint8(9).owned(USER, DAY, 2))).toBe(`${owned}09${owned}`);
  });

  it.each([
    ['user', '11112222-4455-6677-8899-aabbccddeeff', DAY, 2],
    ['day', USER, '2026-11-27' as LocalDate, 2],
    ['source', USER, DAY, 3],
  ] as const)('write these cells again when another %s has them', (_title, userId, day, source) => {
    const before = hex((rows) => rows.owned(USER, DAY, 2));
    const alone = hex((rows) => rows.owned(userId, day, source));
    expect(hex((rows) => rows.owned(USER, DAY, 2).owned(userId, day, source))).toBe(before + alone);
    expect(alone).not.toBe(before);
  });

  it.each([
    [0, '00000000'],
    [1, '01000000'],
    [4_294_967_295, 'ffffffff'],
  ])('hold the number %d in 32 bits', (number, bytes) => {
    expect(hex((rows) => rows.uint32(number))).toBe(bytes);
  });

  it.each([-1, 4_294_967_296, 0.5, NaN])('refuse %d, which 32 bits do not hold', (number) => {
    expect(() => new RowBinary().uint32(number)).toThrow(RangeError);
  });

  it.each([
    ['a user that is no UUID', 'u', DAY],
    ['a day before 1970', USER, '1969-12-31' as LocalDate],
    ['a day that 16 bits do not hold', USER, '2149-06-07' as LocalDate],
    ['a day that is none', USER, '2026-02-30' as LocalDate],
  ])('refuse %s', (_title, userId, day) => {
    expect(() => new RowBinary().owned(userId, day, 1)).toThrow(RangeError);
  });

  it('hold the first and the last day of a Date', () => {
    const day = (date: string) => hex((rows) => rows.owned(USER, date as LocalDate, 1)).slice(32, 36);
    expect([day('1970-01-01'), day('2149-06-06')]).toEqual(['0000', 'ffff']);
  });

  it.each([
    [0n, '0000000000000000'],
    [4_294_967_296n, '0000000001000000'],
    [9_007_199_254_740_993n, '0100000000002000'],
    [2n ** 64n - 1n, 'ffffffffffffffff'],
  ])('hold the number %d in 64 bits, again and again', (number, bytes) => {
    expect(hex((rows) => rows.uint64(number).uint64(number).uint64(0n))).toBe(`${bytes}${bytes}0000000000000000`);
  });

  it.each([
    ['', '00'],
    ['abc', '03616263'],
    ['a\tb\n\\\0', '066109620a5c00'],
    ['aß漢😀', '0a61c39fe6bca2f09f9880'],
    // Half of a character has no UTF-8: it becomes U+FFFD.
    ['\ud83d', '03efbfbd'],
  ])('hold the text %j behind its length in bytes', (text, bytes) => {
    expect(hex((rows) => rows.text(text))).toBe(bytes);
  });

  it.each([
    [127, '7f'],
    [128, '8001'],
    [16_383, 'ff7f'],
    [16_384, '808001'],
    [300_000, 'e0a712'],
  ])('hold a text of %d bytes behind its length, seven bits to a byte, and what follows it', (length, bytes) => {
    const inAscii = hex((rows) => rows.text('x'.repeat(length)).uint8(1));
    expect(inAscii).toBe(`${bytes}${'78'.repeat(length)}01`);
    const otherwise = hex((rows) => rows.text(`${'x'.repeat(length - 2)}ß`).uint8(1));
    expect(otherwise).toBe(`${bytes}${'78'.repeat(length - 2)}c39f01`);
  });
});

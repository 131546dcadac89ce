import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { DamagedLogError } from './damaged-log.js';

/**
 * The check of LMDB's data file that LMDB itself does not make: it maps the file and believes it, so a file that was cut
 * off ends the process with SIGBUS, without a word, and an empty one passes for a new log.
 * The layout is that of `mdb.c` in the lmdb package: two meta pages, then the pages of B-trees, little-endian on every
 * machine that the package is built for.
 *
 *     page   0 number u64    18 flags u16    20 end of node pointers u16 (overflow: count of pages u32)    24 contents
 *     meta   24 magic u32  28 version u32  48 page size u32  88 root of free list u64  136 root of tables u64
 *            144 last page u64  152 transaction u64
 *     node   0 low 32 bits of page number or of value size  4 flags u16 (page number: next 16 bits)  6 key size u16  8 key, value
 */
const MAGIC = 0xbeefc0de;
const VERSION = 2;
const HEADER_BYTES = 24;
const META_BYTES = 168;
const SMALLEST_PAGE = 512;
const LARGEST_PAGE = 65_536;
const IS_BRANCH = 1;
const IS_META = 8;
const VALUE_ON_PAGES_OF_ITS_OWN = 1;
const VALUE_IS_TABLE = 2;
const TABLE_ROOT_AT = 40;
const NO_PAGE = 2n ** 64n - 1n;

interface Meta {
  readonly pageBytes: number;
  readonly roots: readonly bigint[];
  readonly lastPage: bigint;
  readonly transaction: bigint;
}

/** Throws DamagedLogError when the file is empty, its meta pages are not valid, or it ends before its last page in use. */
export function checkDataFile(path: string): void {
  const file = openSync(path, 'r');
  try {
    const fileBytes = fstatSync(file).size;
    if (fileBytes === 0) throw new DamagedLogError(`${path} is empty`);
    const first = readMeta(file, 0);
    const second = first && readMeta(file, first.pageBytes);
    if (first === undefined || second === undefined || !areConsecutive(first, second))
      throw new DamagedLogError(`the first two pages of ${path} are not those of a log`);
    const newest = first.transaction > second.transaction ? first : second;
    const missing = BigInt(fileBytes) < (newest.lastPage + 1n) * BigInt(newest.pageBytes);
    // A transaction may leave the pages that it took last unused, and then they are never written.
    if (missing && usesPagesBehind(file, fileBytes, newest))
      throw new DamagedLogError(`${path} has lost its end: it is ${fileBytes} bytes long`);
  } finally {
    closeSync(file);
  }
}

function readMeta(file: number, at: number): Meta | undefined {
  const bytes = Buffer.alloc(META_BYTES);
  if (readSync(file, bytes, 0, META_BYTES, at) !== META_BYTES) return undefined;
  const pageBytes = bytes.readUInt32LE(48);
  const isValid =
    (bytes.readUInt16LE(18) & IS_META) !== 0 &&
    bytes.readUInt32LE(24) === MAGIC &&
    bytes.readUInt32LE(28) === VERSION &&
    pageBytes >= SMALLEST_PAGE &&
    pageBytes <= LARGEST_PAGE &&
    Number.isInteger(Math.log2(pageBytes));
  if (!isValid) return undefined;
  return {
    pageBytes,
    roots: [bytes.readBigUInt64LE(88), bytes.readBigUInt64LE(136)],
    lastPage: bytes.readBigUInt64LE(144),
    transaction: bytes.readBigUInt64LE(152),
  };
}

/** Transaction N writes meta page N mod 2; a new file has transaction 0 in both. */
function areConsecutive(even: Meta, odd: Meta): boolean {
  if (even.pageBytes !== odd.pageBytes) return false;
  if (even.transaction === 0n && odd.transaction === 0n) return true;
  const distance = odd.transaction - even.transaction;
  return odd.transaction % 2n === 1n && (distance === 1n || distance === -1n);
}

/** Walks every tree. Also true when a page makes no sense, for then the rest cannot be judged. */
function usesPagesBehind(file: number, fileBytes: number, { pageBytes, roots }: Meta): boolean {
  const pageCount = BigInt(Math.floor(fileBytes / pageBytes));
  const page = Buffer.alloc(pageBytes);
  const pending = roots.filter((root) => root !== NO_PAGE);
  try {
    for (let number = pending.pop(); number !== undefined; number = pending.pop()) {
      if (number >= pageCount) return true;
      readSync(file, page, 0, pageBytes, Number(number) * pageBytes);
      for (const { first, count } of pagesNamedBy(page)) {
        if (first + count > pageCount) return true;
        if (count === 0n) pending.push(first);
      }
    }
    return false;
  } catch (error) {
    if (error instanceof RangeError) return true;
    throw error;
  }
}

/** The pages that a tree page points to: one more tree page (count 0), or a run of pages that hold one value. */
function* pagesNamedBy(page: Buffer): Iterable<{ first: bigint; count: bigint }> {
  const isBranch = (page.readUInt16LE(18) & IS_BRANCH) !== 0;
  for (let pointer = HEADER_BYTES; pointer < page.readUInt16LE(20); pointer += 2) {
    const node = page.readUInt16LE(pointer);
    const flags = page.readUInt16LE(node + 4);
    if (isBranch) {
      yield { first: BigInt(page.readUIntLE(node, 6)), count: 0n };
      continue;
    }
    const value = node + 8 + page.readUInt16LE(node + 6);
    if ((flags & VALUE_ON_PAGES_OF_ITS_OWN) !== 0)
      yield { first: page.readBigUInt64LE(value), count: page.readBigUInt64LE(value + 16) };
    if ((flags & VALUE_IS_TABLE) === 0) continue;
    const root = page.readBigUInt64LE(value + TABLE_ROOT_AT);
    if (root !== NO_PAGE) yield { first: root, count: 0n };
  }
}

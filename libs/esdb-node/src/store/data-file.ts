import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { DamagedLogError } from './damaged-log.js';

/**
 * The check of LMDB's data file that LMDB itself does not make: it maps the file and believes it, so a file that was cut
 * off ends the process with SIGBUS, without a word, and an empty one passes for a new log.
 * The layout is that of `mdb.c` in the lmdb package: two meta pages, then the pages of B-trees, little-endian on every
 * machine that the package is built for.
 *
 *     page   0 number u64    18 flags u16    20 size of the node pointers u16    22 begin of nodes u16    24 pointers
 *     (begin of nodes and node pointers count from byte 24)
 *     meta   24 magic u32  28 version u32  48 page size u32  88 root of free list u64  136 root of tables u64
 *            152 transaction u64
 *     node   0 low 32 bits of page number or of value size  4 flags u16 (page number: next 16 bits)  6 key size u16  8 key, value
 */
const MAGIC = 0xbeefc0de;
const VERSION = 2;
const HEADER_BYTES = 24;
const META_BYTES = 168;
const SMALLEST_PAGE = 512;
const LARGEST_PAGE = 65_536;
const IS_BRANCH = 1;
const IS_LEAF = 2;
const IS_META = 8;
const VALUE_ON_PAGES_OF_ITS_OWN = 1;
const VALUE_IS_TABLE = 2;
const TABLE_ROOT_AT = 40;
const PLACE_BYTES = 24;
const NODE_BYTES = 8;
const NO_PAGE = 2n ** 64n - 1n;

interface Meta {
  readonly pageBytes: number;
  readonly roots: readonly bigint[];
  readonly transaction: bigint;
}

/**
 * Throws DamagedLogError when the file is empty, its meta pages are not valid, or a page in use is missing or is not a
 * page of a tree. Reads the pages of keys, not those of large values: what is in a value, its own checksum tells.
 */
export function checkDataFile(path: string): void {
  const file = openSync(path, 'r');
  try {
    const fileBytes = fstatSync(file).size;
    if (fileBytes === 0) throw new DamagedLogError(`${path} is empty`);
    const first = readMeta(file, 0);
    const second = first && readMeta(file, first.pageBytes);
    if (first === undefined || second === undefined || !areConsecutive(first, second))
      throw new DamagedLogError(`the first two pages of ${path} are not those of a log`);
    const fault = faultOfTrees(file, fileBytes, first.transaction > second.transaction ? first : second);
    if (fault !== undefined) throw new DamagedLogError(`${path} ${fault}`);
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

/**
 * What is wrong with the trees, or undefined. That the file is shorter than its last page says nothing by itself: a
 * transaction may leave the pages that it took last unused, and then they are never written.
 */
function faultOfTrees(file: number, fileBytes: number, { pageBytes, roots }: Meta): string | undefined {
  const pageCount = Math.floor(fileBytes / pageBytes);
  const page = Buffer.alloc(pageBytes);
  const pending = roots.filter((root) => root !== NO_PAGE).map(Number);
  const cut = `has lost its end: it is ${fileBytes} bytes long`;
  for (let number = pending.pop(); number !== undefined; number = pending.pop()) {
    if (number >= pageCount) return cut;
    readSync(file, page, 0, pageBytes, number * pageBytes);
    if (!isTreePage(page, number)) return `has no tree page at page ${number}`;
    for (const { first, count } of pagesNamedBy(page)) {
      if (first + count > pageCount) return cut;
      if (count === 0) pending.push(first);
    }
  }
  return undefined;
}

/** Whether the page knows its number and type, and every node lies inside of it. */
function isTreePage(page: Buffer, number: number): boolean {
  const type = page.readUInt16LE(18);
  if (readPageNumber(page, 0) !== number || (type !== IS_BRANCH && type !== IS_LEAF)) return false;
  const pointersEnd = HEADER_BYTES + page.readUInt16LE(20);
  if (pointersEnd > HEADER_BYTES + page.readUInt16LE(22)) return false;
  if (HEADER_BYTES + page.readUInt16LE(22) > page.length) return false;
  for (const node of nodesOf(page)) {
    if (node < pointersEnd || node + NODE_BYTES > page.length) return false;
    const keyEnd = node + NODE_BYTES + page.readUInt16LE(node + 6);
    const isElsewhere = (page.readUInt16LE(node + 4) & VALUE_ON_PAGES_OF_ITS_OWN) !== 0;
    const valueBytes = isElsewhere ? PLACE_BYTES : page.readUInt32LE(node);
    if ((type === IS_BRANCH ? keyEnd : keyEnd + valueBytes) > page.length) return false;
  }
  return true;
}

/** Where the nodes of a tree page begin. */
function* nodesOf(page: Buffer): Iterable<number> {
  const pointersEnd = HEADER_BYTES + page.readUInt16LE(20);
  for (let pointer = HEADER_BYTES; pointer < pointersEnd; pointer += 2) yield HEADER_BYTES + page.readUInt16LE(pointer);
}

/** The pages that a tree page points to: one more tree page (count 0), or a run of pages that hold one value. */
function* pagesNamedBy(page: Buffer): Iterable<{ first: number; count: number }> {
  const isBranch = page.readUInt16LE(18) === IS_BRANCH;
  for (const node of nodesOf(page)) {
    if (isBranch) {
      yield { first: page.readUIntLE(node, 6), count: 0 };
      continue;
    }
    const flags = page.readUInt16LE(node + 4);
    const value = node + NODE_BYTES + page.readUInt16LE(node + 6);
    if ((flags & VALUE_ON_PAGES_OF_ITS_OWN) !== 0)
      yield { first: readPageNumber(page, value), count: readPageNumber(page, value + 16) };
    if ((flags & VALUE_IS_TABLE) === 0 || page.readBigUInt64LE(value + TABLE_ROOT_AT) === NO_PAGE) continue;
    yield { first: readPageNumber(page, value + TABLE_ROOT_AT), count: 0 };
  }
}

/** Numbers beyond 2^53 come out inexact, and far behind the end of any file. */
const readPageNumber = (page: Buffer, at: number): number =>
  page.readUInt32LE(at) + page.readUInt32LE(at + 4) * 2 ** 32;

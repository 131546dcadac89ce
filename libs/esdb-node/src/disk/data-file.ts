import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { DamagedLogError } from './damaged-log.js';

/**
 * Checks LMDB's data file in ways that LMDB does not. LMDB maps the file and trusts it: a file that
 * was cut off ends the process with SIGBUS and no message. An empty file passes for a new log.
 *
 * The layout is the one of `mdb.c` in the lmdb package: two meta pages, then the pages of B-trees.
 * All numbers are little-endian on every machine that the package is built for.
 *
 *     page   0 number u64   18 flags u16   20 size of the node pointers u16   22 begin of nodes u16
 *            24 pointers    (begin of nodes and pointers count from byte 24)
 *     meta   24 magic u32   28 version u32   48 page size u32
 *            88 root of free list u64   136 root of tables u64   152 transaction u64
 *     table  6 depth u16    40 root u64
 *     node   0 low 32 bits of page number or of value size   4 flags u16 (or next 16 bits of page)
 *            6 key size u16   8 key, then value
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
const TABLE_DEPTH_AT = 6;
const TABLE_ROOT_AT = 40;
const PLACE_BYTES = 24;
const NODE_BYTES = 8;
const NO_PAGE = 2 ** 64;

/** The leaves of a larger file are not read, because that would take minutes at each start. */
const LARGEST_READ_WHOLE_BYTES = 2 * 1024 ** 3;

interface Meta {
  readonly pageBytes: number;
  readonly roots: readonly number[];
  readonly transaction: bigint;
}

/**
 * Throws DamagedLogError when the file is empty or its meta pages are not valid. Throws it too when
 * a used page is missing or is not a page of a tree. It reads the pages with keys, but not
 * those with large values. Each value has its own checksum.
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
    roots: [bytes.readBigUInt64LE(88), bytes.readBigUInt64LE(136)].map(Number),
    transaction: bytes.readBigUInt64LE(152),
  };
}

/** Transaction N writes meta page N mod 2. A new file has transaction 0 in both pages. */
function areConsecutive(even: Meta, odd: Meta): boolean {
  if (even.pageBytes !== odd.pageBytes) return false;
  if (even.transaction === 0n && odd.transaction === 0n) return true;
  const distance = odd.transaction - even.transaction;
  return odd.transaction % 2n === 1n && (distance === 1n || distance === -1n);
}

/**
 * A page of a tree with the pages below it. A leaf has depth 1. Infinity: unknown, a small tree.
 */
interface Subtree {
  readonly page: number;
  readonly depth: number;
}

/**
 * The fault in the trees, or undefined. A file may be shorter than its last page number says: a
 * transaction may leave the pages that it took last unused, and LMDB then never writes them.
 */
function faultOfTrees(file: number, fileBytes: number, { pageBytes, roots }: Meta): string | undefined {
  const pageCount = Math.floor(fileBytes / pageBytes);
  const smallestDepth = fileBytes > LARGEST_READ_WHOLE_BYTES ? 2 : 1;
  const bytes = new Uint8Array(pageBytes);
  const pending = roots.filter((page) => page !== NO_PAGE).map((page): Subtree => ({ page, depth: Infinity }));
  const treePage = new TreePage(bytes, pageCount, pending);
  for (let subtree = pending.pop(); subtree !== undefined; subtree = pending.pop()) {
    const { page, depth } = subtree;
    if (page >= pageCount) return `has lost its end: it is ${fileBytes} bytes long`;
    if (depth < smallestDepth) continue;
    readSync(file, bytes, 0, pageBytes, page * pageBytes);
    if (!treePage.visit(subtree)) return `has no valid tree page at page ${page}`;
  }
  return undefined;
}

/** Checks one page of a tree at a time. All pages use the same bytes. */
class TreePage {
  private readonly bytes: Uint8Array;
  private readonly pageCount: number;
  private readonly pending: Subtree[];

  /** `pending` receives the pages below each visited page. */
  constructor(bytes: Uint8Array, pageCount: number, pending: Subtree[]) {
    this.bytes = bytes;
    this.pageCount = pageCount;
    this.pending = pending;
  }

  /** False when the page has a wrong number or type, or when a node or value ends outside. */
  visit({ page, depth }: Subtree): boolean {
    const type = this.u16(18);
    const pointersEnd = HEADER_BYTES + this.u16(20);
    const nodesBegin = HEADER_BYTES + this.u16(22);
    if (this.u64(0) !== page || (type !== IS_BRANCH && type !== IS_LEAF)) return false;
    if (pointersEnd > nodesBegin || nodesBegin > this.bytes.length) return false;
    for (let pointer = HEADER_BYTES; pointer < pointersEnd; pointer += 2) {
      const node = HEADER_BYTES + this.u16(pointer);
      if (node < nodesBegin || node + NODE_BYTES > this.bytes.length) return false;
      const value = node + NODE_BYTES + this.u16(node + 6);
      if (value > this.bytes.length) return false;
      if (type === IS_BRANCH)
        this.pending.push({ page: this.u32(node) + this.u16(node + 4) * 2 ** 32, depth: depth - 1 });
      else if (!this.visitValue(node, value)) return false;
    }
    return true;
  }

  private visitValue(node: number, value: number): boolean {
    const flags = this.u16(node + 4);
    if ((flags & VALUE_ON_PAGES_OF_ITS_OWN) !== 0)
      return value + PLACE_BYTES <= this.bytes.length && this.u64(value) + this.u64(value + 16) <= this.pageCount;
    if (value + this.u32(node) > this.bytes.length) return false;
    if ((flags & VALUE_IS_TABLE) === 0) return true;
    const table = { page: this.u64(value + TABLE_ROOT_AT), depth: this.u16(value + TABLE_DEPTH_AT) };
    if (table.page !== NO_PAGE) this.pending.push(table);
    return true;
  }

  private u16(at: number): number {
    return (this.bytes[at] ?? 0) | ((this.bytes[at + 1] ?? 0) << 8);
  }

  private u32(at: number): number {
    return this.u16(at) + this.u16(at + 2) * 2 ** 16;
  }

  /** Inexact beyond 2^53. No file is that long. */
  private u64(at: number): number {
    return this.u32(at) + this.u32(at + 4) * 2 ** 32;
  }
}

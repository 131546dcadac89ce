import { crc32, deflateSync } from 'node:zlib';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** Colour type 3: each pixel is the number of a colour, one byte long. */
const [BITS, BY_PALETTE] = [8, 3];

/** A picture of few colours. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  /** The colours, as `#rrggbb`. 256 at most. */
  readonly colours: readonly string[];
  /** The number of the colour of each pixel, row by row. */
  readonly pixels: Uint8Array;
}

/** The picture as a PNG file. Source: W3C PNG, third edition, sections 5 and 11. */
export function pngOf({ width, height, colours, pixels }: Picture): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([BITS, BY_PALETTE], 8);
  // Each row begins with the number of its filter: none.
  const rows = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y++) rows.set(pixels.subarray(y * width, (y + 1) * width), y * (width + 1) + 1);
  const palette = Buffer.from(colours.map((colour) => colour.slice(1)).join(''), 'hex');
  return Buffer.concat([
    SIGNATURE,
    chunkOf('IHDR', header),
    chunkOf('PLTE', palette),
    chunkOf('IDAT', deflateSync(rows, { level: 9 })),
    chunkOf('IEND', Buffer.alloc(0)),
  ]);
}

/** Its length, its type, its bytes, and the checksum of the last two. */
function chunkOf(type: string, bytes: Buffer): Buffer {
  const typed = Buffer.concat([Buffer.from(type, 'latin1'), bytes]);
  const [length, checksum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(bytes.length);
  checksum.writeUInt32BE(crc32(typed));
  return Buffer.concat([length, typed, checksum]);
}

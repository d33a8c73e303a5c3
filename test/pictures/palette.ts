// Writes a PNG of few colours small: with a palette, no filter and the best compression. Reads only what Chromium writes.
import { crc32, deflateSync, inflateSync } from "node:zlib";

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** Of a palette of bytes. */
const MAX_COLOURS = 256;

interface Chunk {
  readonly type: string;
  readonly data: Buffer;
}

/** Returns the same picture with at most 256 colours; near ones become one where there are more. */
export function withPalette(png: Buffer): Buffer {
  const chunks = readChunks(png);
  const header = chunks[0]?.data ?? Buffer.alloc(13);
  const [width, height, depth, kind] = [header.readUInt32BE(0), header.readUInt32BE(4), header[8], header[9]];
  const channels = kind === 6 ? 4 : 3;
  if (depth !== 8 || (kind !== 2 && kind !== 6)) throw new TypeError(`PNG of kind ${kind}, depth ${depth}`);
  const raw = inflateSync(
    Buffer.concat(chunks.filter(({ type }) => type === "IDAT").map(({ data }) => data)),
  );
  const pixels = unfilter(raw, width * channels, height, channels);
  for (let bits = 8; bits >= 1; bits -= 1) {
    const indexed = toIndexes(pixels, { width, height, channels, bits });
    if (indexed !== null) return writePng(header, indexed);
  }
  throw new TypeError("PNG without a palette");
}

function readChunks(png: Buffer): Chunk[] {
  const chunks: Chunk[] = [];
  for (let at = SIGNATURE.length; at < png.length; ) {
    const length = png.readUInt32BE(at);
    chunks.push({
      type: png.toString("latin1", at + 4, at + 8),
      data: png.subarray(at + 8, at + 8 + length),
    });
    at += length + 12;
  }
  return chunks;
}

/** Undoes the filters of lines: each byte was written as its difference to what is left of it and above it. */
function unfilter(raw: Buffer, lineBytes: number, height: number, step: number): Buffer {
  const pixels = Buffer.alloc(lineBytes * height);
  for (let y = 0; y < height; y += 1) {
    const filter = raw[y * (lineBytes + 1)] ?? 0;
    for (let x = 0; x < lineBytes; x += 1) {
      const at = y * lineBytes + x;
      const left = x < step ? 0 : (pixels[at - step] ?? 0);
      const above = y === 0 ? 0 : (pixels[at - lineBytes] ?? 0);
      const corner = x < step || y === 0 ? 0 : (pixels[at - lineBytes - step] ?? 0);
      const guess = [0, left, above, (left + above) >> 1, nearest(left, above, corner)][filter] ?? 0;
      pixels[at] = ((raw[y * (lineBytes + 1) + 1 + x] ?? 0) + guess) & 0xff;
    }
  }
  return pixels;
}

function nearest(left: number, above: number, corner: number): number {
  const guess = left + above - corner;
  const [toLeft, toAbove, toCorner] = [left, above, corner].map((value) => Math.abs(guess - value)) as [
    number,
    number,
    number,
  ];
  if (toLeft <= toAbove && toLeft <= toCorner) return left;
  return toAbove <= toCorner ? above : corner;
}

interface Shape {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  /** Kept of each colour's byte. */
  readonly bits: number;
}

interface Indexed {
  readonly palette: Buffer;
  readonly lines: Buffer;
}

function toIndexes(pixels: Buffer, { width, height, channels, bits }: Shape): Indexed | null {
  const mask = (0xff << (8 - bits)) & 0xff;
  const colours = new Map<number, number>();
  const palette: number[] = [];
  const lines = Buffer.alloc((width + 1) * height);
  for (let at = 0; at < width * height; at += 1) {
    const rgb = [0, 1, 2].map((channel) => pixels[at * channels + channel] ?? 0);
    const key = rgb.reduce((sum, value) => sum * 256 + (value & mask), 0);
    let index = colours.get(key);
    if (index === undefined) {
      index = colours.size;
      if (index === MAX_COLOURS) return null;
      colours.set(key, index);
      palette.push(...rgb);
    }
    lines[Math.floor(at / width) * (width + 1) + 1 + (at % width)] = index;
  }
  return { palette: Buffer.from(palette), lines };
}

function writePng(header: Buffer, { palette, lines }: Indexed): Buffer {
  const indexed = Buffer.from(header);
  indexed[9] = 3;
  const data = deflateSync(lines, { level: 9, memLevel: 9 });
  return Buffer.concat([
    SIGNATURE,
    writeChunk("IHDR", indexed),
    writeChunk("PLTE", palette),
    writeChunk("IDAT", data),
    writeChunk("IEND", Buffer.alloc(0)),
  ]);
}

function writeChunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

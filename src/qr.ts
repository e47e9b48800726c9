// A QR code, drawn: as one path for a page, as half blocks for a terminal, as a picture. All bring their quiet zone along.
import { encode } from 'uqr';

/** The dark modules as an SVG path in units of one module; `size` is the side with the quiet zone of four that the standard asks for. */
export function qrPath(text: string): { size: number; path: string } {
  const { data, size } = encode(text, { border: 4 });
  let path = '';
  data.forEach((row, y) => {
    for (let x = 0; x < row.length; x++) {
      if (!row[x]) continue;
      const from = x;
      while (row[x + 1]) x++;
      path += `M${from} ${y}h${x + 1 - from}v1h${from - x - 1}z`;
    }
  });
  return { size, path };
}

const blackOnWhite = '\u001b[38;5;16;48;5;231m';
const plain = '\u001b[0m';

/**
 * Two rows of modules a line. With `colour` it is black on white whatever the terminal's own colours are;
 * without, the light modules are drawn, which is right on a dark ground.
 */
export function qrBlocks(text: string, colour: boolean): string[] {
  const { data, size } = encode(text, { border: 2 });
  const drawn = (x: number, y: number): boolean => (data[y]?.[x] ?? !colour) === colour;
  return Array.from({ length: Math.ceil(size / 2) }, (_, line) => {
    const blocks = Array.from({ length: size }, (_, x) => {
      const [upper, lower] = [drawn(x, line * 2), drawn(x, line * 2 + 1)];
      return upper ? (lower ? '█' : '▀') : lower ? '▄' : ' ';
    }).join('');
    return colour ? `${blackOnWhite}${blocks}${plain}` : blocks;
  });
}

const pixels = 8;

/** The picture as PNG, black on white, each module eight pixels wide. */
export async function qrPng(text: string): Promise<Uint8Array> {
  const { data, size } = encode(text, { border: 4 });
  const side = size * pixels;
  const rowBytes = 1 + side / 8;
  const rows = new Uint8Array(rowBytes * side).fill(255);
  for (let y = 0; y < side; y++) {
    rows[y * rowBytes] = 0; // no filter
    for (let x = 0; x < size; x++) if (data[Math.floor(y / pixels)]?.[x]) rows[y * rowBytes + 1 + x] = 0; // eight pixels, one byte
  }
  const deflated = new Blob([rows]).stream().pipeThrough(new CompressionStream('deflate'));
  const packed = new Uint8Array(await new Response(deflated).arrayBuffer());
  const head = new Uint8Array(13);
  new DataView(head.buffer).setUint32(0, side);
  new DataView(head.buffer).setUint32(4, side);
  head[8] = 1; // one bit a pixel, grey
  const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
  return new Uint8Array([...signature, ...chunk('IHDR', head), ...chunk('IDAT', packed), ...chunk('IEND', new Uint8Array())]);
}

/** A chunk of a PNG: its length, its kind, its bytes, their checksum. */
function chunk(kind: string, bytes: Uint8Array): Uint8Array {
  const all = new Uint8Array(12 + bytes.length);
  const view = new DataView(all.buffer);
  view.setUint32(0, bytes.length);
  all.set(new TextEncoder().encode(kind), 4);
  all.set(bytes, 8);
  view.setUint32(8 + bytes.length, crcOf(all.subarray(4, 8 + bytes.length)));
  return all;
}

/** CRC-32 as PNG has it. */
function crcOf(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}

// A QR code, drawn: as one path for a page, as half blocks for a terminal. Both bring their quiet zone along.
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

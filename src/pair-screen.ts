// Where `npm run pair` writes: on a terminal one block that is redrawn in place, in a pipe one block below the other.

export type Screen = {
  /** Puts this block in the place of the last one. */
  show(lines: readonly string[]): void;
  /** Writes lines that stay. */
  say(sentence: string): void;
};

type Out = { write(text: string): unknown; isTTY?: boolean; rows?: number; columns?: number };

export function openScreen(out: Out): Screen {
  let drawn = 0;
  const wipe = (): string => {
    if (!out.isTTY || drawn === 0) return '';
    // A block higher than the window cannot be gone back over: then the window is begun anew.
    return drawn < (out.rows ?? 24) ? `\u001b[${drawn}A\r\u001b[J` : '\u001b[2J\u001b[H';
  };
  return {
    show: (lines) => {
      out.write(`${wipe()}${lines.join('\n')}\n`);
      drawn = lines.length;
    },
    say: (sentence) => {
      out.write(`${wipe()}${sentence}\n`);
      drawn = 0;
    },
  };
}

/** What to do when a block of this size has no room in the window; null when it has. */
export function tooSmall(out: Out, width: number, height: number): string | null {
  if (!out.isTTY || ((out.columns ?? 80) >= width && (out.rows ?? 24) > height)) return null;
  return `This window is too small for the QR code: it needs ${width} columns and ${height + 1} lines. Make it larger, or use --phone NUMBER, or /setup in a browser.`;
}

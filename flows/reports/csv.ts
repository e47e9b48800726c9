// Rows as a file that spreadsheets open: RFC 4180, with the mark by which Excel knows UTF-8. A text that would be taken for a formula is kept a text.
type Cell = string | number | undefined;

const mark = '\uFEFF';

/** The file; the first row is its head. */
export const csvOf = (rows: readonly (readonly Cell[])[]): string =>
  `${mark}${rows.map((row) => `${row.map(written).join(',')}\r\n`).join('')}`;

/** Numbers are plain; texts are quoted where they must be. */
function written(cell: Cell): string {
  if (typeof cell !== 'string') return cell === undefined ? '' : String(cell);
  const harmless = /^\s*[=+\-@\t\r＝＋－＠]/u.test(cell) ? `'${cell}` : cell; // OWASP: CSV injection
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

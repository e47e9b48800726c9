// Cutting texts to a channel's lengths, which count UTF-16 units, without breaking a character. Pure.

/** Longest message and longest caption, in UTF-16 units (Bot API, sendMessage and sendPhoto). */
export const maxText = 4096;
export const maxCaption = 1024;

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/**
 * The text if it has at most `max` UTF-16 units, else its beginning with an ellipsis, cut between graphemes.
 */
export function cut(text: string, max: number): string {
  if (text.length <= max) return text;
  return `${text.slice(0, borderAtMost(text, max - 1)).trimEnd()}…`;
}

/**
 * The text in parts of at most `max` UTF-16 units, cut between paragraphs where that leaves a part at least
 * half full, else lines, else words, else graphemes; white space at a cut is dropped. An empty text has no
 * parts.
 */
export function split(text: string, max: number): string[] {
  const parts: string[] = [];
  let rest = text.trim();
  while (rest.length > max) {
    const at = bestCut(rest, max);
    parts.push(rest.slice(0, at).trimEnd());
    rest = rest.slice(at).trimStart();
  }
  return rest === '' ? parts : [...parts, rest];
}

const separators = ['\n\n', '\n', ' '];

function bestCut(text: string, max: number): number {
  for (const separator of separators) {
    const at = text.lastIndexOf(separator, max);
    if (at >= max / 2 && borderAtMost(text, at) === at) return at;
  }
  return borderAtMost(text, max);
}

/**
 * The last grapheme border at or before `at`; inside a grapheme longer than that, the last border of a code
 * point.
 */
function borderAtMost(text: string, at: number): number {
  if (at >= text.length) return text.length;
  const border = graphemes.segment(text).containing(at)?.index ?? at;
  if (border > 0) return border;
  const inPair = /[\uD800-\uDBFF]/.test(text.charAt(at - 1)) && /[\uDC00-\uDFFF]/.test(text.charAt(at));
  return inPair ? at - 1 : at;
}

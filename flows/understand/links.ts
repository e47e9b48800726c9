// Links in a message, as they can be opened; and the message without them, so that an address names no service and no day.

/** Ends of names that stand for an address without more ado. */
const plainEnds =
  'com|net|org|info|biz|edu|gov|io|app|dev|page|site|online|store|shop|website|agency|studio|design|tech|cloud|link|live|blog|media|xyz|club|example|' +
  'com\\.br|net\\.br|org\\.br|art\\.br|ind\\.br|adv\\.br|co\\.uk|org\\.uk|co\\.id|or\\.id|web\\.id|my\\.id|ac\\.id|go\\.id|sch\\.id|com\\.tr|net\\.tr|org\\.tr|gen\\.tr|' +
  'com\\.ua|net\\.ua|org\\.ua|in\\.ua|kiev\\.ua|kyiv\\.ua|lviv\\.ua|ua|uk|id|tr|eu|tv';
/** Ends that are words as well, or letters after a full stop without its space: only before a path. */
const pathEnds = 'me|ly|be|co|gl|to|ai|us|de|gg|br|la|so|it|pt|st|cc|ws|ee|in|is|fm|im|sh';
const host = '(?:[\\p{L}\\p{N}](?:[\\p{L}\\p{N}-]*[\\p{L}\\p{N}])?\\.)+';
const rest = '(?::\\d{2,5})?(?:[/?#][^\\s<>"“”«»]*)?';

const pattern = new RegExp(
  [
    'https?://[^\\s<>"“”«»]+',
    `(?<![\\p{L}\\p{N}@._-])www\\.${host}\\p{L}{2,}${rest}`,
    `(?<![\\p{L}\\p{N}@._-])${host}(?:${plainEnds})(?![\\p{L}\\p{N}@-]|\\.\\p{L})${rest}`,
    `(?<![\\p{L}\\p{N}@._-])${host}(?:${pathEnds})/[^\\s<>"“”«»]+`,
  ].join('|'),
  'giu',
);

/** Cuts what the sentence has put behind the address; a bracket stays where the address opened it. */
function trimmed(found: string): string {
  let link = found;
  for (;;) {
    const next = link.replace(/[.,;:!?'’…*_~]+$/u, '').replace(/\p{Extended_Pictographic}\uFE0F?$/u, '');
    const cut = /[)\]}]$/.test(next) && !balanced(next) ? next.slice(0, -1) : next;
    if (cut === link) return link;
    link = cut;
  }
}
const balanced = (text: string): boolean =>
  ['()', '[]', '{}'].every(([open = '', close = '']) => text.split(open).length >= text.split(close).length);

/** The links in order, each once, `https://` put before where nothing was; and the text with blanks in their places. */
export function findLinks(text: string): { links: string[]; blanked: string } {
  const links: string[] = [];
  const blanked = text.replace(pattern, (found) => {
    const written = trimmed(found);
    const link = /^https?:\/\//i.test(written) ? written : `https://${written}`;
    if (!links.includes(link)) links.push(link);
    return ' '.repeat(written.length) + found.slice(written.length);
  });
  return { links, blanked };
}

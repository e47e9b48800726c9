// How a row of the desk's is written in one line: words, and `name=value,value` pairs; what holds a blank stands in quotation marks.

export type Line = { words: string; pairs: ReadonlyMap<string, readonly string[]> };

const value = '(?:"[^"]*"|[^\\s",]+)';
const pair = new RegExp(`(?:^|\\s)([a-z]+)\\s?=\\s?(${value}(?:,\\s*${value})*)`, 'gi');

/** Reads a line; typographic quotation marks are as good as plain ones. */
export function readLine(text: string): Line {
  const plain = text.replace(/[“”„«»]/g, '"');
  const pairs = new Map<string, string[]>();
  for (const [, name = '', said = ''] of plain.matchAll(pair))
    pairs.set(
      name.toLowerCase(),
      [...said.matchAll(new RegExp(value, 'g'))].map(([one]) => one.replaceAll('"', '').trim()).filter(Boolean),
    );
  return { words: plain.replace(pair, ' ').replace(/\s+/g, ' ').trim(), pairs };
}

/** Writes pairs as they are read: `service=banner words="black friday",logo`. */
export const writePairs = (pairs: Readonly<Record<string, readonly string[] | undefined>>): string =>
  Object.entries(pairs)
    .flatMap(([name, values]) => (values?.length ? [`${name}=${values.map(quoted).join(',')}`] : []))
    .join(' ');

const quoted = (one: string): string => (/[\s,]/.test(one) ? `"${one}"` : one);

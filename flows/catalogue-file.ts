// A service's file, text in, service or mistakes out: each mistake with its file, its line and what to do now. Pure.
import { type Document, isMap, isPair, isScalar, LineCounter, type Node, parseDocument, visit, type YAMLError } from 'yaml';
import { type ServiceBody, ServiceFile } from './catalogue.ts';
import type { Finding, Path } from './catalogue-place.ts';
import { unruly } from './catalogue-rules.ts';
import { misshapen } from './catalogue-shape.ts';
import { normalize } from './normalize.ts';

export type Mistake = { file: string; line: number; sentence: string };
/** A file that can be used; `lineOf` gives the line of a place in it. */
export type ReadFile = { file: string; service: ServiceBody; lineOf: (path: Path) => number };
export type ParsedFile = ({ type: 'service' } & ReadFile) | { type: 'mistakes'; mistakes: Mistake[] };

/** A file longer than this (characters) is no service. */
const mostText = 200_000;

/** The mistake as it is told: `services/flyer.yaml:12: what is wrong. What to do.` */
export const told = ({ file, line, sentence }: Mistake): string => `${file}:${line}: ${sentence}`;

/** `file` is how the file is called in sentences, e.g. `services/flyer.yaml`. */
export function parseService(text: string, file: string): ParsedFile {
  const at = (line: number, sentence: string): ParsedFile => ({ type: 'mistakes', mistakes: [{ file, line, sentence }] });
  if (text.length > mostText) return at(1, 'This file is far too long for a service. Put one service into a file.');
  const lines = new LineCounter();
  const doc = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const [error] = doc.errors;
  if (error) return at(Math.max(1, lines.linePos(openedAt(doc, error)).line), unreadable(error, text));
  if (doc.contents === null) return at(1, 'This file is empty. Begin it with id: flyer, or take it away.');
  let raw: unknown;
  try {
    raw = doc.toJS({ maxAliasCount: 50 });
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    return at(1, `A name with * before it stands for nothing here (${why}). Put words that begin with * into quotes.`);
  }
  const lineOf = (path: Path, onKey = false): number => lines.linePos(offsetOf(doc.contents, path, onKey)).line;
  const mistakes = (findings: Finding[]): ParsedFile => ({
    type: 'mistakes',
    mistakes: findings
      .map(({ path, onKey, sentence }) => ({ file, line: lineOf(path, onKey), sentence }))
      .toSorted((a, b) => a.line - b.line),
  });
  const shape = misshapen(raw);
  if (shape.length > 0) return mistakes(shape);
  const service = ServiceFile.parse(raw);
  const broken = unruly(service);
  return broken.length > 0 ? mistakes(broken) : { type: 'service', file, service, lineOf };
}

/** Where the place begins in the text; its nearest parent where it is not there. */
function offsetOf(contents: Node | null, path: Path, onKey: boolean): number {
  let node: unknown = contents;
  let offset = contents?.range?.[0] ?? 0;
  for (const [i, part] of path.entries()) {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(part));
      if (!pair) return offset;
      if (isScalar(pair.key)) offset = pair.key.range?.[0] ?? offset;
      node = pair.value;
      if (onKey && i === path.length - 1) return offset;
    } else {
      const items: unknown[] = typeof node === 'object' && node !== null && 'items' in node && Array.isArray(node.items) ? node.items : [];
      node = items[Number(part)];
      if (node === undefined) return offset;
    }
    const range = typeof node === 'object' && node !== null && !isPair(node) && 'range' in node ? (node.range as Node['range']) : undefined; // every node of yaml's has one
    if (isScalar(node) || typeof part === 'number') offset = range?.[0] ?? offset;
  }
  return offset;
}

const misplaced = 'This line is not indented like its neighbours. Begin it right below them, with the same number of spaces.';

/** Where the trouble began: a quote that is never closed is told where it opens, not where the file ends. */
function openedAt(doc: Document, error: YAMLError): number {
  let from = error.pos[0];
  if (/closing .*quote/.test(error.message))
    visit(doc, {
      Scalar: (_, { type, range }) => {
        if (type?.startsWith('QUOTE') && range && range[1] >= error.pos[0]) from = Math.min(from, range[0]);
      },
    });
  return from;
}

/** What YAML itself complains of, in the words of somebody who does not know YAML. */
function unreadable(error: YAMLError, text: string): string {
  const line = text.slice(text.lastIndexOf('\n', error.pos[0] - 1) + 1).split('\n', 1)[0] ?? '';
  switch (error.code) {
    case 'TAB_AS_INDENT':
      return 'This line begins with a tab, and YAML takes spaces only. Put two spaces in the place of each tab.';
    case 'DUPLICATE_KEY':
      return `“${/^\s*-?\s*([^:]+):/.exec(line)?.[1] ?? 'A key'}” is written twice. Keep one of the two lines.`;
    case 'BAD_INDENT':
      return /flow/i.test(error.message)
        ? 'A bracket that was opened here or above is not closed, or by one of another kind. Close [ with ] and { with }.'
        : misplaced;
    case 'MISSING_CHAR':
      return /quote/.test(error.message)
        ? 'The quote that opens here is never closed. Close it with one of its own kind.'
        : /Sequence item/.test(error.message)
          ? misplaced
          : 'A comma, a colon or a bracket is missing here. Compare the line with its neighbours.';
    case 'BLOCK_AS_IMPLICIT_KEY':
    case 'BLOCK_IN_FLOW':
      return /:\s[^'"]*:\s/.test(line)
        ? 'There are two “: ” in one entry. Put the words after the first one into quotes, or a comma between two entries.'
        : 'The next line is indented further than this one allows. Begin both below each other, or leave nothing behind the colon here.';
    case 'MULTILINE_IMPLICIT_KEY':
      return 'There is no colon in this line. Write it as “key: value”.';
    case 'BAD_SCALAR_START':
      return 'Words can’t begin with @, %, ` or the like here. Put them into quotes.';
    case 'MULTIPLE_DOCS':
      return 'A second service begins here (---). Put it into a file of its own.';
    default:
      return `This can't be read as YAML (${error.message.replace(/\.$/, '')}). Compare the line with its neighbours: spaces, colons, quotes.`;
  }
}

/** What breaks a rule between files, or between a file and a service that is there already: one id twice, one keyword of two. */
export function clashes(files: readonly ReadFile[], others: readonly ServiceBody[] = []): Mistake[] {
  const ids = new Map<string, string>();
  const owners = new Map<string, { id: string; where: string }>();
  const keep = (service: ServiceBody, where: string) => {
    for (const word of Object.values(service.keywords).flat()) if (!owners.has(normalize(word))) owners.set(normalize(word), { id: service.id, where }); // biome-ignore format: one thought
  };
  const own = new Set(files.map(({ service }) => service.id));
  for (const service of others) if (!own.has(service.id)) keep(service, `the service “${service.id}”`);
  return files.flatMap(({ file, service, lineOf }) => {
    const first = ids.get(service.id);
    if (first)
      return [{ file, line: lineOf(['id']), sentence: `The id “${service.id}” is taken by ${first} already. Give this service another id, or put the two files together.` }]; // biome-ignore format: one thought
    ids.set(service.id, file);
    if (!service.offered) return [];
    const mistakes = Object.entries(service.keywords).flatMap(([tag, list]) =>
      list.flatMap((word, n) => {
        const owner = owners.get(normalize(word));
        return owner && owner.id !== service.id
          ? [{ file, line: lineOf(['keywords', tag, n]), sentence: `The keyword “${word}” belongs to ${owner.where} already, so it would name neither. Take it out of one of them.` }] // biome-ignore format: one thought
          : [];
      }),
    );
    if (mistakes.length === 0) keep(service, file);
    return mistakes;
  });
}

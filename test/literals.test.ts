// Words that a client or an analyst reads live in flows/texts and flows/services, never in code: every literal of the rooms is looked at.
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { parseAst } from 'vitest/node';
import { shippedTexts } from '../flows/texts/all.generated.ts';

const root = resolve(import.meta.dirname, '..');

type Node = { type: string; start: number; [key: string]: unknown };
const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';

/** The part of a node's name that tells what is called or made: `parts.log.warn` → log.warn, `new StartError` → StartError. */
function nameOf(node: unknown): string {
  if (!isNode(node)) return '';
  if (node.type === 'MemberExpression') return `${nameOf(node.object)}.${nameOf(node.property)}`;
  return typeof node.name === 'string' ? node.name : '';
}

/** Nobody in a chat reads these: types, modules, errors, logs, regular expressions, and what stands in the markup for machines. */
function isUnread(node: Node): boolean {
  if (/^(TSLiteralType|TSTemplateLiteralType|ImportDeclaration|Export(All|Named)Declaration|TSImportType|ThrowStatement)$/.test(node.type))
    return node.type !== 'ExportNamedDeclaration' || isNode(node.source);
  if (node.type === 'NewExpression') return /(Error|Exception|RegExp)$/.test(nameOf(node.callee));
  if (node.type === 'CallExpression') return unreadCalls.test(nameOf(node.callee));
  if (node.type === 'JSXElement') return nameOf((node.openingElement as Node).name) === 'code';
  if (node.type === 'JSXAttribute') return /^(class|id|d|href|rel|type|name|content|viewBox|data-\w+)$/.test(nameOf(node.name));
  if (node.type === 'Property')
    return /^(class|sql|id|href|rel|remote|error|mimetype|'?[A-Z][\w]*(-[A-Z][\w]*)+'?)$/.test(
      nameOf(node.key) || String((node.key as Node).value),
    );
  return false;
}

const unreadCalls =
  /(^|\.)(log(\.\w+)?|failed|nothing|words|RegExp|headers\.set|header|process\.std\w+\.write|stream\.write|querySelector(All)?|matchMedia|inside|startsWith)$/;

/** Properties whose value somebody reads, be it one small word. */
const read = new Set(['text', 'title', 'label', 'caption', 'footer', 'placeholder', 'description', 'name', 'header', 'body', 'button']);

/** Words, not a name of the code's own: several, or one with a capital, a sign of a sentence, a quotation mark, a letter beyond ASCII. */
const isSaid = (text: string): boolean =>
  /\p{L}{2,}[,;:]?\s+\p{L}|^\s*\p{Lu}\p{Ll}+(\s|$)|\p{L}{2,}\s?[.!?…](\s|$)|[“”«»„]|[^\P{L}a-zA-Z]/u.test(text);
const isWord = (text: string): boolean => /\p{L}{2,}/u.test(text);

/** A text's key, or what its key begins with; a file's ending; a name that is the same in every language. */
const isName = (text: string): boolean =>
  keys.some((key) => key === text || (text.endsWith('.') && key.startsWith(text))) ||
  /^[\w-]*\.\w{3,4}$/.test(text) ||
  names.has(text.trim());
const keys = Object.keys(shippedTexts.en);
const names = new Set(['Accept', 'Alur', 'Enter', 'Escape', 'Strict', 'Lax', 'Accept-Language', 'WhatsApp', 'Chrome', 'HMAC']);

type Found = { at: number; text: string };

/** Every literal in a source that somebody could read. */
function literalsIn(source: string): Found[] {
  const found: Found[] = [];
  const look = (value: unknown, isRead: boolean): void => {
    if (Array.isArray(value)) for (const one of value) look(one, isRead);
    if (!isNode(value) || isUnread(value)) return;
    const text = textOf(value);
    if (text !== undefined && !isName(text) && (isSaid(text) || (isRead && isWord(text)))) found.push({ at: value.start, text });
    for (const [key, child] of Object.entries(value)) {
      if (value.type === 'Property' && key === 'key') continue;
      if (value.type === 'Property' && key === 'value') look(child, isShown(child) && read.has(nameOf(value.key)));
      else look(child, isRead && isShown(child));
    }
  };
  look(parseAst(source, { lang: 'tsx' }), false);
  return found;
}

/** What a value is made of when it is words itself, and no call that fetches some. */
const isShown = (value: unknown): boolean =>
  Array.isArray(value) ||
  (isNode(value) && /^(Literal|TemplateLiteral|TemplateElement|ConditionalExpression|LogicalExpression)$/.test(value.type)) ||
  (isNode(value) && value.operator === '+');

/** A template of markup is cut within its tags. */
const withoutTags = (markup: string): string => markup.replace(/<[^<>]*>|<[^<>]*$|^"[^<>]*>/g, ' ');

function textOf(node: Node): string | undefined {
  if (node.type === 'Literal' && typeof node.value === 'string') return node.value;
  if (node.type === 'JSXText') return String(node.value);
  return node.type === 'TemplateElement' ? withoutTags((node.value as { cooked: string }).cooked) : undefined;
}

/** What is understood rather than said; and what is read by those who run Alur, at the terminal, in the log and on /setup. */
const apart = [
  /^flows\/(understand\/|prefill-words)/, // understood
  /^flows\/(catalogue|hours)/, // mistakes in files, told to whoever wrote the file
  /^flows\/moves\.ts/, // a column that is there to be read in the code
  /^flows\/export-page\.ts/, // markup: its words are asked for by text()
  /^bots\/[\w-]+\/(api|check|errors|refusal|webhook|polling)\.ts/, // what a provider refuses, for the log and the doctor
  /^bots\/email\/(automatic|cut|mailbox)\.ts/, // what mail programs write, and what a mail server refuses
  /^bots\/(form|guard)\.ts/, // requests to the providers
  /^src\/(accounts|brand|catalogue|chat|doctor|doors|env|greeting|holidays|hours|listen|main|open-store|pair|phone-number|route-cli|understand|whatsapp|worker)/,
  /^(src\/web\/api\/|src\/(api-token|token)|bots\/webhook\/)/, // what programs are told, and those who write them: in English
  /^src\/web\/(setup\/|app|page|guard)/, // pages and answers for whoever runs Alur
];
const isApart = (path: string): boolean => apart.some((pattern) => pattern.test(path));

const sources = ['flows', 'bots', 'src']
  .flatMap((room) =>
    readdirSync(join(root, room), { recursive: true, encoding: 'utf8' }).map((name) => join(room, name).replaceAll('\\', '/')),
  )
  .filter((path) => /\.(tsx?|js)$/.test(path) && !path.endsWith('.generated.ts'))
  .sort();

test('no literal that somebody reads stands in code', () => {
  const found = sources
    .filter((path) => !isApart(path))
    .flatMap((path) => {
      const source = readFileSync(join(root, path), 'utf8');
      return literalsIn(source).map(({ at, text }) => `${path}:${source.slice(0, at).split('\n').length}: ${text.trim().slice(0, 80)}`);
    });
  expect(found).toEqual([]);
});

test.each([
  ["const body = { type: 'text', text: 'done' };", 'done'],
  ["const body = { type: 'text', text: isLate ? 'late' : say(language, 'thanks') };", 'late'],
  ['const label = `$' + '{name} is on it`;', 'is on it'],
  ["const text = 'Please wait';", 'Please wait'],
  ["const text = say(language, 'thanks') + 'Obrigado!';", 'Obrigado!'],
  ['const quoted = `“$' + '{words}”`;', '“'],
  ["const yes = ['так', say(language, 'ok')];", 'так'],
  ["const body = { caption: 'file: ' + name };", 'file:'],
  ['const Button = () => <button aria-label="Close">Send it</button>;', 'Close'],
])('sees one that was planted: %s', (source, planted) => {
  expect(literalsIn(source).map(({ text }) => text.trim())).toContain(planted);
});

test.each([
  "throw new Error('The ticket is gone.');",
  "log.warn({ id }, 'It could not be sent.');",
  "const body = { type: 'text', text: say(language, 'menu.welcome') };",
  "const body = { type: 'text', text: textIn(given, isLate ? 'due.late' : 'due.today') };",
  "import { say } from './texts.ts';",
  "type Way = 'the one' | 'the other';",
])('lets pass what nobody in a chat reads: %s', (source) => {
  expect(literalsIn(source)).toEqual([]);
});

const page = ['src/web/try/page.tsx', ...sources.filter((path) => path.startsWith('src/web/try/assets/'))]
  .map((path) => readFileSync(join(root, path), 'utf8'))
  .join('\n');
const tryWords = keys.flatMap((key) => (key.startsWith('try.') ? [key.slice('try.'.length)] : []));

test('the try-it page uses each of its words, and no other', () => {
  const made = ['error_', 'do_'].filter((start) => page.includes(`word(\`${start}\${`)); // word(`do_${reader}`)
  expect(tryWords.filter((name) => !page.includes(`'${name}'`) && !made.some((start) => name.startsWith(start)))).toEqual([]);
  const used = [...page.matchAll(/\b(?:word|t)\('(\w+)'/g)].map(([, name = '']) => name);
  expect(used.length).toBeGreaterThan(50);
  expect(used.filter((name) => !tryWords.includes(name))).toEqual([]);
});

// How a text is laid out over WhatsApp's messages: buttons, lists, numbers, captions, templates.
import { describe, expect, test } from 'vitest';
import { waysOf } from '../../bots/whatsapp-cloud/files.ts';
import { planText, rowOf, type TextBody, wordsOf } from '../../bots/whatsapp-cloud/plan.ts';
import { fold, templateFor } from '../../bots/whatsapp-cloud/template.ts';
import type { FileRef } from '../../flows/message.ts';

const choice = (label: string) => ({ data: `d:${label.slice(0, 20).trim()}`, label });
const choices = (...labels: string[]) => labels.map(choice);
const plan = (body: Partial<TextBody>) => planText({ type: 'text', text: 'Which?', ...body });
const file = (kind: FileRef['kind'], more: Partial<FileRef> = {}): FileRef => ({
  id: `f/${kind}`,
  kind,
  contact: 'web',
  remote: '',
  ...more,
});

describe('the title', () => {
  test('is bold, in a line of its own', () => {
    expect(wordsOf({ title: '#1001 · Banner', text: 'Hello' })).toBe('*#1001 · Banner*\nHello');
  });
  test.each(['5 * 3', 'a_b', '~about~', '`code`', 'two\nlines'])('stays plain where "%s" would be read as marks', (title) => {
    expect(wordsOf({ title, text: 'Hello' })).toBe(`${title}\nHello`);
  });
  test('is all there is: nothing is added', () => {
    expect(wordsOf({ title: 'Only', text: '' })).toBe('Only');
  });
});

describe('choices', () => {
  test('are up to three buttons, with what else can be done', () => {
    expect(plan({ choices: choices('Yes', 'No'), nav: choices('Cancel') })).toEqual([
      { type: 'buttons', text: 'Which?', choices: choices('Yes', 'No', 'Cancel') },
    ]);
    expect(plan({ nav: choices('Skip', 'Back', 'Cancel') })).toEqual([
      { type: 'buttons', text: 'Which?', choices: choices('Skip', 'Back', 'Cancel') },
    ]);
  });
  test('leave what else can be done to the small print where there is no room', () => {
    expect(plan({ choices: choices('Yes', 'No'), nav: choices('Back', 'Cancel') })).toEqual([
      { type: 'buttons', text: 'Which?', footer: 'Back · Cancel', choices: choices('Yes', 'No') },
    ]);
  });
  test.each([
    ['a label is longer than 20', ['On a screen', 'Both, or not sure yet']],
    ['there are more than three', ['One', 'Two', 'Three', 'Four']],
    ['two labels are the same', ['Bruno', 'Bruno']],
    ['there are ten', Array.from({ length: 10 }, (_, i) => `Choice ${i}`)],
  ])('are a list when %s', (_, labels) => {
    expect(plan({ choices: choices(...labels) })).toMatchObject([{ type: 'list', choices: choices(...labels) }]);
  });
  test('too long for a row begin there and are told in full below', () => {
    const label = 'A landing page for the new mixer, for bakers';
    expect(rowOf(choice(label))).toEqual({ id: 'd:A landing page for t', title: 'A landing page for the…', description: label });
  });
  test.each([
    ['there are more than ten', { choices: choices(...Array.from({ length: 11 }, (_, i) => `Choice ${i}`)) }],
    ['a label is longer than a row', { choices: choices('x'.repeat(73)) }],
    ['the text is longer than 1,024', { text: 'x'.repeat(1025), choices: choices('Yes') }],
    ['there is no text', { text: '', choices: choices('Yes') }],
    ['the small print is longer than 60', { choices: choices('Yes'), nav: choices('x'.repeat(61)) }],
  ])('are numbered when %s', (_, body) => {
    const [step] = plan(body);
    expect(step?.type).toBe('text');
    expect(step && 'text' in step ? step.text : '').toMatch(/^1\. \S/m);
  });
  test('numbered, stand apart, with what can be typed in the last line', () => {
    const many = choices(...Array.from({ length: 11 }, (_, i) => `C${i}`));
    const [step] = plan({ choices: many, nav: choices('Back', 'Cancel') });
    const lines = step && 'text' in step ? step.text.split('\n') : [];
    expect([lines[0], lines[2], lines.at(-2), lines.at(-1)]).toEqual(['Which?', '1. C0', '', 'Back · Cancel']);
  });
});

describe('files', () => {
  test('bear the words as a caption, with the quote', () => {
    expect(plan({ text: 'Here', files: [file('photo'), file('document')], quote: 'wamid.1' })).toEqual([
      { type: 'file', file: file('photo'), caption: 'Here', quote: 'wamid.1' },
      { type: 'file', file: file('document') },
    ]);
  });
  test.each([
    ['a sound', [file('voice')], 'Here'],
    ['a longer text', [file('document')], 'x'.repeat(1025)],
  ])('come after the words of %s', (_, files, text) => {
    expect(plan({ text, files }).map(({ type }) => type)).toEqual(['text', 'file']);
  });
  test('come before a question, which stands last', () => {
    expect(plan({ files: [file('document')], choices: choices('Approve') }).map(({ type }) => type)).toEqual(['file', 'buttons']);
  });
  const mega = 1024 * 1024;
  test.each<[FileRef['kind'], string | undefined, number, [string, string]]>([
    ['photo', 'image/jpeg', 5 * mega, ['image', 'image/jpeg']],
    ['photo', undefined, 1, ['image', 'image/jpeg']],
    ['photo', 'image/png', 5 * mega + 1, ['document', 'image/png']],
    ['photo', 'image/gif', 1, ['document', 'text/plain']],
    ['document', 'image/jpeg', 1, ['document', 'image/jpeg']],
    ['document', 'application/pdf', 50 * mega, ['document', 'application/pdf']],
    ['document', 'image/svg+xml', 1, ['document', 'text/plain']],
    ['voice', 'audio/ogg; codecs=opus', 1, ['audio', 'audio/ogg']],
    ['audio', 'audio/wav', 1, ['document', 'text/plain']],
    ['video', 'video/mp4', 16 * mega, ['video', 'video/mp4']],
    ['video', 'video/mp4', 16 * mega + 1, ['document', 'video/mp4']],
  ])('a %s of %s and %i bytes goes as %j', (kind, mime, size, [as, given]) => {
    expect(waysOf(file(kind, { mime }), size)[0]).toEqual({ as, mime: given });
  });
});

describe('the template', () => {
  const template = { name: 'alur_news', language: 'en' };
  test('takes the text without what no variable may hold', () => {
    expect(fold('*#1001 · Banner*\nBruno:\tone\n\n  two     three ')).toBe('*#1001 · Banner* · Bruno: one · two three');
  });
  test('holds the choices by number', () => {
    const payload = templateFor(template, { type: 'text', text: 'Is it right?', choices: choices('Approve', 'Change') });
    expect(JSON.stringify(payload)).toContain('Is it right? · 1. Approve · 2. Change');
  });
  test.each([
    ['a longer text', { type: 'text', text: 'x'.repeat(1025) }],
    ['a file', { type: 'text', text: 'x', files: [file('photo')] }],
  ] as const)('does not do for %s', (_, body) => {
    expect(() => templateFor(template, { ...body, files: 'files' in body ? [...body.files] : undefined })).toThrow(
      expect.objectContaining({ code: 'needs_template' }),
    );
  });
});

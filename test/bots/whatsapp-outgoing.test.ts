// How texts, choices and files are laid out over WhatsApp's messages.
import { describe, expect, test } from 'vitest';
import { messageIdOf, planParts } from '../../bots/whatsapp/outgoing.ts';
import type { FileRef } from '../../flows/message.ts';

const file = (kind: FileRef['kind'], n = 0): FileRef => ({ id: `web:ana:1/${n}`, kind, contact: 'web', remote: '' });

describe('a text', () => {
  test('has a bold title, numbered choices and small words to type', () => {
    const body = {
      type: 'text' as const,
      title: '#1001 · Banner',
      text: 'Where will it be?',
      choices: [
        { data: 'a', label: 'On the website' },
        { data: 'b', label: 'On Instagram' },
      ],
      nav: [
        { data: 'n:back', label: 'Back' },
        { data: 'n:skip', label: 'Skip' },
      ],
    };
    expect(planParts(body)).toEqual([
      { type: 'text', text: '*#1001 · Banner*\nWhere will it be?\n\n1. On the website\n2. On Instagram\n\n(back · skip)' },
    ]);
  });

  test('keeps a title that would break the mark as it is', () => {
    expect(planParts({ type: 'text', title: 'a*b', text: '' })).toEqual([{ type: 'text', text: 'a*b' }]);
  });

  test('over the limit goes in parts, in order and whole', () => {
    const text = Array.from({ length: 4000 }, (_, i) => `word${i}`).join(' ');
    const parts = planParts({ type: 'text', text });
    expect(parts.length).toBeGreaterThan(1);
    expect(parts.map((part) => part.text).join(' ')).toBe(text);
  });
});

describe('files', () => {
  test('the first bears the words, when they are few', () => {
    expect(planParts({ type: 'text', text: 'have a look', files: [file('photo'), file('document', 1)] })).toEqual([
      { type: 'file', file: file('photo'), text: 'have a look' },
      { type: 'file', file: file('document', 1) },
    ]);
  });

  test.each([
    ['a voice note, which has no caption', { files: [file('voice')] }],
    ['choices, which must be the last thing that is read', { files: [file('photo')], choices: [{ data: 'a', label: 'Yes' }] }],
  ])('the words come after %s', (_, more) => {
    const parts = planParts({ type: 'text', text: 'have a look', ...more });
    expect(parts.map(({ type }) => type)).toEqual(['file', 'text']);
    expect(parts[0]?.text).toBeUndefined();
    expect(parts[1]?.text).toContain('have a look');
  });
});

test('a part has the same id at each try, and no other has it', () => {
  expect(messageIdOf('row-1', 0)).toMatch(/^3EB0[0-9A-F]{18}$/);
  expect(messageIdOf('row-1', 0)).toBe(messageIdOf('row-1', 0));
  expect(new Set([messageIdOf('row-1', 0), messageIdOf('row-1', 1), messageIdOf('row-2', 0)]).size).toBe(3);
});

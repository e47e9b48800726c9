// How texts are cut and laid out, and how fast they may leave: no network here.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createPace } from '../../bots/telegram/pace.ts';
import { countMessages, planText } from '../../bots/telegram/plan.ts';
import { cut, split } from '../../bots/text.ts';
import type { FileRef } from '../../flows/message.ts';

const graphemes = (text: string): string[] => [...new Intl.Segmenter().segment(text)].map(({ segment }) => segment);

describe('splitting', () => {
  test('prefers paragraphs, then lines, then words', () => {
    expect(split('aaaa aa\n\nbbb bb', 10)).toEqual(['aaaa aa', 'bbb bb']);
    expect(split('aaaa aa\nbbb bb', 10)).toEqual(['aaaa aa', 'bbb bb']);
    expect(split('aaaa aa bbb bb', 10)).toEqual(['aaaa aa', 'bbb bb']);
  });

  test('leaves no part nearly empty for the sake of a paragraph', () => {
    expect(split('a\n\nbbbb bbbb bbbb', 12)).toEqual(['a\n\nbbbb bbbb', 'bbbb']);
  });

  test('loses no grapheme, breaks none, and keeps every part within the limit', () => {
    const piece = fc.constantFrom('a', ' ', '\n', '\n\n', '👩🏽‍💻', '🇧🇷', 'é', 'ş', 'نَ', '語');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 200 }), (pieces) => {
        const text = pieces.join('');
        const parts = split(text, 20);
        expect(parts.every((part) => part.length > 0 && part.length <= 20 && part.isWellFormed())).toBe(true);
        const whole = graphemes(text.trim()).filter((one) => one.trim() !== '');
        expect(parts.flatMap(graphemes).filter((one) => one.trim() !== '')).toEqual(whole);
      }),
    );
  });

  test('never breaks a surrogate pair, even in a grapheme longer than a message', () => {
    const endless = Array(50).fill('👩').join('\u200d');
    for (const max of [10, 11, 12, 13]) {
      const parts = split(endless, max);
      expect(parts.every((part) => part.isWellFormed() && part.length <= max)).toBe(true);
      expect(parts.join('')).toBe(endless);
    }
  });

  test('cuts with an ellipsis between graphemes', () => {
    expect(cut('banner 👩🏽‍💻👩🏽‍💻', 20)).toBe('banner 👩🏽‍💻…');
    expect(cut('short', 5)).toBe('short');
  });
});

const file = (id: string, kind: FileRef['kind'], contact = 'telegram', size?: number): FileRef => ({
  id,
  kind,
  contact,
  remote: `r-${id}`,
  size,
});
const choices = [
  { data: 'yes', label: 'Yes' },
  { data: 'no', label: 'No' },
];
const plan = (body: object) => planText({ type: 'text', text: '', ...body }, 'telegram');
const shape = (body: object): unknown[] =>
  plan(body).map((step) => [
    step.type,
    step.type === 'album' ? step.files.map(({ id }) => id).join() : step.type === 'file' ? step.file.id : step.words.text,
    step.words?.text,
    step.quote,
    step.type !== 'album' && Boolean(step.markup),
  ]);

describe('a plan', () => {
  test('quotes with the first part and offers choices with the last', () => {
    const text = `${'a'.repeat(4000)}\n\n${'b'.repeat(4000)}`;
    expect(shape({ text, quote: '9', choices })).toEqual([
      ['text', 'a'.repeat(4000), 'a'.repeat(4000), '9', false],
      ['text', 'b'.repeat(4000), 'b'.repeat(4000), undefined, true],
    ]);
  });

  test('puts a short text under a single file, with its choices', () => {
    expect(shape({ text: 'look', files: [file('1', 'document')], choices })).toEqual([['file', '1', 'look', undefined, true]]);
  });

  test('sends a text too long for a caption after the files', () => {
    const text = 'a'.repeat(1025);
    expect(shape({ text, files: [file('1', 'photo')] })).toEqual([
      ['file', '1', undefined, undefined, false],
      ['text', text, text, undefined, false],
    ]);
  });

  test('shows photos and videos together, documents together, a voice alone', () => {
    const files = [file('1', 'photo'), file('2', 'document'), file('3', 'video'), file('4', 'voice'), file('5', 'document')];
    expect(shape({ text: 'look', files })).toEqual([
      ['album', '1,3', undefined, undefined, false],
      ['album', '2,5', undefined, undefined, false],
      ['file', '4', undefined, undefined, false],
      ['text', 'look', 'look', undefined, false],
    ]);
  });

  test('offers choices beside an album in a message of their own, which sets have no room for', () => {
    expect(shape({ text: 'look', files: [file('1', 'photo'), file('2', 'photo')], choices })).toEqual([
      ['album', '1,2', undefined, undefined, false],
      ['text', 'look', 'look', undefined, true],
    ]);
    expect(shape({ files: [file('1', 'photo'), file('2', 'photo')], choices }).map((step) => (step as unknown[])[4])).toEqual([
      false,
      true,
    ]);
  });

  test('has at most ten in a set', () => {
    const files = Array.from({ length: 11 }, (_, i) => file(String(i), 'photo'));
    expect(shape({ files }).map((step) => (step as unknown[])[0])).toEqual(['album', 'file']);
  });

  test('sends a photo over 10 MB from elsewhere as a document', () => {
    expect(plan({ files: [file('1', 'photo', 'whatsapp', 11_000_000)] })).toMatchObject([{ file: { kind: 'document' } }]);
    expect(plan({ files: [file('1', 'photo', 'telegram', 11_000_000)] })).toMatchObject([{ file: { kind: 'photo' } }]);
  });

  test('has one choice a row, the small ones together in the last, and labels cut to 64', () => {
    const nav = [
      { data: 'back', label: 'Back' },
      { data: 'skip', label: '🇧🇷'.repeat(40) },
    ];
    const [step] = plan({ text: 'Pick', choices, nav });
    expect(step).toMatchObject({
      markup: {
        inline_keyboard: [[{ text: 'Yes' }], [{ text: 'No' }], [{ text: 'Back' }, { text: `${'🇧🇷'.repeat(15)}…` }]],
      },
    });
  });

  test('counts parts and files, and nothing for what Telegram does not count', () => {
    const count = (body: Parameters<typeof countMessages>[0]): number => countMessages(body, 'telegram');
    expect(count({ type: 'text', text: 'a'.repeat(9000) })).toBe(3);
    expect(count({ type: 'text', text: 'a', files: [file('1', 'photo'), file('2', 'photo')] })).toBe(2);
    expect(count({ type: 'card', title: 'a', text: 'b', choices: [] })).toBe(1);
    expect(count({ type: 'prompt', text: 'a', to: 'telegram:1' })).toBe(1);
    expect(count({ type: 'reaction', message: '1', mark: 'sent' })).toBe(0);
    expect(count({ type: 'topic', name: 'a' })).toBe(0);
  });
});

describe('pacing', () => {
  const t = 1_000_000;

  test('lets a private chat have five at once, then one a second', () => {
    const pace = createPace();
    expect([1, 2, 3, 4, 5, 6].map(() => pace.ask(1, 1, t))).toEqual([0, 0, 0, 0, 0, 1000]);
    expect(pace.ask(1, 1, t + 999)).toBe(1);
    expect(pace.ask(1, 1, t + 1000)).toBe(0);
    expect(pace.ask(1, 1, t + 1000)).toBe(1000);
    expect(pace.ask(2, 1, t + 1000)).toBe(0);
  });

  test('counts every part of a long text, and lets one longer than the burst leave in the end', () => {
    const pace = createPace();
    expect(pace.ask(1, 8, t)).toBe(0);
    expect(pace.ask(1, 1, t)).toBe(4000);
    expect(pace.ask(1, 8, t + 1000)).toBe(7000);
    expect(pace.ask(1, 8, t + 8000)).toBe(0);
  });

  test('lets a group have twenty in any minute', () => {
    const pace = createPace();
    const waits = Array.from({ length: 20 }, (_, i) => pace.ask(-1, 1, t + i * 100));
    expect(waits.every((wait) => wait === 0)).toBe(true);
    expect(pace.ask(-1, 1, t + 2000)).toBe(58_000);
    expect(pace.ask(-1, 3, t + 2000)).toBe(58_200);
    expect(pace.ask(-1, 0, t + 2000)).toBe(0);
    expect(pace.ask(-2, 1, t + 2000)).toBe(0);
    expect(pace.ask(-1, 1, t + 60_000)).toBe(0);
    expect(pace.ask(-1, 1, t + 60_000)).toBe(100);
  });

  test('a text of more parts than a group may have waits for an empty minute, not for ever', () => {
    const pace = createPace();
    expect(pace.ask(-1, 1, t)).toBe(0);
    expect(pace.ask(-1, 25, t)).toBe(60_000);
    expect(pace.ask(-1, 25, t + 60_000)).toBe(0);
  });

  test('lets a bot say thirty a second in all, and waiting costs nothing', () => {
    const pace = createPace();
    for (let chat = 1; chat <= 30; chat += 1) expect(pace.ask(chat, 1, t)).toBe(0);
    for (let i = 0; i < 10; i += 1) expect(pace.ask(31, 1, t + 10)).toBe(990);
    expect(pace.ask(31, 1, t + 1000)).toBe(0);
  });

  test('holds one chat after a 429', () => {
    const pace = createPace();
    pace.hold(-1, 7000, t);
    pace.hold(-1, 3000, t);
    expect(pace.ask(-1, 1, t)).toBe(7000);
    expect(pace.ask(-1, 0, t + 1000)).toBe(6000);
    expect(pace.ask(1, 1, t)).toBe(0);
    expect(pace.ask(-1, 1, t + 7000)).toBe(0);
  });
});

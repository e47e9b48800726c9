// Two conversations of each language as they are over Telegram and over WhatsApp: the same words in, the same words out.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openTelegram, type TelegramHouse, wordsOf } from '../support/telegram.ts';
import { arrived, openWhatsAppDoor, received, type WhatsAppDoor } from '../support/whatsapp.ts';
import { campaigns } from '../understand/tables.ts';
import { type Conversation, silence } from './conversation.ts';
import { conversations as english } from './en.ts';
import { conversations as indonesian } from './id.ts';
import { conversations as portuguese } from './pt-BR.ts';
import { conversations as turkish } from './tr.ts';
import { conversations as ukrainian } from './uk.ts';

/** Words and nothing else, and nothing that hangs on how a channel writes choices. */
const isPlain = ({ channelLanguage, lines }: Conversation): boolean =>
  channelLanguage === undefined && lines.every(([said, ...read]) => typeof said === 'string' && !read.some((part) => /^\[|\n/.test(part)));
const chosen = [english, portuguese, indonesian, turkish, ukrainian].flatMap((list) => list.filter(isPlain).slice(0, 2));

test('there are ten, two of each language', () => {
  expect(chosen.map(({ language }) => language)).toEqual(['en', 'en', 'pt-BR', 'pt-BR', 'id', 'id', 'tr', 'tr', 'uk', 'uk']);
});

/** Says each line, and reads what came for it. */
async function walk({ lines }: Conversation, says: (text: string) => Promise<string>): Promise<void> {
  for (const [said, ...expected] of lines) {
    const words = await says(String(said));
    const after = `after ${JSON.stringify(said)}`;
    for (const part of expected)
      if (part === silence) expect(words, after).toBe('');
      else if (part.startsWith('not ')) expect(words, after).not.toContain(part.slice(4));
      else expect(words, after).toContain(part);
  }
}

async function filed(house: TelegramHouse, { tickets = [] }: Conversation): Promise<void> {
  const rows = await house.rows("SELECT body->>'$.service' AS service FROM ticket ORDER BY number");
  expect(rows.map(({ service }) => service)).toEqual(tickets.map(({ service }) => service));
  expect(house.logged).toEqual([]);
}

describe('over Telegram', () => {
  let house: TelegramHouse;
  beforeEach(async () => {
    house = await openTelegram({ house: { campaigns } });
  });
  afterEach(() => house.close());

  test.each(chosen)('$language: $what', async (conversation) => {
    const client = house.client({ language_code: conversation.language });
    await walk(conversation, async (text) => {
      const read = await client.says(text);
      return read.map((message) => [wordsOf(message), ...message.buttons.map((label, i) => `${i + 1}. ${label}`)].join('\n')).join('\n');
    });
    await filed(house, conversation);
  });
});

/** A number of a country where the language is spoken. */
const numbers = { en: '15550100001', 'pt-BR': '5511900000001', id: '6281200000001', tr: '905000000001', uk: '380500000001' } as const;

describe('over WhatsApp', () => {
  let folder: string;
  let door: WhatsAppDoor;
  let house: TelegramHouse;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'alur-conversations-'));
    door = await openWhatsAppDoor({ folder });
    house = await openTelegram({ folder, channels: door.make, house: { campaigns } });
    await door.pair();
  }, 120_000);
  afterEach(async () => {
    await house.close();
    await door.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test.each(chosen)('$language: $what', async (conversation) => {
    const phone = door.server.phone({ name: 'Ana', number: numbers[conversation.language] });
    let heard = 0;
    await walk(conversation, async (text) => {
      await arrived(house.house, await phone.say(text));
      await house.settle();
      await received(house.house, phone);
      const news = phone.inbox.slice(heard).map((message) => message.text);
      heard = phone.inbox.length;
      return news.join('\n').replace(/\*/g, '');
    });
    await filed(house, conversation);
    expect(door.server.leaks(String(conversation.lines[0]?.[0]))).toEqual([]);
  });
});

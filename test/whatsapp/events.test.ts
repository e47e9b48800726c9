// Everything that a person can do in a WhatsApp chat, as the house hears of it: edits, reactions, albums, places, view-once files, voice.
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Inbound } from '../../flows/message.ts';
import type { Phone } from '../loopback/whatsapp/index.ts';
import { eventually, openWhatsAppHouse, type PhoneClient, type WhatsAppHouse } from '../support/whatsapp.ts';

let opened: WhatsAppHouse;
let ana: PhoneClient;
let numbers = 0;
beforeAll(async () => {
  opened = await openWhatsAppHouse();
}, 60_000);
beforeEach(() => {
  ana = opened.client(String(15550100001 + numbers++));
});
afterAll(() => opened.close());

async function inboundOf(message: string): Promise<Inbound> {
  const [row] = await opened.rows("SELECT body FROM inbox WHERE id LIKE '%:' || ?1", message);
  return JSON.parse(String(row?.body));
}

/** The act, the inbound that it became, and what the bot answered. */
async function act(deed: (phone: Phone) => Promise<string>): Promise<{ id: string; inbound: Inbound; answers: string[] }> {
  let id = '';
  const news = await ana.does(async (phone) => {
    id = await deed(phone);
    return id;
  });
  return { id, inbound: await inboundOf(id), answers: news.filter(({ from }) => from === 'bot').map(({ text }) => text) };
}

const says = (text: string) => act((phone) => phone.say(text));
const file = async () => {
  for (const text of ['logo', '1', 'skip', '1']) await says(text);
};
/** What went to the desk, newest last. */
const desk = async () =>
  (await opened.rows("SELECT body->>'$.body.text' AS text FROM outbox WHERE address LIKE 'desk%' ORDER BY seq")).map(({ text }) =>
    String(text),
  );

describe('words changed and taken back', () => {
  test('an edit of an answer changes the draft', async () => {
    await says('logo');
    await says('1');
    const { id } = await says('PNG, please');
    const { inbound, answers } = await act((phone) => phone.edit(id, 'SVG, please'));
    expect(inbound).toMatchObject({ type: 'edit', message: id, text: 'SVG, please' });
    expect(answers.join('\n')).toContain('SVG, please');
    expect(answers.join('\n')).not.toContain('PNG');
  });

  test('an edit after the request is filed is a note at the desk', async () => {
    await file();
    const { id } = await says('it is for the fair in Maz');
    await act((phone) => phone.edit(id, 'it is for the fair in May'));
    expect((await desk()).join('\n')).toContain('it is for the fair in May');
  });

  test('a removal and reactions arrive with the message that they are about', async () => {
    await file();
    const { id } = await says('please hurry');
    expect((await act((phone) => phone.remove(id))).inbound).toMatchObject({ type: 'removal', message: id });
    const told = ana.phone.inbox.findLast(({ from }) => from === 'bot')?.id ?? '';
    expect((await act((phone) => phone.react(told, '❤️'))).inbound).toMatchObject({ type: 'reaction', message: told, emoji: '❤️' });
    const taken = (await act((phone) => phone.react(told, ''))).inbound;
    expect(taken).toMatchObject({ type: 'reaction', message: told });
    expect(taken).not.toHaveProperty('emoji');
  });

  test('a quoted reply goes to the ticket that the quoted message is about', async () => {
    await file();
    for (const text of ['logo', '2', '1', 'skip', '1']) await says(text);
    const [first = 0, second = 0] = (await opened.rows('SELECT number FROM ticket ORDER BY number DESC LIMIT 2'))
      .map(({ number }) => Number(number))
      .reverse();
    await opened.desk(`/r ${first} Which red?`);
    await opened.desk(`/r ${second} Which blue?`);
    await eventually(() => ana.phone.inbox.some(({ text }) => text.includes('Which blue?')), 'both questions');
    const red = ana.phone.inbox.find(({ text }) => text.includes('Which red?'))?.id ?? '';
    const { inbound } = await act((phone) => phone.say('the dark one', { quote: red }));
    expect(inbound).toMatchObject({ type: 'message', text: 'the dark one', quote: red });
    const events = await opened.rows(
      "SELECT t.number FROM event e JOIN ticket t ON t.id = e.ticket WHERE e.body->>'$.content.text' = 'the dark one'",
    );
    expect(events).toEqual([{ number: first }]);
  });
});

describe('what is not words', () => {
  test('an album of photos is kept whole and answered once', async () => {
    await file();
    const { id: one } = await act((phone) => phone.photo(randomBytes(200)));
    const photo = ana.phone.sent.get(one)?.message;
    const before = ana.phone.inbox.length;
    const parent = await ana.phone.raw({ albumMessage: { expectedImageCount: 3 } });
    const ids: string[] = [];
    for (let i = 0; i < 3; i++) {
      const messageAssociation = { associationType: 1, parentMessageKey: { id: parent, remoteJid: opened.server.owner.lid, fromMe: true } };
      ids.push(await ana.phone.raw({ ...photo, messageContextInfo: { messageAssociation } }));
    }
    await eventually(async () => (await opened.rows("SELECT 1 FROM inbox WHERE body->>'$.album' = ?1", parent)).length === 3, 'the album');
    await opened.settle();
    for (const id of ids) expect(await inboundOf(id)).toMatchObject({ type: 'message', album: parent, files: [{ kind: 'photo' }] });
    expect(await opened.rows("SELECT 1 FROM inbox WHERE id LIKE '%:' || ?1", parent)).toEqual([]);
    await eventually(() => ana.phone.inbox.length > before, 'the answer');
    expect(ana.phone.inbox.slice(before).map(({ text }) => text)).toEqual([expect.stringContaining('Passed on to the team')]);
  });

  test('a place and a contact come as words', async () => {
    await file();
    const place = await act((phone) => phone.location({ lat: -23.56, lng: -46.65, name: 'Our shop' }));
    expect(place.inbound).toMatchObject({ text: '📍 Our shop\nhttps://maps.google.com/?q=-23.56,-46.65' });
    const contact = await act((phone) => phone.contact({ name: 'Rui Printer', number: '351912345678' }));
    expect(contact.inbound).toMatchObject({ text: '👤 Rui Printer · +351912345678' });
    expect((await desk()).join('\n')).toContain('Rui Printer');
  });

  test.each([
    ['a sticker', 'sticker', (phone: Phone) => phone.sticker(randomBytes(100))],
    [
      'a poll',
      'poll',
      (phone: Phone) =>
        phone.raw({
          pollCreationMessageV3: { name: 'Which?', options: [{ optionName: 'a' }, { optionName: 'b' }], selectableOptionsCount: 1 },
        }),
    ],
    ['a view-once photo that stays on the phone', 'view-once', (phone: Phone) => phone.photo(randomBytes(100), { viewOnce: 'withheld' })],
  ])('%s is answered in a friendly sentence', async (_, other, deed) => {
    const { inbound, answers } = await act(deed);
    expect(inbound).toMatchObject({ type: 'message', other, files: [] });
    expect(answers).toHaveLength(1);
    expect(answers[0]).toMatch(other === 'sticker' ? /^Hi .*How can we help|👍|^Hi /s : /send it as a file/);
  });

  test('a view-once photo that comes along is a file, and so is a voice note', async () => {
    await file();
    const once = await act((phone) => phone.photo(randomBytes(500), { viewOnce: true, caption: 'look' }));
    expect(once.inbound).toMatchObject({ type: 'message', text: 'look', files: [{ kind: 'photo', mime: 'image/jpeg' }] });
    const voice = await act((phone) => phone.voice(randomBytes(500)));
    expect(voice.inbound).toMatchObject({ files: [{ kind: 'voice' }] });
    const ids = [once, voice].flatMap(({ inbound }) => ('files' in inbound ? (inbound.files ?? []).map((one) => one.id) : []));
    for (const id of ids)
      await eventually(async () => (await opened.rows('SELECT 1 FROM file WHERE id = ?1', id)).length === 1, `${id} to be kept`);
  });

  test('votes, pins and what phones tell each other lead to nothing', async () => {
    await says('logo');
    const count = async () => (await opened.rows("SELECT 1 FROM inbox WHERE body->>'$.type' <> 'delivery'")).length;
    const before = await count();
    await ana.phone.raw({ pollUpdateMessage: { pollCreationMessageKey: { id: 'X' } } });
    await ana.phone.raw({ pinInChatMessage: { key: { id: 'X' }, type: 1 } });
    await ana.phone.raw({ protocolMessage: { type: 3, ephemeralExpiration: 86_400 } });
    await eventually(() => opened.server.pending.length === 0, 'all to be confirmed');
    expect((await says('1')).answers).toHaveLength(1); // it came behind them
    expect(await count()).toBe(before + 1);
  });
});

test('the first words after an advertisement come by the owner’s phone, and are answered', async () => {
  const { inbound, answers } = await act((phone) => phone.fromAdvertisement('logo'));
  expect(inbound).toMatchObject({ type: 'message', text: 'logo' });
  expect(answers).toEqual([expect.stringContaining('What will you use the logo for?')]);
});

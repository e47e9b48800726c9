// Where words come from decides what becomes of them: groups, the owner's own phone, the account's own chat, what nobody could answer.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Inbound } from '../../flows/message.ts';
import { node } from '../loopback/whatsapp/node.ts';
import type { World } from '../loopback/whatsapp/world.ts';
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

async function inboundOf(message: string): Promise<Inbound | null> {
  const [row] = await opened.rows("SELECT body FROM inbox WHERE id LIKE '%:' || ?1", message);
  return row ? JSON.parse(String(row.body)) : null;
}

const answersIn = (inbox: PhoneClient['phone']['inbox']) => inbox.filter(({ from }) => from === 'bot').map(({ text }) => text);

/** The account has confirmed everything, and nothing is left in its journal or the house. */
async function rest(): Promise<void> {
  await eventually(() => opened.server.pending.length === 0, 'all to be confirmed');
  const { phone } = opened.client(String(15550190001 + numbers++), { name: 'Zoe' });
  const id = await phone.say('hello');
  await eventually(async () => (await inboundOf(id)) !== null, 'what came behind it');
  await opened.settle();
}

describe('the owner answers from the phone', () => {
  test.each(['lid', 'phone'] as const)(
    'addressed by %s: the words are committed, and the bot is silent in that chat',
    async (addressing) => {
      opened.house.clock.set(Date.now()); // the chat is held from the hour of the words on
      opened.server.owner.addressing = addressing;
      await ana.says('logo');
      const before = answersIn(ana.phone.inbox).length;
      const id = await opened.server.owner.say(ana.phone, 'Hi, Bruno here. I take this one.');
      await eventually(async () => (await inboundOf(id)) !== null, 'the owner’s words to be committed');
      const inbound = await inboundOf(id);
      expect(inbound).toMatchObject({ type: 'owner', text: 'Hi, Bruno here. I take this one.', files: [] });
      const [client] = await opened.rows("SELECT chat FROM inbox WHERE body->>'$.text' = 'logo' ORDER BY rowid DESC LIMIT 1");
      expect(inbound?.chat).toBe(client?.chat);
      await ana.says('great, it is for the fair in May');
      await rest();
      expect(answersIn(ana.phone.inbox)).toHaveLength(before);
    },
  );

  test('what the bot itself sends is never taken for the owner’s', async () => {
    for (const text of ['logo', '1', 'skip', '1']) await ana.says(text);
    await rest();
    const owners = await opened.rows("SELECT id FROM inbox WHERE body->>'$.type' = 'owner' AND chat LIKE '%' || ?1", ana.phone.lidUser);
    expect(owners).toEqual([]);
  });
});

describe('nobody who could be answered', () => {
  const taken = () => opened.rows("SELECT id FROM inbox WHERE body->>'$.text' LIKE '%nobody hears%'");

  test('words to oneself in the account’s own chat are not taken', async () => {
    const { owner } = opened.server;
    for (const addressing of ['lid', 'phone'] as const) {
      owner.addressing = addressing;
      await owner.say(owner, 'a note to myself: nobody hears');
    }
    await rest();
    expect(await taken()).toEqual([]);
  });

  test('status posts are not taken', async () => {
    const from = { from: 'status@broadcast', participant: ana.phone.lid, sender_pn: undefined };
    await ana.phone.post({ id: '3ASTATUS0001', at: new Date(), message: { conversation: 'my day: nobody hears' }, attributes: from });
    await rest();
    expect(await taken()).toEqual([]);
  });

  test('newsletters are not taken', async () => {
    const { world } = ana.phone as unknown as { world: World }; // the server has no act for them
    const words = Buffer.concat([Buffer.from([0x0a, 12]), Buffer.from('nobody hears')]); // Message.conversation
    const attributes = {
      from: '120363000000000001@newsletter',
      type: 'text',
      id: '100',
      server_id: '100',
      t: String(Math.floor(Date.now() / 1000)),
    };
    for (const companion of world.companions.values()) companion.deliver(node('message', attributes, [node('plaintext', {}, words)]));
    await rest();
    expect(await taken()).toEqual([]);
  });
});

describe('in a group', () => {
  test('silent until it is named; then it answers there, and its name is not taken for words', async () => {
    const bia = opened.client(String(15550180001 + numbers++), { name: 'Bia' });
    const team = opened.server.group('Fair', [ana.phone, bia.phone]);
    const { owner } = opened.server;
    await team.say(ana.phone, 'does anybody need a logo?');
    await team.say(bia.phone, 'logo');
    await rest();
    expect(answersIn(ana.phone.inbox)).toEqual([]);

    const id = await team.say(ana.phone, `@${owner.lidUser} logo`, { mention: [owner] });
    await eventually(() => answersIn(ana.phone.inbox).length === 1, 'the answer in the group');
    await eventually(() => answersIn(bia.phone.inbox).length === 1, 'the answer at the other member');
    const answer = ana.phone.inbox.find(({ from }) => from === 'bot');
    expect(answer).toMatchObject({ group: team.jid, text: expect.stringContaining('What will you use the logo for?') });
    const inbound = await inboundOf(id);
    expect(inbound).toMatchObject({
      type: 'message',
      group: true,
      mentioned: true,
      text: 'logo',
      chat: `whatsapp:${team.jid}`,
      from: { name: 'Ana' },
    });

    await team.say(bia.phone, 'I have no opinion');
    await rest();
    expect(answersIn(ana.phone.inbox)).toHaveLength(1);

    await team.say(bia.phone, '1', { quote: answer?.id });
    await eventually(() => answersIn(ana.phone.inbox).length === 2, 'the answer to the quoted reply');
    expect(answersIn(ana.phone.inbox)[1]).toContain('Do you need a certain format');
    expect(await opened.rows("SELECT id FROM person WHERE body->>'$.address' = ?1", `whatsapp:${team.jid}`)).toHaveLength(1);
  });
});

// The loopback WhatsApp with the real Baileys against it: what people write, by lid and by number, alone and in groups.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type LinkedBot, openLinkedBot } from '../loopback/whatsapp/linked-bot.ts';

let linked: LinkedBot;

beforeAll(async () => {
  linked = await openLinkedBot();
});

afterAll(() => linked.stop());

test('texts go both ways, and nobody on the way can read them', async () => {
  const { server } = linked;
  const ana = server.phone({ name: 'Ana Souza', number: '5511900000001' });
  await ana.say('segredo de Ana');
  const reply = await ana.waitFor(({ text }) => text === 'echo: segredo de Ana');
  expect(reply.from).toBe('bot');
  expect(ana.copies(reply.id)).toBe(1);
  expect(server.frames.length).toBeGreaterThan(20);
  expect(server.leaks('segredo de Ana')).toEqual([]);
  expect(server.leaks('Ana Souza')).not.toEqual([]); // names travel openly, and it does look
});

test('twenty people at once are all answered, each in order', async () => {
  const { server, bot } = linked;
  const people = Array.from({ length: 20 }, (_, at) => server.phone({ name: `Person ${at}`, number: `55119000010${10 + at}` }));
  const words = ['one', 'two', 'three'];
  await Promise.all(
    people.map(async (person) => {
      for (const word of words) {
        await person.say(word);
        await person.next(20_000);
      }
    }),
  );
  for (const person of people) expect(person.inbox.map(({ text }) => text)).toEqual(words.map((word) => `echo: ${word}`));
  expect(bot.reports.some(({ stub }) => stub === 2)).toBe(false);
});

test('the same person comes by lid and by number, and both are answered', async () => {
  const { server, bot } = linked;
  const bia = server.phone({ name: 'Bia', number: '5511900000002' });
  for (const addressing of ['lid', 'phone', 'lid', 'phone-only', 'lid-only', 'phone'] as const) {
    bia.addressing = addressing;
    const id = await bia.say(`by ${addressing} ${bia.sent.size}`);
    const { key } = await bot.waitFor((report) => report.what === 'message' && report.id === id);
    const whole = !addressing.endsWith('-only');
    const byLid = addressing.startsWith('lid');
    expect(key?.remoteJid).toBe(byLid ? bia.lid : bia.pn);
    if (whole) expect(key?.remoteJidAlt).toBe(byLid ? bia.pn : bia.lid);
    const { text } = await bia.next();
    expect(text).toContain(`echo: by ${addressing}`);
  }
});

test('a person whose first words come by number is answered, then by lid', async () => {
  const { server } = linked;
  const rui = server.phone({ name: 'Rui', number: '5511900000003', addressing: 'phone' });
  await rui.say('um');
  expect((await rui.next()).text).toBe('echo: um');
  rui.addressing = 'lid';
  await rui.say('dois');
  expect((await rui.next()).text).toBe('echo: dois');
});

test('the bot writes first, by number', async () => {
  const { server, bot } = linked;
  const leo = server.phone({ name: 'Leo', number: '5511900000004' });
  bot.tell({ command: 'send', jid: leo.pn, content: { text: 'Olá' } });
  expect((await leo.next()).text).toBe('Olá');
  await leo.say('oi');
  expect((await leo.next()).text).toBe('echo: oi');
});

test('quotes, edits, removals and reactions arrive', async () => {
  const { server, bot } = linked;
  const eva = server.phone({ name: 'Eva', number: '5511900000005' });
  const first = await eva.say('first');
  const reply = await eva.next();
  await eva.say('second', { quote: reply.id });
  const quoting = await bot.waitFor(({ text }) => text === 'second');
  expect(quoting).toMatchObject({ message: { extendedTextMessage: { contextInfo: { stanzaId: reply.id } } } });
  await eva.edit(first, 'first, better');
  await bot.waitFor(({ what, id, keys }) => what === 'update' && id === first && keys?.includes('messageTimestamp') === true);
  await eva.react(reply.id, '👍');
  await bot.waitFor(({ what, id, emoji }) => what === 'reaction' && id === reply.id && emoji === '👍');
  await eva.remove(first);
  await bot.waitFor(({ what, id, keys }) => what === 'update' && id === first && keys?.includes('messageStubType') === true);
});

test('the bot quotes, edits, removes, reacts, asks in a poll, and shows that it writes', async () => {
  const { server, bot } = linked;
  const gil = server.phone({ name: 'Gil', number: '5511900000006' });
  await gil.say('hi');
  const { key } = await bot.waitFor(({ text }) => text === 'hi');
  const reply = await gil.next();
  const own = { remoteJid: gil.lid, fromMe: true, id: reply.id };
  bot.tell({ command: 'send', jid: gil.lid, content: { text: 'better', edit: own } });
  expect(await gil.next()).toMatchObject({ edits: reply.id, text: 'better' });
  expect(reply).toMatchObject({ text: 'better', edited: true });
  bot.tell({ command: 'send', jid: gil.lid, content: { react: { text: '🎉', key } } });
  expect((await gil.next()).reaction).toEqual({ id: key?.id, emoji: '🎉' });
  bot.tell({ command: 'send', jid: gil.lid, content: { poll: { name: 'When?', values: ['now', 'later'] } } });
  expect((await gil.next()).poll).toEqual({ name: 'When?', options: ['now', 'later'] });
  bot.tell({ command: 'send', jid: gil.lid, content: { delete: own } });
  expect(await gil.next()).toMatchObject({ removes: reply.id });
  expect(reply.removed).toBe(true);
  bot.tell({ command: 'composing', jid: gil.lid });
  await gil.until(() => gil.seen.some(({ what }) => what === 'composing'));
});

test('receipts go both ways', async () => {
  const { server, bot } = linked;
  const ivo = server.phone({ name: 'Ivo', number: '5511900000007' });
  const id = await ivo.say('seen?');
  const { key } = await bot.waitFor(({ text }) => text === 'seen?');
  const reply = await ivo.next();
  await ivo.until(() => ivo.receipts.some((receipt) => receipt.id === id && receipt.type === 'inactive'));
  bot.tell({ command: 'read', key });
  await ivo.until(() => ivo.receipts.some((receipt) => receipt.id === id && receipt.type === 'read'));
  // Baileys tells "delivered" by itself, or within the bot's own message when both come at once.
  await bot.waitFor(({ id, status }) => id === reply.id && status === 3);
  ivo.read(reply.id);
  await bot.waitFor(({ what, id, status }) => what === 'update' && id === reply.id && status === 4);
});

test('a place and a contact arrive', async () => {
  const { server, bot } = linked;
  const lia = server.phone({ name: 'Lia', number: '5511900000008' });
  await lia.location({ lat: -23.5, lng: -46.6, name: 'Praça' });
  await bot.waitFor(({ kind }) => kind === 'locationMessage');
  await lia.contact({ name: 'Zeca', number: '5511900000099' });
  await bot.waitFor(({ kind }) => kind === 'contactMessage');
});

test('a group: members are heard, a mention names the bot, and all members get the answer', async () => {
  const { server, bot } = linked;
  const ana = server.phone({ name: 'Ana Dias', number: '5511900000011' });
  const caio = server.phone({ name: 'Caio', number: '5511900000012', addressing: 'phone' });
  const team = server.group('Team', [ana, caio]);
  await team.say(ana, 'bom dia', { mention: [server.owner] });
  const heard = await bot.waitFor(({ text }) => text === 'bom dia');
  expect(heard).toMatchObject({
    key: { remoteJid: team.jid, participant: ana.lid, participantAlt: ana.pn },
    message: { extendedTextMessage: { contextInfo: { mentionedJid: [server.owner.lid] } } },
  });
  for (const member of [ana, caio]) {
    const echo = await member.waitFor(({ text }) => text === 'echo: bom dia');
    expect(echo.group).toBe(team.jid);
  }
  await team.say(caio, 'oi gente');
  await ana.waitFor(({ text }) => text === 'echo: oi gente');
  await team.say(ana, 'tudo bem?');
  await caio.waitFor(({ text }) => text === 'echo: tudo bem?');
  expect(server.leaks('tudo bem?')).toEqual([]);
});

test('what the owner writes on the phone comes to the bot as its own', async () => {
  const { server, bot } = linked;
  const noa = server.phone({ name: 'Noa', number: '5511900000013' });
  await noa.say('anybody there?');
  await noa.next();
  for (const addressing of ['lid', 'phone'] as const) {
    server.owner.addressing = addressing;
    const id = await server.owner.say(noa, `a person here, by ${addressing}`);
    const copy = await bot.waitFor((report) => report.what === 'message' && report.id === id);
    const chat = addressing === 'lid' ? noa.lid : noa.pn;
    expect(copy).toMatchObject({ type: 'notify', text: `a person here, by ${addressing}`, key: { fromMe: true, remoteJid: chat } });
    expect((await noa.next()).from).toBe('Owner');
  }
  expect(server.owner.inbox.some(({ text, from }) => text === 'echo: anybody there?' && from === 'bot')).toBe(true);
  await noa.say('still well?');
  expect((await noa.next()).text).toBe('echo: still well?');
});

test('the first words after an advertisement come by way of the owner’s phone', async () => {
  const { server, bot } = linked;
  const tom = server.phone({ name: 'Tom', number: '5511900000014' });
  const id = await tom.fromAdvertisement('Saw your ad');
  await bot.waitFor((report) => report.id === id && report.stub === 2);
  await bot.waitFor((report) => report.id === id && report.text === 'Saw your ad');
  expect((await tom.next()).text).toBe('echo: Saw your ad');
});

// The loopback WhatsApp with the real Baileys against it: what goes wrong on the way, and how it heals.
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type LinkedBot, openLinkedBot } from '../loopback/whatsapp/linked-bot.ts';

let linked: LinkedBot;

beforeAll(async () => {
  linked = await openLinkedBot();
});

afterEach(() => linked.server.faults.clear());
afterAll(() => linked.stop());

test('a damaged message is asked for anew and comes under its id', async () => {
  const { server, bot } = linked;
  const ana = server.phone({ name: 'Ana', number: '5511900000001' });
  for (const text of ['damaged first', 'fine', 'damaged later']) {
    if (text !== 'fine') server.faults.flipNextByte();
    const id = await ana.say(text);
    expect((await ana.next()).text).toBe(`echo: ${text}`);
    await expect.poll(() => bot.reports.filter((report) => report.id === id && report.text === text)).toHaveLength(1);
    expect(ana.receipts.some((receipt) => receipt.id === id && receipt.type === 'retry')).toBe(text !== 'fine');
  }
  await expect.poll(() => server.pending).toEqual([]);
});

test('a damaged group message is asked for anew', async () => {
  const { server, bot } = linked;
  const bia = server.phone({ name: 'Bia', number: '5511900000002' });
  const team = server.group('Team', [bia]);
  await team.say(bia, 'hello');
  await bia.waitFor(({ text }) => text === 'echo: hello');
  server.faults.flipNextByte();
  const id = await team.say(bia, 'damaged');
  await bia.waitFor(({ text }) => text === 'echo: damaged');
  await expect.poll(() => bot.reports.filter((report) => report.id === id && report.text === 'damaged')).toHaveLength(1);
  await team.say(bia, 'and on');
  await bia.waitFor(({ text }) => text === 'echo: and on');
});

test('what a phone cannot read it asks the bot for', async () => {
  const { server } = linked;
  const caio = server.phone({ name: 'Caio', number: '5511900000003' });
  await caio.say('hi');
  await caio.next();
  server.faults.flipNextByteToPhone();
  await caio.say('and now');
  const { id, text } = await caio.next();
  expect(text).toBe('echo: and now');
  expect(caio.copies(id)).toBe(2);
});

test('a refused message does not arrive, and the bot is told', async () => {
  const { server, bot } = linked;
  const davi = server.phone({ name: 'Davi', number: '5511900000004' });
  server.faults.refuseNext(463);
  await davi.say('refused?');
  await bot.waitFor(({ what, error }) => what === 'ack' && error === '463');
  await davi.say('again?');
  expect((await davi.next()).text).toBe('echo: again?');
});

test('a message whose ack is lost arrives; sent again under its id it is shown once', async () => {
  const { server, bot } = linked;
  const eva = server.phone({ name: 'Eva', number: '5511900000005' });
  const id = '3EB0LOSTACK0000001';
  server.faults.dropNextAck();
  bot.tell({ command: 'send', jid: eva.lid, content: { text: 'once' }, id });
  await eva.next();
  expect(bot.reports.some((report) => report.what === 'ack' && report.id === id)).toBe(false);
  bot.tell({ command: 'send', jid: eva.lid, content: { text: 'once' }, id });
  await bot.waitFor((report) => report.what === 'ack' && report.id === id);
  await eva.until(() => eva.copies(id) === 2);
  expect(eva.inbox.filter(({ text }) => text === 'once')).toHaveLength(1);
});

test('a lost message never arrives', async () => {
  const { server, bot } = linked;
  const gil = server.phone({ name: 'Gil', number: '5511900000006' });
  server.faults.loseNext();
  bot.tell({ command: 'send', jid: gil.lid, content: { text: 'lost' } });
  bot.tell({ command: 'send', jid: gil.lid, content: { text: 'found' } });
  expect((await gil.next()).text).toMatch(/lost|found/); // the two race inside Baileys
  await expect(gil.next(200)).rejects.toThrow('Gil waited 200 ms for message 2; 1 came');
});

test('a message that comes twice reaches the bot twice under one id', async () => {
  const { server, bot } = linked;
  const ivo = server.phone({ name: 'Ivo', number: '5511900000007' });
  await ivo.say('hi');
  await ivo.next();
  for (const how of ['again', 'same'] as const) {
    server.faults.deliverTwice(how);
    const id = await ivo.say(how);
    expect([(await ivo.next()).text, (await ivo.next()).text]).toEqual([`echo: ${how}`, `echo: ${how}`]);
    await expect.poll(() => bot.reports.filter((report) => report.id === id && report.text === how)).toHaveLength(2);
    expect(ivo.receipts.some((receipt) => receipt.id === id && receipt.type === 'retry')).toBe(how === 'same');
  }
});

test('held acks come when released; a slow network only takes its time', async () => {
  const { server, bot } = linked;
  const lia = server.phone({ name: 'Lia', number: '5511900000008' });
  server.faults.holdAcks();
  await lia.say('held');
  const { id } = await lia.next();
  expect(bot.reports.some((report) => report.what === 'ack' && report.id === id)).toBe(false);
  server.faults.releaseAcks();
  await bot.waitFor((report) => report.what === 'ack' && report.id === id);
  server.faults.slowMs = 100;
  const from = Date.now();
  await lia.say('slowly');
  await lia.next();
  expect(Date.now() - from).toBeGreaterThanOrEqual(100);
});

test('what the bot did not confirm comes again after the connection is back', async () => {
  const { server, bot } = linked;
  const noa = server.phone({ name: 'Noa', number: '5511900000009' });
  await noa.say('before');
  await noa.next();
  server.close(408);
  const id = await noa.say('into the void');
  expect(server.pending).toContain(id);
  server.close(428);
  await noa.waitFor(({ text }) => text === 'echo: into the void');
  expect((await bot.waitFor((report) => report.id === id)).type).toBe('append');
});

test('a phone that is off gets its messages when it is on', async () => {
  const { server, bot } = linked;
  const rui = server.phone({ name: 'Rui', number: '5511900000010' });
  rui.offline();
  bot.tell({ command: 'send', jid: rui.lid, content: { text: 'later' } });
  await bot.waitFor(({ what }) => what === 'ack');
  await expect(rui.next(100)).rejects.toThrow('nothing came at all');
  await rui.online();
  await rui.waitFor(({ text }) => text === 'later');
});

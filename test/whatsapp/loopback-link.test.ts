// The loopback WhatsApp with the real Baileys against it: how a bot is linked, comes back, and is sent away.
import { afterEach, expect, test } from 'vitest';
import { type EchoBot, startEchoBot } from '../loopback/whatsapp/echo-bot.ts';
import { openWhatsApp, type WhatsApp } from '../loopback/whatsapp/index.ts';
import { openLinkedBot } from '../loopback/whatsapp/linked-bot.ts';

let server: WhatsApp;
let bot: EchoBot;

afterEach(async () => {
  await bot.remove();
  await server.stop();
});

test('by QR code; after a restart it is still linked', async () => {
  ({ server, bot } = await openLinkedBot());
  const ana = server.phone({ name: 'Ana', number: '5511900000001' });
  await ana.say('one');
  expect((await ana.next()).text).toBe('echo: one');
  await bot.stop();
  await ana.say('while away');
  const opened = bot.reports.length;
  bot.start();
  expect((await ana.next()).text).toBe('echo: while away');
  expect((await bot.waitFor(({ text }) => text === 'while away')).type).toBe('append');
  expect(bot.reports.slice(opened).some(({ what }) => what === 'qr')).toBe(false);
  await ana.say('two');
  expect((await ana.next()).text).toBe('echo: two');
});

test('by pairing code; a wrong one is refused', async () => {
  server = await openWhatsApp({ owner: { number: '5511900000009' } });
  bot = await startEchoBot(server, { BOT_NUMBER: '5511900000009' });
  const { code } = await bot.waitFor(({ what }) => what === 'code');
  await expect(server.owner.enterCode('WRONG123')).rejects.toThrow('the phone says: that is not the code the device shows');
  await server.owner.enterCode(String(code));
  await bot.waitFor(({ what }) => what === 'open');
  const ana = server.phone({ name: 'Ana', number: '5511900000001' });
  await ana.say('hi');
  expect((await ana.next()).text).toBe('echo: hi');
});

test('unlinked by the owner it hears 401, and 401 again when it comes back', async () => {
  ({ server, bot } = await openLinkedBot());
  server.owner.unlink();
  await bot.waitFor(({ what, code }) => what === 'close' && code === 401);
  await bot.stop();
  const before = bot.reports.length;
  bot.start();
  await bot.waitFor((report) => report.what === 'close' && report.code === 401 && bot.reports.indexOf(report) >= before);
  await expect.poll(() => server.connections.slice(-2)).toMatchObject([{ what: 'refuse', reason: '401' }, { what: 'close' }]);
});

test('it logs out by itself', async () => {
  ({ server, bot } = await openLinkedBot());
  bot.tell({ command: 'logout' });
  await bot.waitFor(({ what, code }) => what === 'close' && code === 401);
  await expect.poll(() => server.pending).toEqual([]);
});

test('every way to lose the connection is told by its code, and it comes back where it may', async () => {
  ({ server, bot } = await openLinkedBot());
  const ana = server.phone({ name: 'Ana', number: '5511900000001' });
  for (const code of [428, 500, 503, 515] as const) {
    const before = bot.reports.length;
    server.close(code);
    const since = (what: string) => (report: (typeof bot.reports)[number]) => report.what === what && bot.reports.indexOf(report) >= before;
    expect((await bot.waitFor(since('close'))).code).toBe(code);
    await bot.waitFor(since('open'));
    await ana.say(`after ${code}`);
    expect((await ana.next()).text).toBe(`echo: after ${code}`);
  }
  server.reachable = false;
  await bot.waitFor(({ what, code }) => what === 'close' && code === 408);
  const before = bot.reports.length;
  server.reachable = true;
  await bot.waitFor((report) => report.what === 'open' && bot.reports.indexOf(report) >= before);
  server.close(440);
  await bot.waitFor(({ what, code }) => what === 'close' && code === 440);
});

test('a server that stopped answering is left after the pings fail', async () => {
  ({ server, bot } = await openLinkedBot({}, { BOT_KEEP_ALIVE: '300' }));
  server.close(408);
  expect((await bot.waitFor(({ what, code }) => what === 'close' && code !== 515)).code).toBe(408);
});

test('a banned account is refused until the ban ends', async () => {
  ({ server, bot } = await openLinkedBot());
  server.close(403);
  await bot.waitFor(({ what, code }) => what === 'close' && code === 403);
  await bot.stop();
  server.refuseLogins(null);
  const before = bot.reports.length;
  bot.start();
  await bot.waitFor((report) => report.what === 'open' && bot.reports.indexOf(report) >= before);
});

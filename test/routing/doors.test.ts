// A start code by each door: Telegram's link, a prefilled WhatsApp text, a plus-address, the page's address; and the QR that leads there.
import { inflateSync } from 'node:zlib';
import { encode } from 'uqr';
import { afterEach, describe, expect, test } from 'vitest';
import { readMail } from '../../bots/email/message.ts';
import { inboundOf, WebMessage } from '../../bots/web/index.ts';
import { settingStatement } from '../../db/desk.ts';
import { replaceRoutingStatements } from '../../db/routing.ts';
import { linkOfQr } from '../../flows/contact-links.ts';
import { keyOfChat } from '../../flows/message.ts';
import type { Routing } from '../../flows/routing-shape.ts';
import { qrPng } from '../../src/qr.ts';
import { own, server, testNames } from '../email/corpus/mail.ts';
import { openTestHouse, type TestHouse } from '../support/house.ts';
import { openTelegram, type TelegramHouse, wordsOf } from '../support/telegram.ts';

const routing: Routing = {
  teams: [],
  contacts: [{ contact: 'any', code: 'SPRING', name: 'Spring fair', service: 'banner' }],
  rules: [],
};
const welcome = "You're here for “Spring fair”.";
const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

async function houseWith(): Promise<TestHouse> {
  const house = await openTestHouse();
  open.push(house);
  await house.store.write(replaceRoutingStatements(routing));
  await house.memory.readDesk();
  return house;
}
const draftOf = (house: TestHouse, chat: string) => house.memory.conversation(keyOfChat(chat))?.value.draft;

describe('Telegram', () => {
  async function openSpring(): Promise<TelegramHouse> {
    const telegram = await openTelegram();
    open.push(telegram);
    await telegram.house.store.write([
      ...replaceRoutingStatements(routing),
      settingStatement('reach:telegram', telegram.channel.bot?.username ?? ''),
    ]);
    await telegram.house.memory.readDesk();
    return telegram;
  }

  test('t.me/<bot>?start=SPRING begins the service', async () => {
    const telegram = await openSpring();
    const [read] = await telegram.client().says('/start SPRING');
    expect(wordsOf(read)).toContain(welcome);
    expect(draftOf(telegram.house, 'telegram:111')?.service).toBe('banner');
  });

  test('/contact SPRING at the desk posts the link and its QR, as a picture', async () => {
    const telegram = await openSpring();
    await telegram.desk.writes(null, '/contact SPRING');
    const news = telegram.desk.news();
    const url = `https://t.me/${telegram.channel.bot?.username}?start=SPRING`;
    expect(news.map(wordsOf).join('\n')).toContain(url);
    expect(news.map(({ media }) => media?.kind)).toContain('photo');
  });
});

test('a QR holds its link: the picture’s pixels are its modules', async () => {
  const link = 'https://t.me/alur_bot?start=SPRING';
  const png = Buffer.from(await qrPng(link));
  const width = png.readUInt32BE(16);
  const { data, size } = encode(link, { border: 4 });
  expect(width).toBe(size * 8);
  const length = png.readUInt32BE(33);
  const rows = inflateSync(png.subarray(41, 41 + length));
  const isDark = (x: number, y: number) => rows[y * 8 * (1 + width / 8) + 1 + x] === 0;
  expect(data.map((_, y) => data.map((__, x) => isDark(x, y)))).toEqual(data);
});

test('the house makes a QR’s bytes when they are asked for, and for nothing else', async () => {
  const house = await houseWith();
  const file = { kind: 'photo', contact: 'web', remote: '' } as const;
  const bytes = await house.openFile({ ...file, id: 'qr:https://t.me/alur_bot' });
  expect(
    Buffer.from(bytes ?? [])
      .subarray(1, 4)
      .toString(),
  ).toBe('PNG');
  expect(await house.openFile({ ...file, id: 'qrs:no' })).toBeNull();
  expect(linkOfQr('web:ana:m1/1')).toBeUndefined();
});

test('a text that WhatsApp had written beforehand, with words of the client’s around it', async () => {
  const house = await houseWith();
  const from = { address: 'whatsapp:5511900000001', name: 'Ana', language: 'en', phone: '5511900000001' };
  await house.engine.take({ type: 'message', id: 'whatsapp:1', contact: 'whatsapp', chat: from.address, from, message: '1', at: house.clock.now(), files: [], text: "Good morning. Hello! I'm writing about Spring fair. (ref: SPRING) we met on Friday", whole: true }); // biome-ignore format: one thought
  expect(draftOf(house, from.address)).toMatchObject({
    service: 'banner',
    first: { text: "Good morning. Hello! I'm writing about Spring fair. we met on Friday" },
  });
});

describe('mail', () => {
  const read = async (to: string) => {
    const raw = new TextEncoder().encode(`From: Ana <ana@example.org>\r\nTo: ${to}\r\nMessage-ID: <a@example.org>\r\nSubject: Fair\r\n\r\nWe met at the fair.`); // biome-ignore format: one thought
    const { inbounds } = await readMail(
      { contact: 'email', own, server, names: testNames() },
      { raw, size: raw.length, at: 1, key: '1.1' },
    );
    return inbounds[0]?.type === 'message' ? inbounds[0] : expect.fail('it is no message');
  };
  const plus = (tag: string) => `${own.local}+${tag}@${own.domain}`;

  test.each([
    [plus('SPRING'), 'spring'],
    [`somebody@example.net, ${plus('fair-26_x')}`, 'fair-26_x'],
    [`${own.local}@${own.domain}`, undefined],
    [plus('t1024.0123456789abcdef'), undefined],
    [plus('x'.repeat(33)), undefined],
  ])('to %s bears the code %s', async (to, code) => {
    expect((await read(to)).code).toBe(code);
  });

  test('to the plus-address begins the service, whatever its capitals', async () => {
    const house = await houseWith();
    await house.engine.take({ ...(await read(plus('Spring'))), proof: 'proven' });
    expect(draftOf(house, 'email:ana@example.org')).toMatchObject({ service: 'banner', point: { code: 'SPRING' } });
  });
});

describe('the page', () => {
  test('?start=SPRING comes with the first message', async () => {
    const house = await houseWith();
    await house.post({ as: 'ana', text: 'hello', start: 'SPRING', whole: true });
    expect(draftOf(house, 'web:ana')).toMatchObject({ service: 'banner', point: { code: 'SPRING' } });
  });

  test('a burst of messages takes the code of its first along', async () => {
    const house = await houseWith();
    await house.post({ as: 'ana', text: 'hello', start: 'SPRING' });
    await house.post({ as: 'ana', text: 'it is about our stand' });
    house.clock.advance(2_000);
    await house.tick();
    await house.settle();
    expect(draftOf(house, 'web:ana')).toMatchObject({ service: 'banner', point: { code: 'SPRING' } });
  });

  test('a code of another shape is refused at the door', () => {
    expect(WebMessage.safeParse({ id: 'm1', as: 'ana', start: 'x'.repeat(33) }).success).toBe(false);
    expect(inboundOf(WebMessage.parse({ id: 'm1', as: 'ana', text: 'hi' }), 1)).not.toHaveProperty('code');
  });
});

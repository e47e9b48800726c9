// The same client over Telegram, WhatsApp and mail, each a real door: joined by codes, all is shown on each; parted, nothing is lost.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { belongings, codeOf, said } from '../support/persons.ts';
import { files, wordsOf } from '../support/telegram.ts';
import { openThreeDoors, type ThreeDoors } from '../support/three-doors.ts';

let doors: ThreeDoors;
beforeEach(async () => {
  doors = await openThreeDoors();
}, 180_000);
afterEach(() => doors.close());

const address = 'ana@example.org';
const texts = (all: readonly { text?: string }[]) => all.map(({ text = '' }) => text).join('\n');
const mailed = (all: Awaited<ReturnType<ThreeDoors['mail']>>) => all.map(({ email }) => email.text ?? '').join('\n');
const header = (one: ReturnType<ThreeDoors['got']>[number] | undefined, name: string) =>
  one?.email.headers.find(({ key }) => key === name)?.value ?? '';

test('joined by code, “status” on each shows all; news come once, and by mail where it is wished; parted again, each has their own', async () => {
  const { telegram } = doors;
  const { desk, house } = telegram;
  const ana = telegram.client({ id: 111, first_name: 'Ana' });
  const phone = doors.phone('15550100001', 'Ana P.');
  const says = async (text: string) => (await ana.says(text)).map(wordsOf).join('\n');
  const writes = async (text: string) => texts(await phone.says(text));
  const mails = async (text: string) => mailed(await doors.mail(address, { text }));
  await files(telegram, ana, 'banner');
  for (const text of ['logo', '1', 'skip', '1']) await writes(text);
  for (const text of ['We need the logo file.', '1', 'skip', '1']) await mails(text);
  const apart = await belongings(house);
  expect(apart.ticket?.map(({ number }) => number)).toEqual([1001, 1002, 1003]);
  const words = await said(house);

  // Shown in Telegram, written in WhatsApp.
  expect(await writes(codeOf(await says('link my chats')))).toContain('the other one (Telegram) belong together now');
  expect(ana.news().map(wordsOf).join()).toContain('joined with another one now (WhatsApp)');
  // Sent to the mail, written in WhatsApp. What is said does not tell that the address is known.
  const sent = await writes(`link my email ${address}`);
  expect(await writes('link my email nobody@example.org')).toBe(sent);
  const letter = doors.got(address).at(-1)?.email;
  expect(letter?.text).toContain('a chat with us (WhatsApp)');
  expect(codeOf(sent)).toBe('no code');
  // The second code that was asked for took the place of the first only for its own address.
  await writes(`link my email ${address}`);
  expect(await writes(codeOf(doors.got(address).at(-1)?.email.text ?? ''))).toContain('the other one (e-mail) belong together now');

  for (const status of [await says('status'), await writes('status'), await mails('status')])
    expect(status).toMatch(/#1001[\s\S]*#1002[\s\S]*#1003/);
  // One who only says that they are this client sees nothing.
  expect(await doors.mail(address, { text: 'status', proven: false })).toEqual([]);

  // Told once, where they wrote last.
  await writes('thanks');
  const before = { phone: phone.phone.inbox.length, mails: doors.got(address).length };
  ana.news();
  await desk.writes(1001, '/r On it');
  expect(texts(phone.news())).toContain('On it');
  expect([ana.news(), doors.got(address).length]).toEqual([[], before.mails]);

  // By mail besides.
  expect(await writes('notify me by mail')).toContain('also reach you by mail');
  await desk.writes(1003, '/r Nearly there');
  expect(texts(phone.news())).toContain('Nearly there');
  const news = doors.got(address).at(-1);
  expect(news?.email.text).toContain('Nearly there');
  expect(news?.email.inReplyTo).toMatch(/@mail\.example\.org>$/); // in the thread of the request
  const stop = /<mailto:([^?>]+)/.exec(header(news, 'list-unsubscribe'))?.[1] ?? '';
  await doors.mail(address, { text: 'unsubscribe', to: stop });
  const count = doors.got(address).length;
  await desk.writes(1003, '/r Tomorrow');
  expect(texts(phone.news())).toContain('Tomorrow');
  expect(doors.got(address)).toHaveLength(count);

  // Parted by the team.
  await desk.writes(1001, '/split');
  const ask = desk.group.chat.last((message) => wordsOf(message).includes('by themselves again'));
  if (!ask) throw new Error('Nobody asked whom to part.');
  await desk.presses(ask, 'Part all');
  expect(await says('status')).toMatch(/#1001(?![\s\S]*#100[23])/);
  expect(await writes('status')).toMatch(/#1002(?![\s\S]*#100[13])/);
  expect(await mails('status')).toMatch(/#1003(?![\s\S]*#100[12])/);
  const parted = await belongings(house);
  const owners = (rows: typeof parted) => rows.ticket?.map(({ number, person }) => [number, person]);
  expect(owners(parted)).toEqual(owners(apart));
  expect(parted.address).toEqual(apart.address);
  expect(parted.event?.filter(({ seq }) => Number(seq) === 1)).toEqual(apart.event?.filter(({ seq }) => Number(seq) === 1));
  const all = await said(house);
  expect(all.inbox.slice(0, words.inbox.length)).toEqual(words.inbox);
  expect(telegram.logged).toEqual([]);
}, 180_000);

test('a mail that nobody vouches for joins nothing, though it bears the right code', async () => {
  const ana = doors.telegram.client({ id: 111, first_name: 'Ana' });
  const code = codeOf((await ana.says('link my chats')).map(wordsOf).join());
  expect(mailed(await doors.mail('new@example.org', { text: code, proven: false }))).toContain("doesn't vouch for your mails");
  expect(await doors.telegram.rows('SELECT 1 FROM address WHERE how IS NOT NULL')).toEqual([]);
  expect(mailed(await doors.mail('new@example.org', { text: code }))).toContain('belong together now');
}, 60_000);

test('whoever wants news by mail is asked for the address, and proves it; a newcomer from a known domain is of that department', async () => {
  const { telegram } = doors;
  const ana = telegram.client({ id: 111, first_name: 'Ana' });
  const says = async (text: string) => (await ana.says(text)).map(wordsOf).join('\n');
  await files(telegram, ana, 'logo');
  expect(await says('notify me by mail')).toContain('Which mail address is yours?');
  await says(address);
  expect(await says(codeOf(doors.got(address).at(-1)?.email.text ?? ''))).toMatch(/belong together now[\s\S]*also reach you by mail/);
  await telegram.desk.writes(1001, '/r On it');
  expect(wordsOf(ana.last())).toContain('On it');
  expect(doors.got(address).at(-1)?.email.text).toContain('On it');
  expect(await says('stop mails')).toContain('No more news by mail');
  const count = doors.got(address).length;
  await telegram.desk.writes(1001, '/r Soon');
  expect(doors.got(address)).toHaveLength(count);
  // The address never wrote: its first mail is theirs already.
  expect(mailed(await doors.mail(address, { text: 'status' }))).toContain('#1001');

  await telegram.desk.writes(null, '/requester domain Example.net internal Sales');
  expect(wordsOf(telegram.desk.news().at(-1))).toContain('@example.net is: internal · Sales');
  await doors.mail('rui@example.net', { text: 'banner' });
  await doors.mail('eva@example.net', { text: 'banner', proven: false });
  const people = await telegram.rows(
    "SELECT body->>'$.side' AS side, body->>'$.unit' AS unit FROM person WHERE body->>'$.address' LIKE '%@example.net' ORDER BY body->>'$.address'",
  );
  expect(people.map(({ side, unit }) => [side, unit])).toEqual([
    [null, null],
    ['internal', 'Sales'],
  ]);
}, 120_000);

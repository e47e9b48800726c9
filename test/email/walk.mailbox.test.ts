// A request by mail from its first words to its delivery, over a real mailbox: threads, repeats, kills, forged senders, machines.
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Received } from '../loopback/mail/smtp.ts';
import { type MailHouse, openMail } from '../support/mail.ts';

let mail: MailHouse;
beforeEach(async () => {
  mail = await openMail();
});
afterEach(() => mail.close());

const rows = (sql: string, ...args: (string | number)[]) => mail.house.store.read({ sql, args });
const tickets = async () =>
  (await rows('SELECT number, stage, situation, version, body FROM ticket ORDER BY number')).map((row) => ({ ...row }));
const text = (one: Received | undefined) => one?.email.text ?? '';
const header = (one: Received | undefined, name: string) => one?.email.headers.find(({ key }) => key === name)?.value ?? '';
const deskSaid = async () =>
  (await rows("SELECT body FROM outbox WHERE address >= 'desk' AND address < 'desk;' ORDER BY seq")).map(
    (row) => JSON.parse(String(row.body)).body.text ?? '',
  );

/** Ana files a request for a logo; it is #1001. */
async function filed() {
  const ana = mail.client();
  await ana.writes({ subject: 'Logo', text: 'Hello, we need the logo file.\n\n-- \nAna Souza' });
  for (const answer of ['1', 'skip', '1']) await ana.answers(answer);
  return ana;
}

test('from the first words to the delivery, in one thread', async () => {
  const ana = mail.client();
  const [question] = await ana.writes({
    subject: 'Logo',
    text: 'Hello, we need the logo file.\n\n-- \nAna Souza',
    messageId: '<first@example.org>',
  });
  expect(text(question)).toContain('What will you use the logo for?');
  expect(text(question)).toMatch(/1\. What will you use the logo for\?\n +a\) On a screen\n +b\) In print[\s\S]*\n2\. Do you need/);
  expect(question?.email.subject).toBe('Re: Logo');
  expect(question?.email.inReplyTo).toBe('<first@example.org>');
  expect(header(question, 'auto-submitted')).toBe('auto-generated');
  const [format] = await ana.answers('1');
  expect(text(format)).toContain('Do you need a certain format');
  const [summary] = await ana.answers('skip');
  expect(text(summary)).toMatch(/1\. Yes, send it\n2\. /);
  expect(text(summary)).toContain('Reply with the number');
  expect(summary?.email.html).toContain('<li>Yes, send it</li>');
  const [done] = await ana.answers('1');
  expect(text(done)).toContain('#1001');
  for (const command of ['/take 1001', '/ask 1001 Which colours?']) await mail.says(command);
  const asked = ana.got().at(-1);
  expect(text(asked)).toContain('Which colours?');
  expect(header(asked, 'list-unsubscribe')).toBe('');
  await ana.answers('Red and white');
  const events = await rows(
    "SELECT body->>'$.type' AS type, body->>'$.content.text' AS text, body->'$.content.files' AS files FROM event ORDER BY seq",
  );
  const answered = events.find(({ type }) => type === 'answered');
  expect(answered?.text).toBe('Red and white');
  expect(JSON.parse(String(answered?.files)).map(({ name }: { name: string }) => name)).toEqual(['mail.eml']);
  for (const command of ['/conclude 1001 Here is your logo: https://example.com/logo']) await mail.says(command);
  expect(text(ana.got().at(-1))).toContain('https://example.com/logo');
  const all = ana.got();
  expect(new Set(all.map(({ email }) => email.messageId)).size).toBe(all.length);
  for (const one of all) {
    expect(one.email.subject).toBe('Re: Logo');
    expect(one.email.references?.split(' ')[0]).toBe('<first@example.org>');
    expect(one.email.replyTo ?? []).toHaveLength(/#1001/.test(text(one)) ? 1 : 0);
  }
  expect((await tickets()).map(({ situation }) => situation)).toEqual(['done']);
});

test('what is missing is asked in one mail, and one mail answers it by number', async () => {
  const carla = mail.client('carla@example.org', 'Carla');
  const [asked] = await carla.writes({ subject: 'Banner', text: 'Hello, we need a banner.' });
  const numbers = [...text(asked).matchAll(/^(\d+)\. /gm)].map(([, number]) => Number(number));
  expect(numbers.length).toBeGreaterThan(3);
  expect(numbers).toEqual(numbers.map((_, i) => i + 1));
  const [again] = await carla.answers('1. for the spring fair\n2. purple elephants\n3) “Come\nand see”');
  expect(text(again)).toContain('spring fair');
  expect(text(again)).toMatch(/Where will it be shown\?\n\n1\. On the website\n2\. On social media/);
  expect(text(again)).not.toContain('What is the banner for');
  const [summary] = await carla.answers('2');
  expect(text(summary)).toMatch(/spring fair[\s\S]*On social media[\s\S]*“Come\nand see”/);
  await carla.answers('1');
  expect(await tickets()).toHaveLength(1);
});

test.each([
  ['by letters', '1. for the spring fair\n2. b\n3. Come and see'],
  ['by words', 'Hello,\n\n1) for the spring fair\n2) social media\n3: Come and see\n\nthank you!'],
  ['closely', '1. for the spring fair\n2b\n3. Come and see'],
])('a whole brief in one mail, answered %s', async (_, said) => {
  const carla = mail.client('carla@example.org', 'Carla');
  await carla.writes({ subject: 'Banner', text: 'Hello, we need a banner.' });
  const [summary] = await carla.answers(said);
  expect(text(summary)).toMatch(/spring fair[\s\S]*On social media[\s\S]*Come and see/);
  expect(text(summary)).toContain('1. Yes, send it');
});

test('a news mail bears a way out; who takes it gets no more until they write again', async () => {
  const ana = await filed();
  const update = ana.got().at(-1);
  const stop = /<mailto:([^?]+)\?subject=unsubscribe>/.exec(header(update, 'list-unsubscribe'))?.[1];
  expect(stop).toMatch(/^desk\+stop\.[0-9a-f]{16}@example\.com$/);
  expect(await ana.writes({ to: stop ?? '', subject: 'unsubscribe', text: '' })).toEqual([]);
  await mail.says('/r 1001 Are you there?');
  expect(text(ana.got().at(-1))).not.toContain('Are you there?');
  await ana.writes('I am here again');
  expect(ana.got().map(text).join('\n')).toContain('Are you there?');
});

test('a reply finds its ticket by its signed address, and by the number in its subject, where the references are lost', async () => {
  const ana = await filed();
  const replyTo = ana.got().at(-1)?.email.replyTo?.[0]?.address ?? '';
  expect(replyTo).toMatch(/^desk\+t1001\.[0-9a-f]{16}@example\.com$/);
  for (const answer of ['Logo', '1', 'skip', '1']) await ana.writes(answer === 'Logo' ? { text: 'logo', subject: 'Another one' } : answer);
  const [which] = await ana.writes('blue');
  if (which && /Which|new request/i.test(text(which))) await ana.answers('3');
  const open = (await tickets()).map(({ number }) => number);
  await ana.writes({ to: replyTo, subject: 'by address', text: 'to the first' });
  await ana.writes({ subject: 'about #1001', text: 'by number' });
  const comments = await rows("SELECT ticket, body->>'$.content.text' AS text FROM event WHERE body->>'$.type' = 'commented'");
  expect(open).toContain(1001);
  expect(comments.map((row) => [row.ticket, row.text])).toEqual(
    expect.arrayContaining([
      ['t:1001', 'by address\nto the first'],
      ['t:1001', 'about #1001\nby number'],
    ]),
  );
});

test('nothing is lost and nothing doubled when the mailbox’s server dies and comes back', async () => {
  const ana = await filed();
  await mail.dovecot.kill();
  await mail.says('/r 1001 while you were away');
  expect(text(ana.got().at(-1))).toContain('while you were away');
  await mail.dovecot.start();
  await mail.bring(await ana.makes({ text: 'one' }));
  await mail.bring(await ana.makes({ text: 'two' }));
  await mail.settle();
  await mail.dovecot.kill();
  await mail.dovecot.start();
  await mail.bring(await ana.makes({ text: 'three' }));
  await mail.settle();
  const comments = await rows("SELECT body->>'$.content.text' AS text FROM event WHERE body->>'$.type' = 'commented' ORDER BY seq");
  expect(comments.map((row) => row.text)).toEqual(['one', 'two', 'three']);
  expect(mail.logged.some((line) => line.includes('cannot be read now'))).toBe(true);
});

test('what comes while the house is down is taken when it is up again, also when somebody looked at it meanwhile', async () => {
  const ana = await filed();
  await mail.restart();
  const { dovecot } = mail;
  await mail.house.close();
  await mail.bring(await ana.makes({ text: 'read by a colleague' }));
  await mail.bring(await ana.makes({ text: 'not read by anybody' }));
  await dovecot.see(['read by a colleague']);
  await mail.restart();
  await mail.settle();
  const comments = await rows("SELECT body->>'$.content.text' AS text FROM event WHERE body->>'$.type' = 'commented' ORDER BY seq");
  expect(comments.map((row) => row.text)).toEqual(['read by a colleague', 'not read by anybody']);
});

test('the same Message-ID at each try of a mail', async () => {
  const ana = await filed();
  mail.smtp.fault = { at: 'data', code: 451, words: '4.3.0 later' };
  const before = mail.smtp.tries.length;
  await mail.says('/r 1001 once');
  mail.smtp.fault = undefined;
  mail.clock.advance(120_000);
  await expect.poll(() => text(ana.got().at(-1))).toContain('once');
  const tries = mail.smtp.tries.slice(before).map(({ email }) => email.messageId);
  expect(tries.length).toBeGreaterThan(1);
  expect(new Set(tries).size).toBe(1);
});

test.each([
  ['the mail server says it is forged', '127.0.0.1; dmarc=fail header.from=example.org'],
  ['the mail server says nothing', null],
  ['another server vouches', 'mx.mallory.example; dmarc=pass header.from=example.org'],
])('a forged sender learns nothing and moves nothing: %s', async (_, results) => {
  const ana = await filed();
  for (const command of ['/take 1001', '/ask 1001 Which colours?']) await mail.says(command);
  const asked = ana.got().at(-1);
  const before = [
    await tickets(),
    await rows('SELECT * FROM event'),
    await rows('SELECT * FROM conversation'),
    await rows('SELECT * FROM person'),
  ];
  const replyTo = asked?.email.replyTo?.[0]?.address;
  for (const forged of [
    { text: 'status' },
    { text: 'cancel', subject: 'about #1001' },
    { text: 'black', answers: asked },
    { text: 'black', to: replyTo },
    { text: 'we need a banner' },
  ])
    expect(await ana.writes({ ...forged, results } as Parameters<typeof ana.writes>[0])).toEqual([]);
  expect([
    await tickets(),
    await rows('SELECT * FROM event'),
    await rows('SELECT * FROM conversation'),
    await rows('SELECT * FROM person'),
  ]).toEqual(before);
  const told = (await deskSaid()).filter((one) => one.includes('nothing proves it'));
  expect(told).toHaveLength(5);
  expect(told.join('\n')).toContain('black');
  await ana.answers('Red');
  expect((await tickets()).map(({ situation }) => situation)).toEqual(['open']);
});

test('somebody unproven is served as somebody new, and the card says so', async () => {
  const eve = mail.client('eve@example.net', 'Eve');
  await eve.writes({ subject: 'Logo', text: 'We need the logo file.', results: null });
  for (const answer of ['1', 'skip', '1']) await eve.answers(answer, { results: null });
  expect(await tickets()).toHaveLength(1);
  const cards = (await deskSaid()).filter((one) => one.includes('Eve'));
  expect(cards.join('\n')).toContain('sender not proven');
  await eve.answers('thank you, it is for a fair');
  const person = (await rows('SELECT body FROM person')).map((row) => JSON.parse(String(row.body)));
  expect(person.map(({ unproven }) => unproven)).toEqual([undefined]);
  expect(await eve.writes({ text: 'status', results: null })).toEqual([]);
});

test('an away note is kept on its ticket, shown in its topic, and not answered', async () => {
  const ana = await filed();
  const before = ana.got().length;
  const stage = (await tickets()).map(({ stage, situation }) => [stage, situation]);
  await ana.answers('I am away until Monday.', { subject: 'Automatic reply: Logo', headers: { 'Auto-Submitted': 'auto-replied' } });
  expect(ana.got()).toHaveLength(before);
  expect((await tickets()).map(({ stage, situation }) => [stage, situation])).toEqual(stage);
  const notes = await rows("SELECT body->>'$.content.text' AS text FROM event WHERE body->>'$.type' = 'noted'");
  expect(notes.map((row) => row.text)).toEqual([expect.stringContaining('I am away until Monday.')]);
  expect((await deskSaid()).join('\n')).toContain('I am away until Monday.');
});

test('a bounce marks the address, tells the desk in the ticket’s topic, and what is for it waits', async () => {
  const ana = await filed();
  await mail.says('/r 1001 Hello Ana');
  const lost = ana.got().at(-1);
  const id = lost?.email.messageId ?? '';
  const bounce = `From: MAILER-DAEMON@mx.example.org\r\nReturn-Path: <>\r\nSubject: Undelivered\r\nMIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nSorry.\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx\r\n\r\nFinal-Recipient: rfc822; ana@example.org\r\nAction: failed\r\nStatus: 5.1.1\r\nDiagnostic-Code: smtp; 550 5.1.1 User unknown\r\n\r\n--b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: ${id}\r\n\r\n--b--\r\n`;
  await mail.bring(bounce);
  await mail.settle();
  const topic = (await rows("SELECT body FROM outbox WHERE address = 'desk:1001'")).map(
    (row) => JSON.parse(String(row.body)).body.text ?? '',
  );
  expect(topic.join('\n')).toMatch(/did not arrive[\s\S]*5\.1\.1/);
  const [person] = await rows('SELECT body FROM person');
  expect(JSON.parse(String(person?.body)).reachable).toBe(false);
  const before = ana.got().length;
  await mail.says('/r 1001 Are you there?');
  expect(ana.got()).toHaveLength(before);
  await ana.writes('I am back');
  expect(ana.got().map(text).join('\n')).toContain('Are you there?');
});

test('a loop is held: no address gets more than so many mails an hour', async () => {
  const loop = mail.client('loop@example.net', 'Loop');
  for (let i = 0; i < 36; i++) await mail.bring(await loop.makes({ text: `hello ${i}` }));
  await mail.settle();
  expect(loop.got().length).toBeLessThanOrEqual(30);
  const left = await rows("SELECT count(*) AS n FROM outbox WHERE address = 'email:loop@example.net' AND state = 'queued'");
  expect(Number(left[0]?.n)).toBeGreaterThan(0);
});

test('no address, name, word or password in a log', async () => {
  const ana = await filed();
  await mail.dovecot.kill();
  mail.smtp.fault = { at: 'recipient', code: 550, words: '5.7.1 <ana@example.org>: refused for ana@example.org' };
  await mail.says('/r 1001 secret words');
  mail.smtp.fault = undefined;
  await mail.dovecot.start();
  await ana.writes('secret answer');
  expect(mail.logged.length).toBeGreaterThan(0);
  expect(mail.logged.join('\n')).not.toMatch(/@example|Ana|secret|opensesame|sesame/);
});

test('who is erased leaves nothing behind that mails have kept', async () => {
  const ana = await filed();
  const [asked] = await ana.writes('erase my data');
  const code = /write (\S+) within/.exec(text(asked))?.[1] ?? '';
  const [done] = await ana.answers(code);
  expect(text(done)).toContain('you are erased here');
  expect(done?.email.inReplyTo).toBeTruthy();
  expect(
    await rows("SELECT 1 FROM mail WHERE subject = 'Logo' AND inbound NOT IN (SELECT json_extract(body, '$.inbound') FROM erasure)"),
  ).toEqual([]);
  expect(
    await rows(
      "SELECT id FROM file WHERE id LIKE '%/whole' AND id NOT IN (SELECT json_extract(body, '$.inbound') || '/whole' FROM erasure)",
    ),
  ).toEqual([]);
  await mail.house.tick();
  for (let i = 0; i < 3; i++) {
    mail.clock.advance(9 * 86_400_000);
    await mail.house.tick();
  }
  expect(await rows('SELECT 1 FROM mail')).toEqual([]);
});

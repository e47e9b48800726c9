// A client who has nothing but mail: files that are too large for a mail reach them by a link to their own page.
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fileStatement } from '../../db/desk.ts';
import type { FileRef } from '../../flows/message.ts';
import { folderFiles } from '../../src/files.ts';
import { panelRoutes } from '../../src/web/panel/routes.tsx';
import { type MailHouse, openMail } from '../support/mail.ts';

let mail: MailHouse;
beforeEach(async () => {
  mail = await openMail();
});
afterEach(() => mail.close());

/** A file of so many megabytes that the desk has. */
async function kept(name: string, mb: number): Promise<FileRef> {
  const bytes = new Uint8Array(mb * 1024 * 1024).fill(mb);
  const id = `web:${name}/1`;
  await mail.house.store.write([fileStatement(id, await mail.house.files.put(bytes), bytes.length, 0)]);
  return { id, kind: 'document', name, mime: 'application/pdf', size: bytes.length, contact: 'web', remote: id, kept: true };
}

async function filed() {
  const ana = mail.client();
  await ana.writes({ subject: 'Logo', text: 'Hello, we need the logo file.\n\n-- \nAna Souza' });
  for (const answer of ['1', 'skip', '1']) await ana.answers(answer);
  await mail.says('/take 1001');
  return ana;
}

const linkIn = (text: string): string => /https:\/\/desk\.example\.com(\/t\/[\w-]{43})\b/.exec(text)?.[1] ?? '';
const page = (path: string) =>
  panelRoutes({
    house: mail.house,
    files: folderFiles(join(mail.house.folder, 'files')),
    clock: mail.clock,
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    languages: ['en'],
    zone: 'UTC',
    brand: { name: 'Alur' },
    links: links(),
  }).request(`http://localhost${path.slice(2)}`, { headers: { accept: 'text/html' } });
const links = () => {
  const { links: known } = mail.house;
  if (!known) throw new Error('The house makes no links.');
  return known;
};

test('a delivery of 20 MB comes as a link to the page where it is', async () => {
  const ana = await filed();
  const files = [await kept('small.pdf', 2), await kept('large.pdf', 20)];
  await mail.house.web.receive({
    id: 'd1',
    as: 'bruno',
    name: 'Bruno',
    desk: true,
    text: '/r 1001 Both versions',
    files,
    language: 'en',
    whole: true,
  });
  await mail.house.settle();
  const last = ana.got().at(-1)?.email;
  expect(last?.attachments.map(({ filename }) => filename)).toEqual(['small.pdf']);
  expect(last?.text).toContain('Too large for a mail: large.pdf (20 MB). You can get it on your page:');
  const path = linkIn(last?.text ?? '');
  expect(last?.html).toContain(`<a href="https://desk.example.com${path}">`);
  const shown = await (await page(`${path}/1001`)).text();
  const file = [...shown.matchAll(/href="([^"]*\/file\/1001\/[^"]+)"/g)].map(([, href = '']) => href).at(-1) ?? '';
  const bytes = await (await page(file)).arrayBuffer();
  expect(bytes.byteLength).toBe(20 * 1024 * 1024);
  expect(new Uint8Array(bytes).every((byte) => byte === 20)).toBe(true);
});

test('a link is asked for in a reply, or in a mail’s subject, and closed by one', async () => {
  const ana = await filed();
  const [told] = await ana.answers('link');
  const path = linkIn(told?.email.text ?? '');
  expect((await page(path)).status).toBe(200);
  const [again] = await ana.writes({ subject: 'My page', text: '' });
  expect((await page(linkIn(again?.email.text ?? ''))).status).toBe(200);
  await ana.answers('close my links');
  expect((await page(path)).status).toBe(404);
});

/** A mail of more than is fetched. */
const film = (words: string) => ({
  subject: 'Re: Logo',
  text: words,
  files: [{ name: 'film.mov', mime: 'video/quicktime', bytes: new Uint8Array(24 * 1024 * 1024).fill(7) }],
});

test('a mail that is too large to be fetched is answered by the link to their page', async () => {
  const ana = await filed();
  const told = (await ana.answers('', film('Here is the film'))).map(({ email }) => email.text ?? '');
  const said = told.find((text) => text.includes('“film.mov” is too large')) ?? '';
  expect(said).toContain('Your own page takes up to 100 MB.');
  expect((await page(linkIn(said))).status).toBe(200);
});

test.each([
  ['a machine', { headers: { 'Auto-Submitted': 'auto-replied' } }],
  ['somebody in their name', { results: '127.0.0.1; dmarc=fail header.from=example.org' }],
])('one by %s is answered by nothing', async (_, more) => {
  const ana = await filed();
  expect(await ana.writes({ ...film('Here is the film'), ...more })).toEqual([]);
});

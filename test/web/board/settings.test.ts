// The settings: roles by the desk's command, standard replies, the service catalogue as YAML with mistakes by line; each in the audit log.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { settingStatement } from '../../../db/desk.ts';
import { auditStatement, readAudit, readStaffMails } from '../../../db/web.ts';
import { audited } from '../../../flows/audit.ts';
import { reachKey } from '../../../flows/contact-links.ts';
import { savedAnswers } from '../../../flows/desk-answers.ts';
import { shippedTexts } from '../../../flows/texts/all.generated.ts';
import { languages } from '../../../flows/texts.ts';
import { folderCatalogue } from '../../../src/catalogue-node.ts';
import { silentLog } from '../../../src/log.ts';
import { testClock } from '../../support/clock.ts';
import { type BoardHouse, openBoard } from './open.ts';

let board: BoardHouse;
let folder: string;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'alur-services-'));
  writeFileSync(join(folder, 'sticker.yaml'), service('sticker', 'Sticker'));
  const clock = testClock();
  board = await openBoard({ clock, catalogue: folderCatalogue({ folder, clock, log: silentLog, alone: true }) });
});
afterEach(async () => {
  await board.house.close();
  rmSync(folder, { recursive: true, force: true });
});

const service = (id: string, name: string, more = '') =>
  `id: ${id}\nname: { en: ${name} }\nkeywords: { en: [${id}] }\ndeliveryDays: 4\nsteps: [design]\nquestions:\n  - { id: size, type: text, label: { en: Size }, ask: { en: Which size? } }\n${more}`;
const deeds = async () => (await readAudit(board.house.store)).map(({ deed, about = '' }) => `${deed} ${about}`.trim());
const text = async (path: string, as?: string) => (await board.get(path, as)).text();
const location = (response: Response) => [response.status, response.headers.get('location')];
const page = { accept: 'text/html' };
const save = (path: string, form: Record<string, string>, as?: string) => board.post(`/board/settings/${path}`, form, as, page);

describe('staff and roles', () => {
  test('a manager changes a role and a mail; both are in the log', async () => {
    expect(location(await save('staff', { address: 'web:deniz', role: 'lead', mail: 'deniz@example.com', do: 'save' }))).toEqual([
      303,
      '/board/settings/staff?saved',
    ]);
    expect(board.house.memory.staff('web:deniz')?.role).toBe('lead');
    expect((await readStaffMails(board.house.store)).get('web:deniz')).toBe('deniz@example.com');
    expect(await deeds()).toEqual(['staff_mail Deniz Kaya', 'role']);
    expect(await text('/board/settings/staff')).toContain('deniz@example.com');
  });
  test('a manager adds a colleague by mail, and gives anybody another name; who is there already is not added', async () => {
    expect((await save('staff', { name: 'Zoe', mail: 'zoe@example.com', do: 'add' })).status).toBe(409); // no mailbox is on
    await board.house.store.write([settingStatement(reachKey('email'), 'desk@example.com')]);
    await board.house.memory.readDesk();
    expect((await save('staff', { name: 'Zoe  Lima', mail: 'Zoe@Example.com', do: 'add' })).status).toBe(303);
    expect(board.house.memory.staff('email:zoe@example.com')).toEqual({
      address: 'email:zoe@example.com',
      name: 'Zoe Lima',
      role: 'analyst',
    });
    const again = await save('staff', { name: 'Zoe', mail: 'zoe@example.com', do: 'add' });
    expect([again.status, await again.text()]).toEqual([409, expect.stringContaining('Zoe Lima has this mail address already.')]);
    expect((await save('staff', { name: '', mail: 'a@example.com', do: 'add' })).status).toBe(409);
    await save('staff', { address: 'email:zoe@example.com', name: 'Zoé: the designer', role: 'analyst', mail: '', do: 'save' });
    expect(board.house.memory.staff('email:zoe@example.com')?.name).toBe('Zoé: the designer');
    expect((await save('staff', { address: 'web:deniz', role: 'analyst', mail: 'Zoe@example.com', do: 'save' })).status).toBe(409);
    await save('staff', { address: 'web:deniz', role: 'analyst', mail: 'deniz@example.com', do: 'save' });
    expect((await save('staff', { name: 'D.', mail: 'deniz@example.com', do: 'add' })).status).toBe(409);
    expect(await deeds()).toEqual(['staff_mail Deniz Kaya', 'rename', 'colleague']);
  });
  test('where no mailbox is on, the page says what it takes to add somebody', async () => {
    expect(await text('/board/settings/staff')).toContain('Once a mailbox is connected');
    expect(await text('/board/settings/staff')).not.toContain('value="add"');
  });
  test('a manager takes somebody off the desk, but not the last manager', async () => {
    await save('staff', { address: 'web:deniz', do: 'remove' });
    expect(board.house.memory.staff('web:deniz')).toBeNull();
    await save('staff', { address: 'web:bruno', do: 'remove' });
    const refused = await save('staff', { address: 'web:you', do: 'remove' });
    expect(refused.status).toBe(409);
    expect(await refused.text()).toContain('Bruno Dias is the only manager');
  });
  test.each(['web:carla', 'web:deniz'])('%s, who is no manager, changes nothing and sees no mail', async (as) => {
    expect((await save('staff', { address: 'web:deniz', role: 'manager', do: 'save' }, as)).status).toBe(403);
    expect(board.house.memory.staff('web:deniz')?.role).toBe('analyst');
    expect(await text('/board/settings/staff', as)).not.toContain('name="mail"');
  });
});

describe('standard replies', () => {
  const saved = () => Object.fromEntries(savedAnswers(board.house.memory.kept()).map(({ name, words }) => [name, words]));
  test('are kept in their languages, changed, taken out of one, and deleted', async () => {
    const words = { 'words-en': 'We are open from nine to six', 'words-pt-BR': 'Abrimos das nove às seis' };
    expect((await save('answers', { name: 'hours', ...words, do: 'save' }, 'web:carla')).status).toBe(303);
    expect(saved()).toEqual({ hours: { en: words['words-en'], 'pt-BR': words['words-pt-BR'] } });
    await save('answers', { name: 'hours', 'words-en': 'Nine to five', 'words-pt-BR': '', do: 'save' });
    expect(saved()).toEqual({ hours: { en: 'Nine to five' } });
    expect(await text('/board/settings/answers')).toContain('Nine to five');
    await save('answers', { name: 'hours', do: 'delete' });
    expect(saved()).toEqual({});
    expect(await deeds()).toHaveLength(5);
  });
  test('are refused in a sentence: to an analyst, without words, by a wrong name', async () => {
    for (const [form, as] of [
      [{ name: 'hours', 'words-en': 'Nine' }, 'web:deniz'],
      [{ name: 'hours' }, 'web:you'],
      [{ name: 'no way', 'words-en': 'Nine' }, 'web:you'],
    ] as const) {
      const refused = await save('answers', { ...form, do: 'save' }, as);
      expect(refused.status).toBe(409);
      expect(await refused.text()).toContain('role="alert"');
    }
    expect(saved()).toEqual({});
  });
});

describe('the service catalogue', () => {
  test('a change is checked, kept as a new version, offered at once, and in the log', async () => {
    const before = board.house.catalogue.current().find(({ id }) => id === 'banner')?.version ?? 0;
    const yaml = await text('/board/settings/services/banner');
    expect(yaml).toContain('deliveryDays: 5');
    const done = await save('services/banner', { yaml: service('banner', 'Big banner') }, 'web:carla');
    expect(await done.text()).toContain(`Saved as version ${before + 1}`);
    expect(board.house.catalogue.current().find(({ id }) => id === 'banner')).toMatchObject({ version: before + 1, deliveryDays: 4 });
    expect(await deeds()).toEqual(['service_saved banner']);
    expect(await text('/board/settings/services')).toContain('changed here');
  });
  test('mistakes are told by line and nothing is kept; what was written stays to be mended', async () => {
    const wrong = await save('services/banner', { yaml: service('banner', 'Banner').replace('deliveryDays: 4', 'deliveryDays: four') });
    const html = await wrong.text();
    expect(wrong.status).toBe(409);
    expect(html).toContain('Line 4');
    expect(html).toContain('“deliveryDays” must be a number');
    expect(html).toContain('deliveryDays: four');
    expect(await deeds()).toEqual([]);
  });
  test('a new service is added; its id is its own, and so are its keywords', async () => {
    expect((await save('services/new', { yaml: service('flyer', 'Flyer') })).status).toBe(200);
    expect(board.house.catalogue.current().map(({ id }) => id)).toContain('flyer');
    expect(await (await save('services/new', { yaml: service('flyer', 'Flyer') })).text()).toContain('There is a service “flyer” already');
    expect(await (await save('services/flyer', { yaml: service('leaflet', 'Leaflet') })).text()).toContain('The id must stay “flyer”');
    const clash = await save('services/new', { yaml: service('roll', 'Roll').replace('[roll]', '[flyer]') });
    expect(await clash.text()).toContain('belongs to');
  });
  test('one that comes from a file is changed there', async () => {
    expect(await text('/board/settings/services/sticker')).toContain('sticker.yaml');
    await save('services/sticker', { yaml: service('sticker', 'Other') });
    expect(board.house.catalogue.current().find(({ id }) => id === 'sticker')?.name.en).toBe('Sticker');
  });
  test('an analyst reads, and changes nothing', async () => {
    expect((await board.get('/board/settings/services/banner', 'web:deniz')).status).toBe(200);
    expect((await save('services/banner', { yaml: service('banner', 'Banner') }, 'web:deniz')).status).toBe(403);
  });
});

test('every name that the log can hold has its words, in each language', async () => {
  const texts: Record<string, Readonly<Record<string, string>>> = shippedTexts;
  const nameless = languages.flatMap((language) => audited.filter((name) => !texts[language]?.[`board.did_${name}`]));
  expect(nameless).toEqual([]);
  const at = board.house.clock.now();
  await board.house.store.write(
    audited.map((deed) => auditStatement({ at, address: 'api:crm', name: 'API · crm', deed, about: `about ${deed}` })),
  );
  const page = await text('/board/settings/audit', 'web:carla');
  for (const name of audited) expect(page).toContain(`${texts.en?.[`board.did_${name}`]} <span class="about"> about ${name}</span>`);
});

test('the audit log says who did what, the newest first, by page, to leads alone', async () => {
  await board.house.store.write(
    Array.from({ length: 120 }, (_, i) => ({
      sql: "INSERT INTO audit (at, address, name, deed, ticket) VALUES (?1, 'web:x', ?2, 'take', ?3)",
      args: [i, `Member ${i}`, 1000 + i],
    })),
  );
  await save('staff', { address: 'web:deniz', role: 'lead', do: 'save' });
  const first = await text('/board/settings/audit', 'web:carla');
  expect(first).toContain('Changed a role');
  expect(first).toContain('Took <a');
  expect(first).toContain('href="/board/1119"');
  expect(first).not.toContain('Member 20<');
  const older = /audit\?before=(\d+)/.exec(first)?.[1];
  expect(await text(`/board/settings/audit?before=${older}`)).toContain('Member 20<');
  await save('staff', { address: 'web:deniz', role: 'analyst', do: 'save' });
  expect((await board.get('/board/settings/audit', 'web:deniz')).status).toBe(403);
});

// The routing page: each of its forms is a command of the desk's, refused where the desk refuses; QR codes hold the links that stand beside them.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { settingStatement } from '../../../db/desk.ts';
import { readRouting, replaceRoutingStatements } from '../../../db/routing.ts';
import { readAudit } from '../../../db/web.ts';
import { reachKey } from '../../../flows/contact-links.ts';
import { hearsOf } from '../../../flows/hears.ts';
import { qrPng } from '../../../src/qr.ts';
import { type BoardHouse, openBoard } from './open.ts';

const path = '/board/settings/routing';
let board: BoardHouse;
beforeEach(async () => {
  board = await openBoard();
  await board.house.store.write([
    settingStatement(reachKey('telegram'), 'alur_bot'),
    settingStatement(reachKey('web'), 'https://desk.example.com/try'),
  ]);
  await board.house.memory.readDesk();
});
afterEach(() => board.house.close());

type Fields = Record<string, string | string[]>;
const send = async (fields: Fields, as = 'web:carla'): Promise<Response> => {
  const body = new FormData();
  for (const [name, values] of Object.entries(fields)) for (const value of [values].flat()) body.append(name, value);
  return board.app.request(path, { method: 'POST', headers: { accept: 'text/html', cookie: await board.cookie(as) }, body });
};
const saves = async (fields: Fields): Promise<void> => {
  const response = await send(fields);
  expect([response.status, response.headers.get('location')]).toEqual([303, `${path}?saved=${fields.kind}#${fields.kind}`]);
};
const refuses = async (fields: Fields, as?: string): Promise<string> => {
  const response = await send(fields, as);
  expect(response.status).toBe(409);
  return response.text();
};
const stored = () => readRouting(board.house.store);
const html = async (as?: string) => (await board.get(path, as)).text();

/** What the desk's own command posts as its list. */
async function listed(command: string): Promise<string> {
  await board.house.post({ as: 'you', desk: true, text: command });
  const [row] = await board.house.store.read({
    sql: "SELECT body FROM outbox WHERE address LIKE 'desk%' ORDER BY seq DESC LIMIT 1",
    args: [],
  });
  return String((JSON.parse(String(row?.body)) as { body: { text: string } }).body.text); // as the house wrote it
}

const social = { kind: 'team', do: 'save', name: 'Social', lead: 'web:carla', members: ['web:deniz', 'web:you'], capacity: '5', hours: 'mon-fri 08:00-14:00' }; // biome-ignore format: one thought
const spring = { kind: 'contact', do: 'save', code: 'SPRING', name: 'Spring fair', team: 'social', service: 'banner', campaign: 'SP26', language: 'tr' }; // biome-ignore format: one thought

describe('teams', () => {
  test('one is made, changed, emptied of what was in it, and deleted', async () => {
    await saves(social);
    const [made] = (await stored()).teams;
    expect(made).toMatchObject({ id: 'social', name: 'Social', leads: ['web:carla'], members: ['web:deniz', 'web:you'], capacity: 5, hours: 'mon-fri 08:00-14:00', assign: 'suggest' }); // biome-ignore format: one thought
    expect(await listed('/team')).toContain('Social\n  led by Carla Reis\n  open tickets: Deniz Kaya 0/5, Bruno Dias 0/5');
    await saves({ kind: 'team', do: 'save', key: 'social', members: 'web:deniz', language: 'uk', assign: 'auto' });
    const [changed] = (await stored()).teams;
    expect(changed).toEqual({ id: 'social', name: 'Social', leads: [], members: ['web:deniz'], language: 'uk', assign: 'auto' });
    await saves({ kind: 'team', do: 'delete', key: 'social' });
    expect((await stored()).teams).toEqual([]);
  });

  test('the desk’s refusal is shown, and what was written stays', async () => {
    await saves(social);
    await saves(spring);
    expect(await refuses({ kind: 'team', do: 'delete', key: 'social' })).toContain('Social stays: Spring fair still lead there.');
    const wrong = await refuses({ ...social, name: 'Web', hours: 'always' });
    expect(wrong).toContain('role="alert"');
    expect(wrong).toContain('value="always"');
    expect((await stored()).teams.map(({ name }) => name)).toEqual(['Social']);
  });
});

describe('contact points', () => {
  test('one is made, changed, emptied of what was in it, and deleted', async () => {
    await saves(social);
    await saves(spring);
    const { kind: _, do: __, ...kept } = spring;
    expect((await stored()).contacts).toEqual([{ ...kept, contact: 'any' }]);
    expect(await listed('/contact')).toContain('SPRING · Spring fair · team=Social service=banner campaign=SP26 language=tr');
    expect(await html()).toContain('https://t.me/alur_bot?start=SPRING');
    await saves({ kind: 'contact', do: 'save', key: 'SPRING', name: 'Spring market', service: 'logo-file' });
    expect((await stored()).contacts).toEqual([{ contact: 'any', code: 'SPRING', name: 'Spring market', service: 'logo-file' }]);
    await saves({ kind: 'contact', do: 'delete', key: 'SPRING' });
    expect((await stored()).contacts).toEqual([]);
  });

  test('an account that nobody has said anything of stands there as the point it would be, and is made one with hours of its own', async () => {
    await board.house.store.write([settingStatement(reachKey('telegram-events'), 'alur_events_bot')]);
    await board.house.memory.readDesk();
    const shown = await html();
    expect(shown).toContain('<code>telegram-events:</code> <strong dir="auto">Telegram · events</strong>');
    expect(shown).toContain('https://t.me/alur_events_bot');
    expect(shown).not.toContain('value="delete"');
    await saves(social);
    await saves({ kind: 'contact', do: 'save', key: 'telegram-events:', name: 'Events bot', team: 'social', hours: 'sat-sun 09:00-12:00' });
    expect((await stored()).contacts).toEqual([
      { contact: 'telegram-events', code: '', name: 'Events bot', team: 'social', hours: 'sat-sun 09:00-12:00' },
    ]);
    expect(await refuses({ kind: 'contact', do: 'save', key: 'telegram-events:', name: 'Events bot', hours: 'always' })).toContain(
      'value="always"',
    );
  });

  test('of two with one code it is the one that is meant', async () => {
    await saves({ kind: 'contact', do: 'save', code: 'VIP', contact: 'telegram', name: 'Friends' });
    await saves({ kind: 'contact', do: 'save', code: 'VIP', name: 'Everybody' });
    await saves({ kind: 'contact', do: 'save', contact: 'email', code: '', name: 'Mailbox' });
    await saves({ kind: 'contact', do: 'delete', key: 'VIP' });
    expect((await stored()).contacts.map(({ contact, code }) => `${contact}:${code}`)).toEqual(['telegram:VIP', 'email:']);
  });

  test.each([
    ['telegram', 'https://t.me/alur_bot?start=SPRING'],
    ['web', 'https://desk.example.com/try?start=SPRING'],
  ])('the QR for %s holds its link', async (on, link) => {
    await saves({ kind: 'contact', do: 'save', code: 'SPRING', name: 'Spring fair' });
    expect(await html('web:deniz')).toContain(`src="${path}/SPRING/qr.png?on=${on}"`);
    const response = await board.get(`${path}/SPRING/qr.png?on=${on}`, 'web:deniz');
    expect(response.headers.get('content-type')).toBe('image/png');
    expect(Buffer.from(await response.arrayBuffer())).toEqual(Buffer.from(await qrPng(link)));
  });

  test('there is no QR of what is not reached, nor for whoever is not signed in', async () => {
    await saves({ kind: 'contact', do: 'save', code: 'SPRING', name: 'Spring fair' });
    for (const one of ['SPRING/qr.png?on=whatsapp', 'WINTER/qr.png']) expect((await board.get(`${path}/${one}`)).status).toBe(404);
    expect((await board.get(`${path}/SPRING/qr.png`, '')).headers.get('content-type')).not.toBe('image/png');
  });
});

describe('rules', () => {
  const names = async () => (await stored()).rules.map(({ name }) => name);
  const add = (line: string) => saves({ kind: 'route', do: 'add', line });
  beforeEach(() => saves(social));

  test('are added by the desk’s line, moved and deleted', async () => {
    await add('Pages: service=landing-page -> Social');
    await add('Sale: words=sale,"black friday" → Social');
    await add('Everything else: -> Social');
    expect((await stored()).rules[1]).toMatchObject({ if: { words: ['sale', 'black friday'] }, team: 'social' });
    await saves({ kind: 'route', do: 'up', key: 'sale' });
    expect(await names()).toEqual(['Sale', 'Pages', 'Everything else']);
    await saves({ kind: 'route', do: 'down', key: 'sale' });
    await saves({ kind: 'route', do: 'down', key: 'sale' });
    expect(await listed('/route')).toMatch(/1\. Pages: .*\n2\. Everything else: → Social\n3\. Sale: words=sale,"black friday" → Social/);
    await saves({ kind: 'route', do: 'delete', key: 'pages' });
    expect(await names()).toEqual(['Everything else', 'Sale']);
  });

  test('one that is gone already is not another one', async () => {
    await add('Pages: service=landing-page -> Social');
    expect(await refuses({ kind: 'route', do: 'delete', key: 'gone' })).toContain('There is no rule');
    expect(await names()).toEqual(['Pages']);
  });

  test('a line that cannot be read is refused with an example, and stays to be mended', async () => {
    const page = await refuses({ kind: 'route', do: 'add', line: 'Pages: colour=red -> Social' });
    expect(page).toContain('can&#39;t be asked');
    expect(page).toContain('value="Pages: colour=red -&gt; Social"');
    expect(await names()).toEqual([]);
  });
});

test('who hears of what is as the boxes say', async () => {
  const table = () => hearsOf(board.house.memory.kept());
  expect(table()).toMatchObject({ late: ['lead'], new: [], escalated: ['lead', 'manager'] });
  await saves({ kind: 'hears', heard: ['new analyst', 'new lead', 'late manager', 'escalated lead', 'escalated manager'] });
  expect(table()).toMatchObject({ new: ['analyst', 'lead'], late: ['manager'], escalated: ['lead', 'manager'], problem: [] });
  expect(await html()).toMatch(/value="late manager" checked/);
  const told = (await readAudit(board.house.store)).map(({ deed, name }) => `${deed} ${name}`);
  expect(new Set(told)).toEqual(new Set(['hears Carla Reis']));
});

describe('an analyst', () => {
  test.each<Fields>([
    social,
    { kind: 'team', do: 'delete', key: 'social' },
    spring,
    { kind: 'route', do: 'add', line: 'All: -> Social' },
    { kind: 'route', do: 'up', key: 'all' },
    { kind: 'hears', heard: ['late analyst'] },
  ])('is refused: $kind $do', async (fields) => {
    const before = await stored();
    expect(await refuses(fields, 'web:deniz')).toContain('Only a lead or a manager may do that:');
    expect(await stored()).toEqual(before);
    expect(hearsOf(board.house.memory.kept()).late).toEqual(['lead']);
  });

  test('reads everything and finds no form', async () => {
    await saves(social);
    await saves(spring);
    await saves({ kind: 'route', do: 'add', line: 'Pages: service=landing-page -> Social' });
    const page = await html('web:deniz');
    for (const said of ['led by Carla Reis', 'Spring fair', 'service=landing-page', 'Late by a working day']) expect(page).toContain(said);
    expect(page).not.toContain(`action="${path}"`);
    expect(page).toContain('Only a lead or a manager changes these.');
  });
});

test('whatever a team, a contact point or a rule is called, it is text', async () => {
  const evil = '"><img src=x onerror="window.hacked=1"><script>window.hacked=1</script>';
  await board.house.store.write(
    replaceRoutingStatements({
      teams: [{ id: 'evil', name: evil.slice(0, 80), leads: [evil], members: [evil], language: evil.slice(0, 20), assign: 'suggest' }],
      contacts: [{ contact: 'any', code: 'EVIL', name: evil.slice(0, 80), team: evil, service: evil, campaign: evil }],
      rules: [{ id: evil.slice(0, 60), name: evil.slice(0, 80), if: { words: [evil], client: [evil] }, team: evil }],
    }),
  );
  await board.house.memory.readDesk();
  for (const page of [await html(), await html('web:deniz'), await refuses({ kind: 'route', do: 'add', line: evil })]) {
    expect(page).not.toContain('<img src=x');
    expect(page).not.toContain('<script>window');
    expect(page).toContain('&lt;img src=x');
  }
});

// Signing in to the staff's pages: by a code sent to the member's own mail or chat, by the operator's key; and what does not let in.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Channel, Parcel } from '../../../bots/channel.ts';
import { settingStatement, staffStatement } from '../../../db/desk.ts';
import { readAudit, staffMailStatement } from '../../../db/web.ts';
import { testClock } from '../../support/clock.ts';
import { openTryHouse, type TryHouse } from '../open.ts';

let opened: TryHouse;
let sent: Parcel[];
const clock = testClock();
const page = { accept: 'text/html' };

/** A mail door that keeps what it is given: the doors themselves are tested elsewhere. */
const door: Channel = {
  name: 'email',
  start: async () => undefined,
  stop: async () => undefined,
  pace: () => 0,
  send: async (parcel) => {
    sent.push(parcel);
    return { messages: [parcel.id] };
  },
};

beforeEach(async () => {
  sent = [];
  opened = await openTryHouse({ clock, channels: () => [door] }, { open: false, key: 'the-operators-key' });
  const { store, memory } = opened.house;
  await store.write([
    staffStatement({ address: 'web:lia', name: 'Lia Andrade', role: 'lead' }),
    staffMailStatement('web:lia', 'lia@example.com'),
  ]);
  await memory.readDesk();
});
afterEach(() => opened.house.close());

/** A browser: its cookies stay with it. */
function browser() {
  const jar = new Map<string, string>();
  const keep = (response: Response) => {
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (/Max-Age=0/i.test(line)) jar.delete(name);
      else jar.set(name, value);
    }
    return response;
  };
  const headers = () => ({ ...page, cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') });
  return {
    jar,
    get: async (path: string) => keep(await opened.app.request(path, { headers: headers() })),
    post: async (path: string, form: Record<string, string>, more: Record<string, string> = {}) =>
      keep(await opened.app.request(path, { method: 'POST', headers: { ...headers(), ...more }, body: new URLSearchParams(form) })),
  };
}

const codeSent = async (): Promise<string> => {
  await expect.poll(() => sent.length).toBeGreaterThan(0);
  const { body } = sent.at(-1) as Parcel; // polled for above
  return /\d{4} \d{4}/.exec(body.type === 'text' ? body.text : '')?.[0] ?? '';
};

const isIn = async (one: ReturnType<typeof browser>) => (await one.get('/sign-in?to=/board')).status === 303;

test('the code comes to their mail, lets in once, and leaves nothing to read behind', async () => {
  const lia = browser();
  await lia.post('/sign-in', { whom: 'lia andrade', to: '/board' });
  const code = await codeSent();
  expect(sent.at(-1)?.to).toBe('email:lia@example.com');
  const inside = await lia.post('/sign-in', { whom: 'lia andrade', to: '/reports?by=week', code });
  expect([inside.status, inside.headers.get('location')]).toEqual([303, '/reports?by=week']);
  expect(await isIn(lia)).toBe(true);
  expect(await readAudit(opened.house.store)).toMatchObject([{ deed: 'signed_in', name: 'Lia Andrade' }]);
  const left = await opened.house.store.read({ sql: "SELECT 1 FROM outbox WHERE address LIKE '%#sign-in'", args: [] });
  expect(left).toEqual([]);
  const other = browser();
  await other.post('/sign-in', { whom: 'lia andrade', to: '/board', code });
  expect(await isIn(other)).toBe(false);
});

test('a colleague who was added by mail signs in by that mail, also where the desk is on Telegram', async () => {
  const { store, memory } = opened.house;
  await store.write([staffStatement({ address: 'email:zoe@example.com', name: 'Zoe Lima', role: 'analyst' })]);
  await memory.readDesk();
  for (const whom of ['Zoe@example.com', 'zoe lima']) {
    const zoe = browser();
    await zoe.post('/sign-in', { whom });
    const code = await codeSent();
    expect(sent.at(-1)?.to).toBe('email:zoe@example.com');
    await zoe.post('/sign-in', { whom, code });
    expect(await isIn(zoe)).toBe(true);
    clock.advance(61_000);
    sent = [];
    await store.write([settingStatement('desk', JSON.stringify({ contact: 'telegram', chat: 'telegram:-100', language: 'en' }))]);
    await memory.readDesk();
    expect(memory.team().map(({ name }) => name)).toEqual(['Zoe Lima']);
  }
});

test('a mail that was corrected takes the place of the one that a colleague was added by', async () => {
  const { store, memory } = opened.house;
  await store.write([
    staffStatement({ address: 'email:zoe@exmaple.com', name: 'Zoe Lima', role: 'analyst' }),
    staffMailStatement('email:zoe@exmaple.com', 'zoe@example.com'),
  ]);
  await memory.readDesk();
  await browser().post('/sign-in', { whom: 'zoe@exmaple.com' });
  await browser().post('/sign-in', { whom: 'zoe@example.com' });
  await codeSent();
  expect(sent.map(({ to }) => to)).toEqual(['email:zoe@example.com']);
});

test('another browser, a wrong code, the sixth try and a code of ten minutes ago do not let in', async () => {
  const [lia, thief] = [browser(), browser()];
  await lia.post('/sign-in', { whom: 'lia@example.com' });
  const code = await codeSent();
  await thief.get('/sign-in');
  expect((await thief.post('/sign-in', { whom: 'lia@example.com', code })).status).toBe(403);
  for (let i = 0; i < 5; i++) expect((await lia.post('/sign-in', { whom: 'lia@example.com', code: '0000 0000' })).status).toBe(403);
  expect((await lia.post('/sign-in', { whom: 'lia@example.com', code })).status).toBe(403);
  clock.advance(61_000);
  await lia.post('/sign-in', { whom: 'lia@example.com' });
  await expect.poll(() => sent.length).toBe(2);
  const late = await codeSent();
  clock.advance(10 * 60_000 + 1);
  expect((await lia.post('/sign-in', { whom: 'lia@example.com', code: late })).status).toBe(403);
  expect(await isIn(lia)).toBe(false);
});

test('whether there is such a member cannot be told from the answer; a member is sent one code a minute', async () => {
  const one = browser();
  const known = await (await one.post('/sign-in', { whom: 'Lia Andrade' })).text();
  const unknown = await (await one.post('/sign-in', { whom: 'Nemo Nobody' })).text();
  expect(unknown.replaceAll('Nemo Nobody', 'Lia Andrade')).toBe(known);
  await codeSent();
  await one.post('/sign-in', { whom: 'Lia Andrade' });
  await opened.house.settle();
  expect(sent).toHaveLength(1);
});

describe('the operator', () => {
  test('comes in by the key of npm start', async () => {
    const one = browser();
    expect((await one.get('/sign-in?key=the-operators-kez')).status).toBe(200);
    const inside = await one.get('/sign-in?key=the-operators-key');
    expect(inside.headers.get('location')).toBe('/board');
    const cookie = inside.headers.getSetCookie().find((line) => line.startsWith('alur_staff='));
    expect(cookie).toMatch(/HttpOnly/);
    expect(cookie).toMatch(/SameSite=Lax/);
    expect(cookie).not.toMatch(/Secure/);
  });
  test('behind https the cookie is Secure', async () => {
    const answer = await opened.app.request('/sign-in?key=the-operators-key', { headers: { ...page, 'x-forwarded-proto': 'https' } });
    expect(answer.headers.getSetCookie().join()).toMatch(/alur_staff=[^,]*Secure/);
  });
});

test('a session ends: signed out, unused for a fortnight, or no member any more', async () => {
  const one = browser();
  await one.get('/sign-in?key=the-operators-key');
  expect(await isIn(one)).toBe(true);
  await one.post('/sign-out', {});
  expect(await isIn(one)).toBe(false);

  await one.get('/sign-in?key=the-operators-key');
  clock.advance(15 * 86_400_000);
  expect(await isIn(one)).toBe(false);

  await one.get('/sign-in?key=the-operators-key');
  await opened.house.store.write([{ sql: "DELETE FROM staff WHERE address = 'web:you'", args: [] }]);
  await opened.house.memory.readDesk();
  expect(await isIn(one)).toBe(false);
});

test('it leads nowhere else, and another website cannot post', async () => {
  const one = browser();
  for (const to of ['//evil.example', 'https://evil.example', '/\\evil.example', 'javascript:alert(1)'])
    expect((await one.get(`/sign-in?key=the-operators-key&to=${encodeURIComponent(to)}`)).headers.get('location')).toBe('/board');
  expect((await one.post('/sign-out', {}, { origin: 'https://evil.example' })).status).toBe(403);
});

test('no word and no code in the log', async () => {
  const lines: string[] = [];
  const note = (facts: object, sentence: string) => void lines.push(JSON.stringify(facts) + sentence);
  const logged = await openTryHouse(
    { clock, channels: () => [door], log: { info: note, warn: note, error: note } },
    { open: false, key: 'k' },
  );
  await logged.app.request('/sign-in', { method: 'POST', body: new URLSearchParams({ whom: 'Bruno Dias' }) });
  await logged.house.settle();
  await logged.house.close();
  expect(lines.join('\n')).not.toMatch(/Bruno|\d{4} \d{4}/);
});

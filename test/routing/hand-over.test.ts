// A hand-over between teams (R51): history, files and one named contact stay, the client is asked nothing twice; the queue by team.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openRouted, type RoutedHouse } from '../support/routing.ts';

let house: RoutedHouse;
let number: number;

beforeEach(async () => {
  house = await openRouted('functional');
  ({ ticket: { number } } = await house.request({ as: 'ana', text: 'I need a banner for the fair' })); // biome-ignore format: one thought
  await house.desk(`/take #${number}`, 'carla');
  await house.desk(`/note #${number} They like blue`, 'carla');
});
afterEach(() => house.close());

/** What the client reads while this is done. */
async function readByClient(deed: () => Promise<unknown>): Promise<string[]> {
  const rows = async () => house.store.read({ sql: "SELECT body->>'$.body.text' AS text FROM outbox WHERE address = 'web:ana' ORDER BY seq", args: [] }); // biome-ignore format: one thought
  const before = (await rows()).length;
  await deed();
  return (await rows()).slice(before).map(({ text }) => String(text));
}

test('to a team: the client’s contact stays until somebody there takes it, and the client hears of that alone', async () => {
  const before = await house.ticket(number);
  const events = await house.events(number);
  let told: string[] = [];
  expect(await readByClient(async () => { told = await house.desk(`/assign #${number} Social`); })).toEqual([]); // biome-ignore format: one thought
  expect(told.join('\n')).toContain('🤝 Bruno hands this to Social, Mert is first in line.');
  const passed = await house.ticket(number);
  expect(passed).toMatchObject({ analyst: { name: 'Carla' }, brief: before.brief, first: before.first, stage: before.stage });
  expect(passed.route).toEqual({ team: 'social', name: 'Social', by: 'hand', because: 'Bruno', analyst: { address: 'web:mert', name: 'Mert' }, first: 'least' }); // biome-ignore format: one thought
  expect(await house.card(number)).toContain('→ Social · handed over by Bruno');
  const read = await readByClient(() => house.desk(`/take #${number}`, 'mert'));
  expect(read).toHaveLength(1);
  expect(read[0]).toContain('Mert');
  const after = await house.events(number);
  expect(after.slice(0, events.length)).toEqual(events);
  expect(after.slice(events.length).map(({ type }) => type)).toEqual(['passed', 'taken']);
});

test('to a person of another team: the ticket goes along, with one message to the client', async () => {
  const read = await readByClient(() => house.desk(`/assign #${number} Dewi`));
  expect(read).toHaveLength(1);
  expect(read[0]).toContain('Dewi');
  expect(read[0]).not.toContain('?');
  const after = await house.ticket(number);
  expect(after).toMatchObject({ analyst: { name: 'Dewi' }, route: { team: 'web', by: 'hand', because: 'Bruno' } });
  expect(await house.card(number)).toMatch(/→ Web · handed over by Bruno[\s\S]*Analyst: Dewi/);
});

test('to a person of the same team changes the person alone', async () => {
  await house.desk(`/assign #${number} Rui`);
  expect(await house.ticket(number)).toMatchObject({ analyst: { name: 'Rui' }, route: { team: 'design', by: 'rule' } });
});

test('asks the client nothing twice: what they write next goes on with the same ticket', async () => {
  await house.desk(`/assign #${number} Social`);
  const read = await house.says({ as: 'ana', text: 'and please make it wide' });
  expect(read.join('\n')).not.toMatch(/\?/);
  expect((await house.events(number)).map(({ type }) => type).slice(-2)).toEqual(['passed', 'commented']);
  expect((await house.ticket(number)).brief[0]?.text).toBe((await house.events(number)).flatMap((one) => (one.type === 'opened' ? one.brief : []))[0]?.text); // biome-ignore format: one thought
});

test('to the team that has it is refused with a sentence, and /assign offers the other teams', async () => {
  expect((await house.desk(`/assign #${number} Design`)).join('\n')).toContain('It is with Design already.');
  expect((await house.events(number)).map(({ type }) => type)).toEqual(['opened', 'taken', 'noted']);
  const rows = await house.store.read({ sql: 'SELECT max(seq) AS last FROM outbox', args: [] });
  await house.desk(`/assign #${number}`);
  const [asked] = await house.store.read({ sql: "SELECT body->'$.body.choices' AS choices FROM outbox WHERE seq > ?1 AND body->'$.body.choices' IS NOT NULL ORDER BY seq LIMIT 1", args: [Number(rows[0]?.last)] }); // biome-ignore format: one thought
  const labels = (JSON.parse(String(asked?.choices)) as { label: string }[]).map(({ label }) => label); // as the house wrote it
  expect(labels).toContain('→ Social');
  expect(labels).not.toContain('→ Design');
});

test('/queue of a team shows its tickets alone, and why they stand where they do', async () => {
  await house.request({ as: 'ben', text: 'we want a landing page' });
  expect((await house.desk('/queue')).join('\n')).toMatch(
    /#1001[\s\S]*→ Design[\s\S]*#1002[\s\S]*→ Web|#1002[\s\S]*→ Web[\s\S]*#1001[\s\S]*→ Design/,
  );
  const web = (await house.desk('/queue web')).join('\n');
  expect(web).toContain('#1002');
  expect(web).toContain('One ticket in the queue · Web');
  expect(web).toContain('waits');
  expect(web).not.toContain('#1001');
  expect((await house.desk('/queue nobody')).join('\n')).toContain('“nobody” is no team (Design, Social, Web, Front desk)');
});

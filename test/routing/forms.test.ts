// Five forms of organisation that the seeds tell of, each as configuration alone: who writes what, whose team it goes to, what the card says.
import { afterEach, describe, expect, test } from 'vitest';
import { openRouted, type RoutedHouse, type Writes } from '../support/routing.ts';

let house: RoutedHouse;
afterEach(() => house.close());

/** Who writes what · the line on the card. */
type Row = [writes: Omit<Writes, 'as'>, line: string];

const forms: Record<string, Row[]> = {
  functional: [
    [{ text: 'I need a banner' }, '→ Design · rule “Pictures” · Carla has the fewest open'],
    [{ text: 'a post for our instagram please' }, '→ Social · rule “Posts and mails” · Mert has the fewest open'],
    [{ text: 'we want a landing page' }, '→ Web · rule “Pages” · Dewi has the fewest open'],
    [{ text: 'hello' }, '→ Front desk · rule “Everything else” · Olena has the fewest open'],
  ],
  product: [
    [{ text: 'hello there', start: 'AURORA' }, '→ Aurora kettles · contact point “Aurora shop window” · Carla has the fewest open'],
    [{ text: 'I need a banner (ref: brisa)' }, '→ Brisa fans · contact point “Brisa box” · Mert has the fewest open'],
    [{ text: 'a banner for the Brisa Max please' }, '→ Brisa fans · rule “Fans by name” · Mert has the fewest open'],
    [{ text: 'um banner da nova chaleira, por favor' }, '→ Aurora kettles · rule “Kettles by name” · Carla has the fewest open'],
    [{ text: 'a banner for all of our shops' }, '→ Brand · rule “No product” · Olena has the fewest open'],
  ],
  market: [
    [{ text: 'banner', from: { phone: '5511900000001' } }, '→ Brasil · rule “Brazilian numbers” · Rui has the fewest open'],
    [{ text: 'banner', from: { phone: '905550000001' } }, '→ Türkiye · rule “Turkish numbers” · Mert has the fewest open'],
    [{ text: 'preciso de um banner novo', language: 'pt-BR' }, "→ Brasil · the client's language · Rui has the fewest open"],
    [{ text: 'I need a new banner' }, "→ World · the client's language · Olena has the fewest open"],
  ],
  process: [
    [{ text: 'I need a banner' }, '→ Intake · rule “New here”'],
    [{ text: 'I want to complain about your work' }, '→ After-care · rule “Something went wrong” · Olena has the fewest open'],
  ],
  matrix: [
    [{ text: 'a banner for Aurora' }, '→ Aurora design · rule “Aurora × pictures” · Carla has the fewest open'],
    [{ text: 'an instagram post about Aurora' }, '→ Aurora social · rule “Aurora × posts” · Rui has the fewest open'],
    [{ text: 'a banner for Brisa' }, '→ Brisa design · rule “Brisa × pictures” · Mert has the fewest open'],
    [{ text: 'an instagram post about Brisa' }, '→ Brisa social · rule “Brisa × posts” · Dewi has the fewest open'],
    [{ text: 'a landing page' }, '→ Office · rule “No product” · Olena has the fewest open'],
  ],
};

describe.each(Object.entries(forms))('%s', (form, rows) => {
  test('each request goes to its team, and its card says why', async () => {
    house = await openRouted(form);
    for (const [i, [writes, line]] of rows.entries()) {
      const { ticket, card } = await house.request({ ...writes, as: `client${i}` });
      expect(card.split('\n'), `${form}: ${writes.text}`).toContain(line);
      expect(line.startsWith(`→ ${ticket.route?.name} · `)).toBe(true);
      const [opened] = await house.events(ticket.number);
      expect(opened).toMatchObject({ type: 'opened', route: { team: ticket.route?.team, by: ticket.route?.by } });
    }
  });
});

describe('people', () => {
  test('market: a requester of an own shop goes to the shops’ team from then on', async () => {
    house = await openRouted('market');
    const first = await house.request({ as: 'ana', text: 'I need a banner' });
    expect(first.ticket.route?.team).toBe('world');
    await house.desk(`/requester #${first.ticket.number} internal Shop North`);
    await house.says({ as: 'ana', text: 'new' });
    const { card } = await house.request({ as: 'ana', text: 'banner' });
    expect(card).toContain('→ Own shops · rule “Internal shops” · Carla has the fewest open');
  });

  test('process: whoever is new is taken in at once by Intake, and comes back to Making', async () => {
    house = await openRouted('process');
    const first = await house.request({ as: 'ana', text: 'I need a banner' });
    expect(first.ticket).toMatchObject({ analyst: { name: 'Carla' }, stage: 'analysis' });
    expect((await house.events(first.ticket.number)).map(({ type, by }) => [type, by.type])).toEqual([['opened', 'client'], ['taken', 'clock']]); // biome-ignore format: one thought
    expect(first.read.at(-1)).toContain(`#${first.ticket.number}`); // the acknowledgement, with its number
    await house.says({ as: 'ana', text: 'new' });
    const second = await house.request({ as: 'ana', text: 'banner' });
    expect(second.card).toContain('→ Making · rule “Known clients” · Rui has the fewest open');
    expect(second.ticket.analyst).toBeUndefined();
  });

  test('functional: who served a client last is first in line again, until their hands are full', async () => {
    house = await openRouted('functional');
    const first = await house.request({ as: 'ana', text: 'I need a banner' });
    await house.desk(`/take #${first.ticket.number}`, 'rui');
    await house.says({ as: 'ana', text: 'new' });
    const second = await house.request({ as: 'ana', text: 'banner' });
    expect(second.card).toContain('→ Design · rule “Pictures” · Rui served them last');
    for (const as of ['ben', 'cem', 'dina', 'ed']) {
      const { ticket } = await house.request({ as, text: 'I need a banner' });
      await house.desk(`/take #${ticket.number}`, 'rui');
    }
    await house.says({ as: 'ana', text: 'new' });
    const third = await house.request({ as: 'ana', text: 'banner' });
    expect(third.card).toContain('→ Design · rule “Pictures” · Carla has the fewest open');
  });

  test('functional: the leads of the team hear of it, and no others', async () => {
    house = await openRouted('functional');
    await house.desk('/hears new lead');
    await house.request({ as: 'ana', text: 'I need a banner' });
    const rows = await house.store.read({ sql: "SELECT body FROM outbox WHERE address = 'desk:1001'", args: [] });
    const said = rows.map(({ body }) => String(body)).join('\n');
    expect(said).toContain('👉 Eva');
    expect(said).not.toContain('Lena');
  });
});

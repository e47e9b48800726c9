// Two clients side by side, doing anything: one is erased, and every row of the other's is as it was.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openTestHouse, type TestHouse } from '../support/house.ts';
import { atDesk, eraseMe, findWords, speaker, tables, upload } from '../support/my-data.ts';

const said = [
  'banner',
  'The summer sale',
  '2',
  'half price',
  'skip',
  'yes',
  'status',
  'new',
  'logo',
  '1',
  'cancel',
  'no',
  'thanks',
  'person',
  '👍',
  'file',
];
const desk = ['/take', '/ask Which size?', '/r On it', '/note they like blue', '/conclude Here', '/cancel twice', '/plan', '/reopen'];

const [numRuns, timeout] = process.env.ALUR_LONG ? [700, 900_000] : [25, 120_000];

type Step = { who: 'zeph' | 'ana' | 'desk'; what: string; number: number };
const anyStep: fc.Arbitrary<Step> = fc.record({
  who: fc.constantFrom('zeph' as const, 'ana' as const, 'desk' as const),
  what: fc.nat(100).map(String),
  number: fc.integer({ min: 1001, max: 1004 }),
});

/** By these, a page was joined with another in the midst of the erasure, and a name stayed between its cells. */
const joined =
  'ana 1 1001|ana 87 1002|ana 59 1002|desk 89 1001|zeph 0 1003|desk 29 1001|zeph 72 1002|zeph 54 1002|zeph 5 1001|desk 80 1002|ana 49 1004|ana 28 1002|ana 5 1001|zeph 96 1002|desk 23 1004|desk 93 1002|zeph 81 1004|desk 71 1001|desk 21 1003|desk 63 1004|desk 89 1001|zeph 2 1002';
const stepsOf = (written: string): Step[] =>
  written.split('|').map((one) => {
    const [who, what = '', number] = one.split(' ');
    return { who: who as Step['who'], what, number: Number(number) }; // as they are written above
  });

/** Every row that is about the one client and nobody else. */
async function rowsOf(house: TestHouse, chat: string, not: readonly string[]): Promise<object> {
  const all = await tables(house);
  const isOther = ({ body }: Record<string, unknown>) => not.some((number) => String(body).includes(number)); // a list of earlier requests
  const of = (table: string, is: (row: Record<string, unknown>) => boolean) => (all[table] ?? []).filter(is);
  const [conversation] = of('conversation', ({ id }) => id === `c:${chat}`);
  const person = conversation && (JSON.parse(String(conversation.state)) as { person: string }).person;
  const tickets = of('ticket', (row) => row.person === person);
  const ids = new Set(tickets.map(({ id }) => id));
  const lanes = new Set(tickets.map(({ number }) => `desk:${number}`));
  const numbers = new Set(tickets.map(({ number }) => number));
  return {
    conversation,
    person: of('person', ({ id }) => id === person),
    tickets,
    events: of('event', ({ ticket }) => ids.has(ticket)),
    inbox: of('inbox', (row) => row.chat === chat),
    outbox: of('outbox', (row) => row.address === chat || (lanes.has(String(row.address)) && !isOther(row))).map(
      ({ due_at: _d, owner: _o, ...row }) => row,
    ),
    timers: of('timer', ({ body, key }) => String(body).includes(`"${chat}"`) || [...ids].some((id) => String(key).startsWith(`${id}:`))),
    messages: of('message', ({ chat: where, ticket }) => where === chat || numbers.has(ticket)),
    topics: of('topic', ({ lane }) => lanes.has(String(lane))),
  };
}

test(
  'whatever both did before',
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyStep, { minLength: 6, maxLength: 30 }), async (steps) => {
        const house = await openTestHouse();
        try {
          const both = { zeph: speaker(house, 'zq77', 'Zephyrina Quastle'), ana: speaker(house, 'ana', 'Ana Prado', 'pt-BR') };
          for (const who of ['zeph', 'ana'] as const) for (const text of ['logo', '1', 'skip', 'yes']) await both[who](text);
          for (const { who, what, number } of steps) {
            if (who === 'desk') {
              const [slash = '', ...rest] = (desk[Number(what) % desk.length] ?? '').split(' ');
              await atDesk(house, [slash, `#${number}`, ...rest].join(' '));
              continue;
            }
            const text = said[Number(what) % said.length] ?? '';
            if (text === 'file') await both[who]('', { files: [await upload(house, 'a.txt', `bytes ${what}`)] });
            else await both[who](text === 'half price' ? `${text} of ${who === 'zeph' ? 'quarkberry' : 'sugar'}` : text);
          }
          const theirs = await house.store.read({ sql: "SELECT number FROM ticket WHERE body->>'$.language' = 'en'", args: [] });
          const numbers = theirs.map(({ number }) => `#${number}`);
          const before = await rowsOf(house, 'web:ana', numbers);
          expect(await eraseMe(both.zeph)).toContain('Done: you are erased here.');
          await house.tick();
          expect(await rowsOf(house, 'web:ana', numbers)).toEqual(before);
          expect(await findWords(house, ['Zephyrina', 'Quastle', 'quarkberry'])).toEqual([]);
        } finally {
          await house.close();
        }
      }),
      { numRuns, examples: [[stepsOf(joined)]], endOnFailure: true }, // to make it smaller takes longer than a test may
    );
  },
  timeout,
);

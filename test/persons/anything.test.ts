// Whatever is joined and parted, in whatever order, by codes and by the team: once all are parted, each has what was theirs, and nothing
// that was said is gone.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openTestHouse } from '../support/house.ts';
import { atDesk, speaker, upload } from '../support/my-data.ts';
import { belongings, codeOf, said } from '../support/persons.ts';

const chats = ['a', 'b', 'c', 'd'] as const;
const number = fc.integer({ min: 0, max: 3 });
const anyStep = fc.oneof(
  { weight: 3, arbitrary: fc.record({ type: fc.constant('code' as const), one: number, other: number }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('unite' as const), one: number, other: number }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('split' as const), one: number, which: fc.constantFrom('1', '2', 'all') }) },
);
const anySteps = fc.array(anyStep, { minLength: 2, maxLength: 10 });

test('random joins and splits leave tickets, messages and files as they were', async () => {
  await fc.assert(
    fc.asyncProperty(anySteps, async (steps) => {
      const house = await openTestHouse();
      try {
        const says = chats.map((chat) => speaker(house, `zq-${chat}`, `Name ${chat}`));
        const speak = (i: number, text: string) => says[i]?.(text) ?? Promise.resolve('');
        const press = (data: string) => house.post({ as: 'bruno', name: 'Bruno', desk: true, choice: data });
        for (const i of chats.keys()) {
          for (const text of ['banner', 'The fair', '2', `half ${i}`]) await speak(i, text);
          await says[i]?.('', { files: [await upload(house, 'a.txt', `bytes ${i}`)] });
          await speak(i, 'yes');
        }
        await atDesk(house, '/requester #1002 internal Sales');
        const before = await belongings(house);
        const words = await said(house);
        for (const step of steps) {
          if (step.type === 'code') await speak(step.other, codeOf(await speak(step.one, 'link my chats')));
          else if (step.type === 'unite') await press(`unite:${1001 + step.one}:${1001 + step.other}:yes`);
          else await press(`split:${1001 + step.one}:${step.which}`);
          const now = await belongings(house);
          expect(now.ticket).toHaveLength(4);
          expect(now.event).toEqual(before.event);
        }
        for (const i of chats.keys()) await press(`split:${1001 + i}:all`);
        for (const i of chats.keys()) await speak(i, 'cancel'); // whoever still waited for a code waits no more
        const after = await belongings(house);
        expect({ ...after, conversation: [] }).toEqual({ ...before, conversation: [] });
        const owner = (rows: Record<string, unknown>[] = []) =>
          rows.map(({ id, state }) => [id, (JSON.parse(String(state)) as { person: string }).person]);
        expect(owner(after.conversation)).toEqual(owner(before.conversation));
        const all = await said(house);
        expect(all.inbox.slice(0, words.inbox.length)).toEqual(words.inbox);
        const rows = new Map(all.outbox.map((row) => [row.id, row]));
        expect(words.outbox.map(({ id }) => rows.get(id))).toEqual(words.outbox);
        const parked = await house.store.read({ sql: 'SELECT parked FROM inbox WHERE parked IS NOT NULL', args: [] });
        expect(parked).toEqual([]);
      } finally {
        await house.close();
      }
    }),
    { numRuns: 12 },
  );
}, 240_000);

// Whatever a client, the desk and the clock do, in whatever order: nothing throws, and the client is answered or, on purpose, is not.
// Silence on purpose: the rest of an album · an edit of a message that means nothing any more · a chat that was blocked or let in
// again · a timer with nothing to do · the team is answering by phone · a message taken back, a mark.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readEvents } from '../../db/tickets.ts';
import { evolve } from '../../flows/evolve.ts';
import { holdMs, isHeld } from '../../flows/hold.ts';
import type { Outbound } from '../../flows/message.ts';
import type { Ticket } from '../../flows/ticket.ts';
import { openRoom } from '../support/flow-room.ts';
import { anySteps, type Step } from '../support/flow-steps.ts';
import { openTestHouse } from '../support/house.ts';

/** Ten thousand walks with ALUR_LONG=1. */
const numRuns = process.env.ALUR_LONG ? 10_000 : 300;
const patienceMs = process.env.ALUR_LONG ? 3_600_000 : 180_000;

const anyWalk = (maxLength: number) =>
  fc.record({
    language: fc.constantFrom('en', 'pt-BR', 'id', 'tr', 'uk', 'xx'),
    name: fc.constantFrom('Ana', '<b>_', '\ud83d', 'א'),
    steps: anySteps(maxLength),
  });

function walk(language: string, name: string, steps: readonly Step[]) {
  const room = openRoom({ language: language === 'xx' ? 'en' : language, name });
  for (const step of steps) {
    room.wait(1000);
    const conversation = room.conversation();
    const held = conversation !== undefined && isHeld(conversation, room.now());
    const before = room.inbounds().length;
    const outbound = step.run(room);
    const isClients = room
      .inbounds()
      .slice(before)
      .some(({ chat, type }) => chat === 'web:ana' && type !== 'timer');
    const answered = outbound.some(({ lane, body }) => lane === 'web:ana' && body.type === 'text' && body.text.trim() !== '');
    if (isClients && step.silence === 'never' && !held) expect(answered, `${step.what} was not answered`).toBe(true);
    const words = room
      .inbounds()
      .slice(before)
      .some((one) => one.type === 'message' && one.chat === 'web:ana' && ((one.text ?? '').trim() !== '' || one.files.length > 0));
    if (words && held && step.silence === 'never')
      expect(
        outbound.some(({ body }) => body.type === 'text'),
        `${step.what} was lost`,
      ).toBe(true);
    for (const { body } of outbound)
      if (body.type === 'text')
        for (const { data } of [...(body.choices ?? []), ...(body.nav ?? [])]) expect(Buffer.byteLength(data)).toBeLessThanOrEqual(64);
  }
  return room;
}

test(
  'any sequence never throws, and is always answered or silent on purpose',
  () => {
    fc.assert(
      fc.property(anyWalk(30), ({ language, name, steps }) => {
        walk(language, name, steps);
      }),
      { numRuns },
    );
  },
  patienceMs,
);

test(
  'an album is answered once, whatever stands open',
  () => {
    fc.assert(
      fc.property(anySteps(8), (steps) => {
        const room = walk('en', 'Ana', steps);
        room.wait(holdMs);
        const photo = () => room.say({ files: [{ id: 'f/0', kind: 'photo', contact: 'web', remote: 'r', kept: true }], album: 'fresh' });
        const answers = [photo(), photo(), photo()].map((outbound) => outbound.filter(({ lane }) => lane === 'web:ana').length > 0);
        expect(answers).toEqual([true, false, false]);
      }),
      { numRuns: 200 },
    );
  },
  patienceMs,
);

test(
  'with a quiet time, what waits is answered once it is quiet, by itself or before what ended it',
  () => {
    const quietMs = 1_500;
    const isAnswer = ({ lane, body }: Outbound) => lane === 'web:ana' && body.type === 'text' && body.text.trim() !== '';
    fc.assert(
      fc.property(anySteps(20), fc.array(fc.boolean(), { minLength: 20, maxLength: 20 }), (steps, pauses) => {
        const room = openRoom({ settings: { quietMs } });
        for (const [i, step] of steps.entries()) {
          const before = room.conversation()?.burst?.messages.length ?? 0;
          const outbound = step.run(room);
          const { burst, album } = room.conversation() ?? {};
          const held = () => isHeld(room.conversation() ?? { v: 1, person: '', misses: 0 }, room.now());
          const isEnded = before > 0 && (!burst || burst.messages.length < before);
          const isTaken = /^remove/.test(step.what);
          if (isEnded && !isTaken && !held()) expect(outbound.some(isAnswer), `${step.what} ended what was not answered`).toBe(true);
          if (!pauses[i] || !burst) continue;
          const isRest = burst.messages.every((one) => one.album !== undefined && one.album === album);
          const wasHeld = held();
          const answer = room.wait(quietMs);
          expect(room.conversation()).not.toHaveProperty('burst');
          if (!isRest && !wasHeld) expect(answer.some(isAnswer), `${step.what} was not answered when it was quiet`).toBe(true);
        }
      }),
      { numRuns },
    );
  },
  patienceMs,
);

test(
  'through the real house on a file the same happens, and its tables agree with its events',
  async () => {
    await fc.assert(
      fc.asyncProperty(anyWalk(20), async ({ language, name, steps }) => {
        const room = walk(language, name, steps);
        const house = await openTestHouse();
        try {
          for (const inbound of room.inbounds()) {
            house.clock.set(inbound.at);
            await house.tick();
            if (inbound.type !== 'timer') await house.engine.take(inbound);
            await house.settle();
          }
          const rows = await house.store.read({ sql: 'SELECT id, stage, situation, version, body FROM ticket ORDER BY number', args: [] });
          const places: string[] = [];
          for (const row of rows) {
            const ticket = JSON.parse(String(row.body)) as Ticket;
            expect([row.stage, row.situation, row.version]).toEqual([ticket.stage, ticket.situation, ticket.version]);
            const events = await readEvents(house.store, ticket.id);
            const folded = events.reduce<Ticket | null>((one, event) => evolve(one, event), null);
            expect({ ...folded, version: ticket.version }).toEqual(ticket);
            places.push(`${ticket.number} ${ticket.stage}/${ticket.situation} ${events.map(({ type }) => type).join(' ')}`);
          }
          const expected = room.tickets().map(
            ({ number, stage, situation }) =>
              `${number} ${stage}/${situation} ${room
                .events(number)
                .map(({ type }) => type)
                .join(' ')}`,
          );
          expect(places).toEqual(expected);
          const [parked] = await house.store.read({ sql: 'SELECT count(*) AS n FROM inbox WHERE parked IS NOT NULL', args: [] });
          expect(parked?.n).toBe(0);
        } finally {
          await house.close();
        }
      }),
      { numRuns: 30 },
    );
  },
  patienceMs,
);

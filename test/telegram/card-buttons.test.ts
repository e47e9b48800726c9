// The card's buttons: exactly the legal moves in every state, and none of them is refused; a stale one always is.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Client, files, openTelegram, type TelegramHouse, wordsOf } from '../support/telegram.ts';

let house: TelegramHouse;
afterEach(() => house.close());

/** Stage and situation; while a client is waited for, also for what. */
type State = string;
/** Where each button leads; `client:` are the client's own moves, `promised` is the state that it was pressed in. */
type Moves = Record<string, State | 'same'>;

const cancelled = (stage: string): Moves => ({ Reopen: `${stage}/open` });
const waiting = (stage: string): Moves => ({
  'Go on without an answer': `${stage}/open`,
  Cancel: `${stage}/cancelled`,
  'client:answer': `${stage}/open`,
});
const promise = { 'Promise a day': 'same' } as const;

/** What the card shows, in the order of the table; written down here by hand, not read from the product's own table. */
const states: Record<State, Moves> = {
  'triage/open': { 'Take it': 'analysis/open', Cancel: 'triage/cancelled' },
  'triage/cancelled': cancelled('triage'),
  'analysis/open': {
    'Ask client': 'analysis/awaiting answer',
    'To planning': 'planning/open',
    'Answer and close': 'analysis/done',
    'Back to Triage': 'triage/open',
    Cancel: 'analysis/cancelled',
  },
  'analysis/awaiting answer': { ...waiting('analysis'), 'Answer and close': 'analysis/done' },
  'analysis/done': { Reopen: 'analysis/open' },
  'analysis/cancelled': cancelled('analysis'),
  'planning/open': {
    'Ask client': 'planning/awaiting answer',
    ...promise,
    Steps: 'same',
    'Start production': 'production/open',
    'Back to Analysis': 'analysis/open',
    Cancel: 'planning/cancelled',
  },
  'planning/awaiting answer': { ...waiting('planning'), ...promise },
  'planning/cancelled': cancelled('planning'),
  'production/open': {
    'Ask client': 'production/awaiting answer',
    ...promise,
    Steps: 'same',
    'To delivery': 'delivery/open',
    'Back to Planning': 'planning/open',
    Cancel: 'production/cancelled',
  },
  'production/awaiting answer': { ...waiting('production'), ...promise },
  'production/cancelled': cancelled('production'),
  'delivery/open': {
    'Ask client': 'delivery/awaiting answer',
    ...promise,
    Deliver: 'delivery/awaiting approval',
    'Answer and close': 'delivery/done',
    'Back to Production': 'production/open',
    Cancel: 'delivery/cancelled',
  },
  'delivery/awaiting answer': { ...waiting('delivery'), ...promise, 'Answer and close': 'delivery/done' },
  'delivery/awaiting approval': {
    'Go on without an answer': 'delivery/open',
    ...promise,
    'Answer and close': 'delivery/done',
    Cancel: 'delivery/cancelled',
    'client:Approve': 'delivery/done',
    'client:Ask for changes': 'production/open',
  },
  'delivery/done': { Reopen: 'delivery/open' },
  'delivery/cancelled': cancelled('delivery'),
};

/** Buttons that ask for words before they do anything. */
const asking = ['Ask client', 'Answer and close', 'Deliver', 'Cancel', /^Back to /];

describe('the card', () => {
  let ana: Client;
  let number: number;
  beforeEach(async () => {
    house = await openTelegram();
    ana = house.client();
    number = await files(house, ana);
  });

  async function stateNow(): Promise<State> {
    const [row] = await house.rows("SELECT stage, situation, body->>'$.awaiting.type' AS waits FROM ticket WHERE number = ?1", number);
    return `${row?.stage}/${row?.situation}${row?.waits ? ` ${row.waits}` : ''}`;
  }

  async function make(move: string): Promise<void> {
    const own = /^client:(.*)$/.exec(move)?.[1];
    if (own === 'answer') await ana.says('because we like it');
    else if (own) {
      const delivered = ana.person.chat.last((message) => message.buttons.includes(own));
      await ana.presses(own, delivered);
      if (own === 'Ask for changes') await ana.says('larger, please');
    } else if (move === 'Promise a day') {
      const press = await house.desk.presses(number, move);
      expect(press.answer).toEqual({});
      const days = house.desk.group.chat.last((message) => message.buttons.includes('›'));
      if (days?.buttons.includes('27')) expect((await house.desk.presses(days, '27')).answer).toEqual({});
    } else if (asking.some((one) => (typeof one === 'string' ? one === move : one.test(move)))) {
      const reply = await house.desk.tells(number, move, 'these are the words');
      expect(reply.reactions).toEqual(['👍']);
    } else expect((await house.desk.presses(number, move)).answer).toEqual({});
  }

  test('shows exactly the legal moves in every state, and none of them is refused', async () => {
    const left = new Set(Object.entries(states).flatMap(([state, moves]) => Object.keys(moves).map((move) => `${state}: ${move}`)));
    let isPromised = false;
    const target = (state: State, move: string): State => {
      const to = states[state]?.[move] ?? '';
      return to === 'same' ? state : to;
    };
    /** The moves from here to the nearest one that was not made yet. Promises come last: without a day there is no production. */
    function wayToNext(from: State): string[] | undefined {
      const open = (state: State) =>
        Object.keys(states[state] ?? {}).filter((move) => isPromised || (move !== 'Promise a day' && move !== 'Start production'));
      const ways: { state: State; moves: string[] }[] = [{ state: from, moves: [] }];
      const seen = new Set([from]);
      for (const way of ways) {
        const next = open(way.state).find((move) => left.has(`${way.state}: ${move}`));
        if (next) return [...way.moves, next];
        for (const move of open(way.state)) {
          const state = target(way.state, move);
          if (!seen.has(state)) ways.push({ state, moves: [...way.moves, move] });
          seen.add(state);
        }
      }
      return undefined;
    }

    const shown = new Map<State, string[]>();
    while (left.size > 0) {
      let way = wayToNext(await stateNow());
      if (!way && !isPromised) {
        isPromised = true;
        while ((await stateNow()) !== 'planning/open')
          await make((await stateNow()) === 'triage/open' ? 'Take it' : way1(await stateNow()));
        way = ['Promise a day'];
      }
      if (!way) throw new Error(`these moves cannot be reached: ${[...left].join(', ')}`);
      for (const move of way) {
        const state = await stateNow();
        const buttons = (await house.desk.card(number)).buttons;
        const expected = Object.keys(states[state] ?? {}).filter(
          (one) => !one.startsWith('client:') && (isPromised || one !== 'Start production'),
        );
        if (move !== 'Promise a day' || state !== 'planning/open')
          expect([state, [...buttons].sort()]).toEqual([state, [...expected].sort()]);
        shown.set(state, buttons);
        ana.news();
        await make(move);
        expect([state, move, await stateNow()]).toEqual([state, move, target(state, move)]);
        left.delete(`${state}: ${move}`);
      }
    }
    expect([...shown.keys()].sort()).toEqual(Object.keys(states).sort());
    expect(house.logged).toEqual([]);
  });

  /** From anywhere before a day was promised, the next move on the way to planning. */
  const way1 = (state: State): string =>
    state.endsWith('/cancelled') || state.endsWith('/done')
      ? 'Reopen'
      : state.endsWith('/open')
        ? 'To planning'
        : 'Go on without an answer';

  test.each([
    { name: 'take', data: 'take:1001', words: "“Take it” isn't possible for #1001 now (Analysis · awaiting client)" },
    {
      name: 'a move of another stage',
      data: 'finish:1001',
      words: "“To delivery” isn't possible for #1001 now (Analysis · awaiting client)",
    },
    { name: 'reopen', data: 'reopen:1001', words: "“Reopen” isn't possible for #1001 now" },
    { name: 'a day', data: 'promise:1001:2026-11-27', words: "“Promise a day” isn't possible for #1001 now" },
  ])('refuses a stale button ($name) with an alert that names what is possible now', async ({ data, words }) => {
    const card = await house.desk.card(number);
    await house.desk.presses(number, 'Take it');
    await house.desk.tells(number, 'Ask client', 'Which size?');
    ana.news();
    const events = await house.rows('SELECT 1 FROM event');
    const press = await house.desk.pressesAnyway(card, data);
    expect(press.answer?.show_alert).toBe(true);
    expect(press.answer?.text).toContain(words);
    expect(press.answer?.text).toMatch(/Possible: “Go on without an answer”, “Answer and close”, “Cancel”\.$/);
    expect(await house.rows('SELECT 1 FROM event')).toHaveLength(events.length);
    expect(ana.news()).toEqual([]);
  });

  test.each([
    { data: 'take:9999', words: "There's no ticket #9999." },
    { data: 'take:', words: "There's no ticket" },
    { data: 'nonsense', words: "I don't know “nonsense”" },
    { data: 'constructor:1001', words: "I don't know “constructor”" },
  ])('answers a button that never was ($data) with an alert', async ({ data, words }) => {
    const press = await house.desk.pressesAnyway(await house.desk.card(number), data);
    expect(press.answer?.text).toContain(words);
    expect(await house.place(number)).toEqual({ stage: 'triage', situation: 'open' });
  });

  test('gives a ticket to the first of two who take it at the same moment; only /take takes it over', async () => {
    const eva = house.api.user({ id: 502, first_name: 'Eva' });
    await house.desk.writes(null, '/join', eva);
    const asked = house.desk.group.chat.last();
    if (asked) await house.desk.presses(asked, 'As analyst');
    const card = await house.desk.card(number);
    const presses = [house.desk.manager, eva].map((who) => house.desk.group.press(who, card, 'Take it'));
    await house.settle();
    expect(presses.map((press) => press.answer?.text ?? 'done')).toEqual(['done', expect.stringContaining("“Take it” isn't possible")]);
    expect(wordsOf(await house.desk.card(number))).toContain('Analyst: Bruno');
    await house.desk.writes(number, '/take', eva);
    expect(wordsOf(await house.desk.card(number))).toContain('Analyst: Eva');
  });

  test('refuses the second of two who press the same button at the same moment', async () => {
    const card = await house.desk.card(number);
    await house.desk.presses(number, 'Take it');
    const presses = [1, 2].map(() => house.desk.group.press(house.desk.manager, card, 'To planning'));
    await house.settle();
    expect(presses.map((press) => press.answer?.text ?? 'done')).toEqual(['done', expect.stringContaining("“To planning” isn't possible")]);
    expect(await house.walk(number)).toEqual(['triage/open', 'analysis/open', 'planning/open']);
  });
});

// What a channel tells of itself and of our messages, as the desk reads it.
import { describe, expect, test } from 'vitest';
import { shippedCatalogue } from '../../flows/catalogue.ts';
import { alarmTurn, type DeliveryGiven, deliveryTurn, type NewsGiven } from '../../flows/channel-news.ts';
import { type Alarm, alarms, type DeliveryState, type InboundOf } from '../../flows/message.ts';
import { languages } from '../../flows/texts.ts';
import type { Turn } from '../../flows/turn.ts';
import { wallOf } from '../../flows/zone.ts';

const at = Date.UTC(2026, 10, 23, 10);
const given: NewsGiven = {
  catalogue: shippedCatalogue(),
  languages,
  zone: 'America/Sao_Paulo',
  desk: { contact: 'telegram', chat: 'telegram:-100', language: 'en' },
};
const common = { contact: 'whatsapp', at };
const own = { ...common, chat: 'whatsapp:5511900000000', from: { address: 'whatsapp:5511900000000', name: '' } };
const alarm = (what: Alarm, until?: number): InboundOf<'alarm'> => ({
  ...own,
  type: 'alarm',
  id: `whatsapp:alarm:${what}`,
  what,
  ...(until === undefined ? {} : { until }),
});
const told = ({ outbound }: Turn): string[] => outbound.map(({ lane, body }) => `${lane} ${body.type === 'text' ? body.text : body.type}`);

describe('an alarm', () => {
  test.each(alarms)('“%s” is one text to the desk in its language, and nobody becomes a client by it', (what) => {
    const turn = alarmTurn(given, alarm(what));
    expect(told(turn)).toEqual([expect.stringMatching(/^desk (⚠️|✅) .*(WhatsApp|service catalogue).*\.$/)]);
    expect([turn.person, turn.conversation, turn.changes, turn.timers]).toEqual([undefined, undefined, [], []]);
    const portuguese = told(alarmTurn({ ...given, desk: { contact: 'web', chat: 'web:desk', language: 'pt-BR' } }, alarm(what)));
    expect(portuguese).not.toEqual(told(turn));
  });
  test('says what to do', () => {
    expect(told(alarmTurn(given, alarm('logged_out')))).toEqual([
      'desk ⚠️ WhatsApp was unpaired on the phone. Messages to clients wait. Pair it again: /setup (“npm start” prints the link) or “npm run pair”.',
    ]);
    expect(told(alarmTurn(given, alarm('connected')))).toEqual(['desk ✅ WhatsApp works again; what waited leaves now.']);
  });
  test('says when it is over, by the team’s calendar and clock', () => {
    expect(told(alarmTurn(given, alarm('capped', Date.UTC(2026, 10, 24, 2, 5))))[0]).toContain(
      'It goes on by itself on Monday 23 November at 23:05.',
    );
    const portuguese = { ...given, zone: 'UTC', desk: { contact: 'web', chat: 'web:desk', language: 'pt-BR' } };
    expect(told(alarmTurn(portuguese, alarm('capped', Date.UTC(2026, 10, 24))))[0]).toMatch(/terça-feira, 24 de novembro, às 00:00\.$/);
  });
  test('of a further account says which it is', () => {
    const [said] = alarmTurn(given, { ...alarm('connected'), contact: 'whatsapp-shop' }).outbound;
    expect(said?.body).toMatchObject({ type: 'text', title: 'WhatsApp · shop' });
    expect(alarmTurn(given, alarm('connected')).outbound[0]?.body).not.toHaveProperty('title');
  });
  test('waits for a desk where none is claimed', () => {
    expect(told(alarmTurn({ ...given, desk: null }, alarm('banned')))[0]).toMatch(/^desk ⚠️ WhatsApp has banned/);
  });
});

describe('what became of a message', () => {
  const ana = { id: 'ana', name: 'Ana', language: 'en', address: 'whatsapp:5511900000001', reachable: true };
  const delivery = (state: DeliveryState, why?: string): InboundOf<'delivery'> => ({
    ...common,
    chat: ana.address,
    from: { address: ana.address, name: '' },
    type: 'delivery',
    id: `whatsapp:3EB0:${state}`,
    message: '3EB0',
    state,
    ...(why ? { why } : {}),
  });
  const failed = delivery('failed', 'The number is not on WhatsApp.');
  type Row = [what: string, inbound: InboundOf<'delivery'>, more: Partial<DeliveryGiven>, told: string[]];
  const table: Row[] = [
    ['sent', delivery('sent'), { client: ana }, []],
    ['delivered', delivery('delivered'), { client: ana }, []],
    ['read', delivery('read'), { client: ana }, []],
    [
      'failed, about a ticket',
      failed,
      { client: ana, link: { ticket: 1001, role: 'update' } },
      ['desk:1001 ⚠️ A message to Ana did not arrive. Try another way to reach them.\nThe number is not on WhatsApp.'],
    ],
    [
      'failed, about none',
      failed,
      { client: ana, before: 'sent' },
      ['desk ⚠️ A message to Ana did not arrive. Try another way to reach them.\nThe number is not on WhatsApp.'],
    ],
    [
      'failed, of somebody unknown, for no reason',
      delivery('failed'),
      {},
      ['desk ⚠️ A message to the client did not arrive. Try another way to reach them.'],
    ],
    ['failed, but it had arrived', failed, { client: ana, before: 'delivered' }, []],
    ['failed, but it had been read', failed, { client: ana, before: 'read' }, []],
    ['failed, told before', failed, { client: ana, before: 'failed' }, []],
  ];
  test.each(table)('%s', (_what, inbound, more, lines) => {
    const turn = deliveryTurn({ ...given, ...more }, inbound);
    expect(told(turn)).toEqual(lines);
    expect(turn.delivery).toEqual({
      chat: ana.address,
      message: '3EB0',
      state: inbound.state,
      at,
      ...(inbound.why ? { why: inbound.why } : {}),
    });
    expect([turn.person, turn.conversation, turn.changes]).toEqual([undefined, undefined, []]);
  });
  test('that is not named: nothing', () => {
    const { message: _, ...nameless } = failed;
    expect(deliveryTurn(given, nameless)).toEqual({ changes: [], outbound: [], timers: [] });
  });
});

test.each([
  ['UTC', at, '2026-11-23T10:00'],
  ['America/Sao_Paulo', at, '2026-11-23T07:00'],
  ['Pacific/Kiritimati', at, '2026-11-24T00:00'],
  ['Asia/Kathmandu', at, '2026-11-23T15:45'],
  ['Europe/Lisbon', Date.UTC(2026, 9, 25, 1, 30), '2026-10-25T01:30'],
  ['Europe/Lisbon', Date.UTC(2026, 9, 25, 0, 30), '2026-10-25T01:30'],
  ['America/Sao_Paulo', -1, '1969-12-31T20:59'],
])('the clock on the wall of %s at %i shows %s', (zone, moment, shown) => {
  expect(new Date(wallOf(zone, moment)).toISOString().slice(0, 16)).toBe(shown);
});

// Houses on any store, alone or several on one server, with a door that records what is sent and clocks that leap over short waits.
import type { Channel, Parcel } from '../../bots/channel.ts';
import { staffStatement } from '../../db/desk.ts';
import type { Store } from '../../db/store.ts';
import { shippedCatalogue } from '../../flows/catalogue.ts';
import type { FileRef, Inbound } from '../../flows/message.ts';
import { languages } from '../../flows/texts.ts';
import type { Clock } from '../../src/clock.ts';
import { type House, openHouse } from '../../src/house.ts';
import { silentLog } from '../../src/log.ts';
import { type TestClock, testClock } from './clock.ts';

/** A test's clock on which a wait of up to two seconds is over at once, and the time with it. */
export function leapingClock(start?: number): TestClock {
  const clock = testClock(start);
  const sleep: Clock['sleep'] = async (ms, signal) => {
    if (ms > 2000) return clock.sleep(ms, signal);
    await new Promise((resolve) => setImmediate(resolve));
    if (!signal?.aborted) clock.advance(ms);
  };
  return { ...clock, sleep };
}

export type Warning = { facts: object; sentence: string };
export type StoreHouse = House & {
  clock: TestClock;
  /** Everything that was sent, in order. */
  sent: Parcel[];
  /** What the house complained of. */
  complaints: Warning[];
  /** Hands over what a client says; resolves once it is committed. */
  say(id: string, text: string, as?: string, more?: { files?: FileRef[]; quote?: string }): Promise<number>;
  /** The same, for Bruno at the desk. */
  atDesk(id: string, text: string, more?: { quote?: string; thread?: string }): Promise<number>;
  settle(): Promise<void>;
};

export type StoreHouseOptions = { alone?: boolean; clock?: TestClock; send?: Channel['send']; staffed?: boolean; quietMs?: number };

export async function openStoreHouse(store: Store, options: StoreHouseOptions = {}): Promise<StoreHouse> {
  const clock = options.clock ?? leapingClock();
  const sent: Parcel[] = [];
  const complaints: Warning[] = [];
  const door: Channel = {
    name: 'web',
    start: async () => undefined,
    stop: async () => undefined,
    pace: () => 0,
    send: async (parcel) => {
      const done = await options.send?.(parcel);
      sent.push(parcel);
      const { type } = parcel.body;
      return (
        done ?? {
          messages: [parcel.id],
          ...(type === 'topic' ? { thread: parcel.id } : {}),
          ...(type === 'card' && !parcel.card ? { card: parcel.id } : {}),
        }
      );
    },
  };
  const complain = (facts: object, sentence: string) => void complaints.push({ facts, sentence });
  if (options.staffed ?? true) await import('../../db/migrate.ts').then(({ migrate }) => migrate(store));
  if (options.staffed ?? true) await store.write([staffStatement({ address: 'web:bruno', name: 'Bruno', role: 'manager' })]);
  const house = await openHouse({
    store,
    clock,
    alone: options.alone ?? true,
    files: { put: async () => 'no-file', get: async () => null, remove: async () => undefined },
    log: { ...silentLog, warn: complain, error: complain },
    catalogue: shippedCatalogue(),
    languages,
    zone: 'UTC',
    ...(options.quietMs === undefined ? {} : { settings: { quietMs: options.quietMs } }),
    channels: () => [door],
    fallbackDesk: { contact: 'web', chat: 'web:desk', language: 'en' },
    fixedDesk: null,
  });
  await house.start();
  const inbound = (id: string, text: string, chat: string, from: Inbound['from'], more: object): Inbound => ({
    ...{ type: 'message', id: `web:${id}`, contact: 'web', chat, from, message: `web:${id}`, at: clock.now(), text, files: [] },
    ...more,
  });
  return {
    ...house,
    clock,
    sent,
    complaints,
    say: (id, text, as = 'ana', more = {}) =>
      house.engine.take(inbound(id, text, `web:${as}`, { address: `web:${as}`, name: as, language: 'en' }, more)),
    atDesk: (id, text, more = {}) =>
      house.engine.take(inbound(id, text, 'web:desk', { address: 'web:bruno', name: 'Bruno' }, { group: true, ...more })),
    settle: async () => {
      await house.engine.idle();
      await house.outbox.idle();
    },
  };
}

/** What was sent to somebody, as texts. */
export const textsTo = (house: Pick<StoreHouse, 'sent'>, to: string): string[] =>
  house.sent.flatMap(({ to: address, body }) => (address === to ? [body.type === 'text' ? body.text : `(${body.type})`] : []));

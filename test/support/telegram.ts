// A whole house on Telegram for a test: the real engine and channel, a real database file, the loopback Bot API, and the
// people on both sides as a test acts them. The clock moves only when somebody has to wait: for their turn, or for a retry.
import type { Channel, OpenFile } from '../../bots/channel.ts';
import { type TelegramChannel, type TelegramConfig, telegram } from '../../bots/telegram/index.ts';
import { type Stage, stages } from '../../flows/ticket.ts';
import {
  type BotApi,
  type BotApiOptions,
  type FileOptions,
  type Group,
  type GroupPlan,
  type MessageRecord,
  type Person,
  type PostOptions,
  type Press,
  startBotApi,
  type UserPlan,
} from '../loopback/bot-api/index.ts';
import { type TestClock, testClock } from './clock.ts';
import { openTestHouse, type TestHouse, type TestHouseOptions } from './house.ts';

export const deskGroup: GroupPlan = { id: -1001234567890, title: 'Marketing desk', is_forum: true };

export type TelegramHouseOptions = {
  folder?: string;
  clock?: TestClock;
  api?: BotApi;
  bot?: BotApiOptions;
  webhook?: TelegramConfig['webhook'];
  /** Doors besides Telegram's, for clients who are elsewhere. */
  channels?: (openFile: OpenFile) => Channel[];
  house?: Omit<TestHouseOptions, 'channels' | 'clock' | 'folder' | 'log'>;
};

type FileKind = 'photo' | 'document' | 'voice' | 'sticker';

/** A client in their private chat. What they do resolves with what the bot said to it. */
export type Client = {
  readonly person: Person;
  says(text: string, options?: PostOptions): Promise<MessageRecord[]>;
  presses(label: string | RegExp, message?: MessageRecord): Promise<MessageRecord[]>;
  pressesAnyway(message: MessageRecord, data: string): Promise<MessageRecord[]>;
  sends(kind: FileKind, bytes: Uint8Array, options?: FileOptions): Promise<MessageRecord[]>;
  edits(message: MessageRecord, text: string): Promise<MessageRecord[]>;
  /** The client's own last message. */
  own(): MessageRecord;
  /** The bot's last message. */
  last(): MessageRecord;
  /** What the bot said since this was last asked, or since the client last did something. */
  news(): MessageRecord[];
};

/** The team in its group. `who` is the manager unless told otherwise. */
export type DeskSide = {
  group: Group;
  readonly manager: Person;
  card(number: number): Promise<MessageRecord>;
  thread(number: number): Promise<number>;
  /** The bot's messages in a ticket's topic, without the card. */
  topic(number: number): Promise<MessageRecord[]>;
  /** The last copy of the client's words in a ticket's topic. */
  copy(number: number): Promise<MessageRecord>;
  presses(ticketOrMessage: number | MessageRecord, label: string | RegExp, who?: Person): Promise<Press>;
  pressesAnyway(message: MessageRecord, data: string, who?: Person): Promise<Press>;
  /** Presses a button that asks for words, and replies with them. */
  tells(number: number, label: string, text: string, who?: Person): Promise<MessageRecord>;
  /** Writes in a ticket's topic; null is General. */
  writes(number: number | null, text: string, who?: Person): Promise<MessageRecord>;
  replies(to: MessageRecord, text: string, who?: Person): Promise<MessageRecord>;
  repliesWith(kind: FileKind, to: MessageRecord, bytes: Uint8Array, options?: FileOptions): Promise<MessageRecord>;
  news(): MessageRecord[];
};

export type TelegramHouse = {
  readonly api: BotApi;
  readonly house: TestHouse;
  readonly clock: TestClock;
  readonly channel: TelegramChannel;
  readonly desk: DeskSide;
  /** Every warning and error of the log. */
  readonly logged: string[];
  client(plan?: Partial<UserPlan>): Client;
  claim(who?: Person): Promise<void>;
  /** Lets everything that is under way happen; the clock goes ahead for what has to wait, at most by so much. */
  settle(aheadMs?: number): Promise<void>;
  rows(sql: string, ...args: (string | number)[]): Promise<Record<string, unknown>[]>;
  /** `stage/situation` after each event, repeats left out. */
  walk(number: number): Promise<string[]>;
  place(number: number): Promise<{ stage: Stage; situation: string }>;
  close(): Promise<void>;
};

/** The desk is not claimed yet. `plan`: the team's group, or the one that is there already. */
export async function openUnclaimed(options: TelegramHouseOptions = {}, plan: GroupPlan | Group = deskGroup): Promise<TelegramHouse> {
  const clock = options.clock ?? testClock();
  const api = options.api ?? (await startBotApi({ now: clock.now, ...options.bot }));
  const logged: string[] = [];
  const note = (facts: object, sentence: string) => void logged.push(`${sentence} ${JSON.stringify(facts)}`);
  let channel: TelegramChannel | undefined;
  const house = await openTestHouse({
    ...options.house,
    clock,
    log: { info: () => undefined, warn: note, error: note },
    ...(options.folder ? { folder: options.folder } : {}),
    webDesk: options.house?.webDesk ?? false,
    channels: (openFile) => {
      channel = telegram({
        contact: 'telegram',
        token: api.token,
        root: api.root,
        openFile,
        log: { info: () => undefined, warn: note, error: note },
        now: clock.now,
        sleep: clock.sleep,
        ...(options.webhook ? { webhook: options.webhook } : {}),
      });
      return [channel, ...(options.channels?.(openFile) ?? [])];
    },
  });
  if (!channel) throw new Error('The house made no Telegram channel.');

  const rows: TelegramHouse['rows'] = (sql, ...args) => house.store.read({ sql, args });

  async function settle(aheadMs = 600_000): Promise<void> {
    const until = clock.now() + aheadMs;
    for (let quiet = false, rounds = 0; rounds < 20_000; rounds += 1) {
      await api.waitUntil(() => api.pending().length === 0, { what: 'every update to be taken' });
      await house.settle();
      // Claimed rows are under way: their leases are no reason to move the clock.
      const [queue] = await rows(
        "SELECT count(owner) AS claimed, min(iif(owner IS NULL, due_at, NULL)) AS due FROM outbox WHERE state = 'queued' AND due_at IS NOT NULL",
      );
      const due = queue?.due === null || Number(queue?.due) > until ? undefined : Number(queue?.due);
      const isEmpty = queue?.claimed === 0 && due === undefined;
      if (isEmpty && quiet && api.pending().length === 0) return;
      quiet = isEmpty;
      if (queue?.claimed === 0 && due !== undefined && due > clock.now()) clock.set(due);
      await new Promise((resolve) => setTimeout(resolve, isEmpty ? 0 : 1));
    }
    throw new Error('The house does not come to rest.');
  }

  const newsOf = (chat: () => { messages: readonly MessageRecord[] }) => {
    let seen = 0;
    return (): MessageRecord[] => {
      const all = chat().messages.filter((message) => message.byBot && !message.service && message.step > seen);
      seen = Math.max(seen, ...all.map((message) => message.step));
      return all;
    };
  };

  function client(given: Partial<UserPlan> = {}): Client {
    const person = api.user({ id: 111, first_name: 'Ana', language_code: 'en', ...given });
    const news = newsOf(() => person.chat);
    const last = (): MessageRecord => {
      const found = person.chat.last();
      if (!found) throw new Error(`the bot has said nothing to ${person.user.first_name}`);
      return found;
    };
    const heard = async (deed: () => unknown): Promise<MessageRecord[]> => {
      news();
      deed();
      await settle();
      return news();
    };
    const send = {
      photo: person.sendPhoto,
      document: person.sendDocument,
      voice: person.sendVoice,
      sticker: person.sendSticker,
    };
    return {
      person,
      says: (text, more) => heard(() => person.write(text, more)),
      presses: (label, message) => heard(() => person.press(message ?? last(), label)),
      pressesAnyway: (message, data) => heard(() => person.pressAnyway(message, data)),
      sends: (kind, bytes, more) => heard(() => send[kind](bytes, more)),
      edits: (message, text) => heard(() => person.edit(message, text)),
      own: () => {
        const found = person.chat.messages.findLast((message) => !message.byBot && !message.service);
        if (!found) throw new Error(`${person.user.first_name} has said nothing`);
        return found;
      },
      last,
      news,
    };
  }

  const manager = api.user({ id: 501, first_name: 'Bruno', language_code: 'en' });
  const desk: DeskSide = {
    group: 'chat' in plan ? plan : api.group({ members: [manager], ...plan }),
    manager,
    async card(number) {
      const [row] = await rows('SELECT card FROM topic WHERE lane = ?1', `desk:${number}`);
      const card = row?.card ? desk.group.chat.find(Number(row.card)) : undefined;
      if (!card) throw new Error(`ticket ${number} has no card:\n${desk.group.transcript()}`);
      return card;
    },
    async thread(number) {
      const [row] = await rows('SELECT thread FROM topic WHERE lane = ?1', `desk:${number}`);
      if (!row?.thread) throw new Error(`ticket ${number} has no topic:\n${desk.group.transcript()}`);
      return Number(row.thread);
    },
    async topic(number) {
      const [thread, card] = [await desk.thread(number), await desk.card(number)];
      return desk.group.messages.filter((one) => one.byBot && !one.service && one.message_thread_id === thread && one !== card);
    },
    async copy(number) {
      const copies = await rows("SELECT external_id FROM message WHERE role = 'copy' AND ticket = ?1", number);
      const ids = copies.map((row) => Number(row.external_id));
      const found = desk.group.messages.findLast((one) => ids.includes(one.message_id));
      if (!found) throw new Error(`ticket ${number} has no copy:\n${desk.group.transcript()}`);
      return found;
    },
    async presses(target, label, who = manager) {
      const press = desk.group.press(who, typeof target === 'number' ? await desk.card(target) : target, label);
      await settle();
      return press;
    },
    async pressesAnyway(message, data, who = manager) {
      const press = desk.group.pressAnyway(who, message, data);
      await settle();
      return press;
    },
    async tells(number, label, text, who = manager) {
      await desk.presses(number, label, who);
      const prompt = desk.group.chat.last((message) => message.reply_markup?.force_reply === true);
      if (!prompt) throw new Error(`"${label}" asked for nothing:\n${desk.group.transcript()}`);
      return desk.replies(prompt, text, who);
    },
    async writes(number, text, who = manager) {
      const message = desk.group.write(who, text, number === null ? {} : { topic: await desk.thread(number) });
      await settle();
      return message;
    },
    async replies(to, text, who = manager) {
      const message = desk.group.write(who, text, { replyTo: to });
      await settle();
      return message;
    },
    async repliesWith(kind, to, bytes, more = {}) {
      const { group } = desk;
      const send = { photo: group.sendPhoto, document: group.sendDocument, voice: group.sendVoice, sticker: group.sendDocument }[kind];
      const message = send(manager, bytes, { ...more, replyTo: to });
      await settle();
      return message;
    },
    news: newsOf(() => desk.group),
  };

  return {
    api,
    house,
    clock,
    channel,
    desk,
    logged,
    client,
    async claim(who = manager) {
      desk.group.write(who, `/claim ${house.claimCode()}`);
      await settle();
      desk.news();
    },
    settle,
    rows,
    async walk(number) {
      const events = await rows('SELECT stage, situation FROM event WHERE ticket = ?1 ORDER BY seq', `t:${number}`);
      const places = events.map((row) => `${row.stage}/${row.situation}`);
      return places.filter((place, i) => place !== places[i - 1]);
    },
    async place(number) {
      const [row] = await rows('SELECT stage, situation FROM ticket WHERE number = ?1', number);
      const stage = stages.find((one) => one === row?.stage);
      if (!stage) throw new Error(`there is no ticket ${number}`);
      return { stage, situation: String(row?.situation) };
    },
    async close() {
      await house.close();
      if (!options.api) await api.stop();
    },
  };
}

/** The desk is claimed by its manager, Bruno. */
export async function openTelegram(options: TelegramHouseOptions = {}, plan: GroupPlan = deskGroup): Promise<TelegramHouse> {
  const opened = await openUnclaimed(options, plan);
  await opened.claim();
  return opened;
}

/** A message's words, whether they stand alone or under a file. */
export const wordsOf = (message: MessageRecord | undefined): string => message?.text ?? message?.caption ?? '';

/** The words of the only message. */
export function only(messages: readonly MessageRecord[]): string {
  if (messages.length !== 1) throw new Error(`one message was expected, not ${messages.length}:\n${messages.map(wordsOf).join('\n---\n')}`);
  return wordsOf(messages[0]);
}

/** A client files the plainest request of a kind; resolves with the ticket's number. */
export async function files(house: TelegramHouse, client: Client, service: 'banner' | 'logo' = 'banner'): Promise<number> {
  await client.says('/start');
  await client.says(service === 'banner' ? 'banner' : 'logo');
  // What is typed here is understood in every language: texts, numbers of choices, and the button that files it.
  if (service === 'banner') for (const answer of ['For the sale', '1', 'Everything must go', 'skip']) await client.says(answer);
  else for (const answer of ['1', 'skip']) await client.says(answer);
  await client.says('1');
  const [row] = await house.rows('SELECT max(number) AS number FROM ticket');
  client.news();
  return Number(row?.number);
}

/** The smallest PNG there is, made different by a number. */
export const png = (mark = 0): Uint8Array =>
  new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d, mark, mark >> 8]);

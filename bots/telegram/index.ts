// The Telegram door: joins parsing, sending, pacing and polling (or the webhook) to one Channel. Runs on Node
// and in workerd.
import { type Channel, type OpenFile, type Parcel, SendError, type Sent, type Take } from '../channel.ts';
import { connect } from './api.ts';
import { createBot } from './bot.ts';
import { type Command, checkTelegram, type Finding, setCommands } from './check.ts';
import type { Log } from './log.ts';
import { createPace } from './pace.ts';
import { countMessages } from './plan.ts';
import { backOffMs, poll, type Sleep } from './polling.ts';
import { prepare, type WebhookConfig } from './prepare.ts';
import type { Bot } from './reference.ts';
import { createSend } from './send.ts';
import { chatOf } from './sender.ts';
import { webhook } from './webhook.ts';

export type { Command, Finding } from './check.ts';

export type TelegramConfig = {
  /** The contact point's name, the first part of its addresses. */
  contact: string;
  token: string;
  /** Another Bot API than Telegram's own. */
  root?: string;
  openFile: OpenFile;
  log: Log;
  /** Milliseconds since the epoch. */
  now: () => number;
  sleep: Sleep;
  /** Polling without it. */
  webhook?: WebhookConfig;
};

export type TelegramChannel = Channel & {
  /** Who the bot is; undefined until Telegram has told. */
  readonly bot: Bot | undefined;
  /** Takes a webhook's request; there only when configured with a webhook. */
  handle?: (request: Request) => Promise<Response>;
  /** For doctor and start: see checkTelegram. */
  check(deskChat?: string): Promise<Finding[]>;
  /** The menu of private chats: see setCommands. */
  setCommands(commands: Command[], language?: string): Promise<void>;
};

/**
 * One bot as a Channel. `start` rejects when Telegram refuses the token or the webhook; when Telegram cannot
 * be reached, it resolves and goes on trying. `stop` gives up the poll at once and resolves when the takes
 * under way have ended.
 */
export function telegram(config: TelegramConfig): TelegramChannel {
  const { contact, log, now, sleep } = config;
  const api = connect(config);
  const pace = createPace();
  const sendParcel = createSend(api, config.openFile, log);
  const stopping = new AbortController();
  const { signal } = stopping;
  let running: Promise<void> = Promise.resolve();
  let take: Take = () => Promise.reject(new Error(`${contact} was handed an update before start() said who takes it.`));
  const bot = createBot(api, config.token, log, now, (inbound) => take(inbound));

  async function run(trouble: SendError | null): Promise<void> {
    let error = trouble;
    if (error) log.warn({ contact }, `${error.message} It is tried again until it answers.`);
    for (let failures = 1; error && !signal.aborted; failures += 1) {
      await sleep(error.retryAfterMs ?? backOffMs(failures), signal);
      error = await prepare(api, bot.introduce, config.webhook);
    }
    if (signal.aborted) return;
    log.info({ contact, bot: bot.me()?.username }, config.webhook ? 'Telegram brings updates by webhook.' : 'Telegram is polled.');
    if (!config.webhook) await poll(api, bot.handle, log, sleep, signal);
  }

  async function start(given: Take): Promise<void> {
    take = given;
    const trouble = await prepare(api, bot.introduce, config.webhook);
    running = run(trouble).catch((error: unknown) => {
      log.error({ contact }, error instanceof SendError ? error.message : 'The Telegram door stopped: please report it.');
    });
  }

  async function stop(): Promise<void> {
    stopping.abort();
    await running;
    await bot.settle();
  }

  async function send(parcel: Parcel): Promise<Sent> {
    try {
      return await sendParcel(parcel);
    } catch (error) {
      const chat = isFree(parcel.body) ? undefined : chatOf(contact, parcel.to);
      if (error instanceof SendError && error.retryAfterMs && chat !== undefined) pace.hold(chat, error.retryAfterMs, now());
      throw error;
    }
  }

  function askPace(to: string, body: Parcel['body'], at: number): number {
    const chat = isFree(body) ? undefined : chatOf(contact, to);
    return chat === undefined ? 0 : pace.ask(chat, countMessages(body, contact), at);
  }

  return {
    name: contact,
    get bot() {
      return bot.me();
    },
    start,
    send,
    pace: askPace,
    stop,
    handle: config.webhook && webhook(bot.handle, config.webhook.secret),
    check: (deskChat) => checkTelegram(api, deskChat),
    setCommands: (commands, language) => setCommands(api, commands, language),
  };
}

/** What goes to no chat, and so neither waits for one nor holds one up. */
const isFree = (body: Parcel['body']): boolean => body.type === 'notice' || body.type === 'fetch';

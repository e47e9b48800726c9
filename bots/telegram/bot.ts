// Hands updates through telegraf to whoever takes inbounds. Knows who the bot is; never polls, never sends.
import { Telegraf } from 'telegraf';
import type { Inbound } from '../../flows/message.ts';
import type { Take } from '../channel.ts';
import { type Api, useApi } from './api.ts';
import { getMe } from './check.ts';
import type { Log } from './log.ts';
import { parseUpdate } from './message.ts';
import type { Handle } from './polling.ts';
import type { Bot } from './reference.ts';
import { Numbered } from './update.ts';

export type UpdateBot = {
  /**
   * One update, all the way. What cannot be read is logged and passed; rejects only when it must come again.
   */
  handle: Handle;
  /** Asks Telegram who the bot is, once; after a failure, again. Throws SendError. */
  introduce(): Promise<Bot>;
  /** Undefined until introduced. */
  me(): Bot | undefined;
  /** Resolves when the updates under way have ended, well or not. */
  settle(): Promise<void>;
};

/**
 * A telegraf bot that waits for `take` as long as it takes, and leaves its errors to whoever hands it
 * updates.
 */
export function createBot(api: Api, token: string, log: Log, now: () => number, take: Take): UpdateBot {
  const { contact } = api;
  const bot = new Telegraf(token, {
    handlerTimeout: Number.POSITIVE_INFINITY,
    telegram: { webhookReply: false },
  });
  const underWay = new Set<Promise<void>>();
  let introduced: Promise<Bot> | undefined;
  let me: Bot | undefined;

  useApi(bot.telegram, api);
  // Telegraf makes a client of its own for each update.
  bot.use((ctx, next) => {
    useApi(ctx.telegram, api);
    return next();
  });
  bot.use(async (ctx) => {
    const inbound = read(ctx.update, ctx.botInfo);
    if (inbound) await take(inbound);
  });
  // Telegraf's own handler prints the update and sets the exit code.
  bot.catch((error) => {
    throw error;
  });

  function read(update: { update_id: number }, self: Bot): Inbound | null {
    try {
      return parseUpdate(contact, update, self, now());
    } catch {
      // The reason may quote what was written; the number suffices to find the update again.
      log.error({ contact, update: update.update_id }, 'An update could not be read and was passed: please report it.');
      return null;
    }
  }

  async function askWho(): Promise<Bot> {
    const found = await getMe(api);
    bot.botInfo = {
      ...found,
      is_bot: true,
      first_name: found.username,
      can_join_groups: true,
      can_read_all_group_messages: false,
      supports_inline_queries: false,
    };
    me = found;
    return found;
  }

  function introduce(): Promise<Bot> {
    introduced ??= askWho().catch((error: unknown) => {
      introduced = undefined;
      throw error;
    });
    return introduced;
  }

  async function handle(update: unknown): Promise<void> {
    if (!Numbered.safeParse(update).success) {
      log.warn({ contact }, 'Something that is no update came in and was passed.');
      return;
    }
    await introduce();
    // Telegraf reads no more of it than the number; the rest is parsed by parseUpdate.
    const taking = bot.handleUpdate(update as Parameters<typeof bot.handleUpdate>[0]);
    underWay.add(taking);
    await taking.finally(() => underWay.delete(taking));
  }

  return {
    handle,
    introduce,
    me: () => me,
    settle: async () => {
      await Promise.allSettled(underWay);
    },
  };
}

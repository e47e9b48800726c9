// Whether the bot can do its work: its token, its desk's forum, its rights there; each with what to do. For
// doctor and start.
import { z } from 'zod';
import { SendError } from '../channel.ts';
import type { Api } from './api.ts';
import type { Bot } from './reference.ts';
import { chatOf } from './sender.ts';

/**
 * One thing that was looked at. `what` and `remedy` are English; `key` and `params` are for other tongues and
 * for tests.
 */
export type Finding = {
  ok: boolean;
  key: string;
  params: Record<string, string>;
  what: string;
  remedy?: string;
};

const Me = z.object({ id: z.number(), username: z.string() });
const DeskChat = z.object({
  type: z.string(),
  title: z.string().default(''),
  is_forum: z.boolean().default(false),
});
const Member = z.object({
  status: z.string(),
  can_manage_topics: z.boolean().default(false),
  can_pin_messages: z.boolean().default(false),
});

/** Answered at once or not at all; whoever starts the program waits for it. */
const getMeMs = 5000;

/** Who the bot is. Throws SendError; `rejected` with a sentence when the token is wrong. */
export const getMe = (api: Api): Promise<Bot> => api.call('getMe', {}, Me, { timeoutMs: getMeMs });

/**
 * Asks Telegram for the bot, and for the desk when its chat (number or address) is given. Never throws: what
 * cannot be asked is a finding. Stops at the first that makes the rest pointless.
 */
export async function checkTelegram(api: Api, deskChat?: string): Promise<Finding[]> {
  const me = await attempt(() => getMe(api));
  if (me instanceof SendError)
    return [failed('token', me, 'Set TELEGRAM_BOT_TOKEN to the token that @BotFather gave, and see that Telegram can be reached.')];
  const found = [good('token', { bot: me.username }, `The bot is @${me.username}.`)];
  return deskChat === undefined ? found : [...found, ...(await checkDesk(api, me, deskChat))];
}

async function checkDesk(api: Api, me: Bot, deskChat: string): Promise<Finding[]> {
  const bot = `@${me.username}`;
  const chat_id = chatOf(api.contact, deskChat) ?? Number(deskChat);
  if (!Number.isSafeInteger(chat_id)) {
    return [
      bad(
        'desk.number',
        { chat: deskChat },
        `"${deskChat}" is not the number of a chat.`,
        "Set TELEGRAM_DESK_CHAT_ID to the desk group's number, such as -1001234567890.",
      ),
    ];
  }
  const chat = await attempt(() => api.call('getChat', { chat_id }, DeskChat));
  if (chat instanceof SendError)
    return [failed('desk.chat', chat, `Add ${bot} to the desk's group, and set TELEGRAM_DESK_CHAT_ID to that group's number.`)];
  const { title } = chat;
  const member = await attempt(() => api.call('getChatMember', { chat_id, user_id: me.id }, Member));
  if (member instanceof SendError) return [failed('desk.member', member, `Add ${bot} to "${title}".`)];
  const isAdmin = member.status === 'administrator' || member.status === 'creator';
  const rights = { bot, title };
  const say = (ok: boolean, key: string, yes: string, no: string, remedy: string) =>
    ok ? good(key, rights, yes) : bad(key, rights, no, remedy);
  return [
    say(
      chat.is_forum,
      'desk.forum',
      `"${title}" has topics.`,
      `"${title}" has no topics.`,
      `Turn on "Topics" in the settings of "${title}" (a small group becomes a supergroup, with a new number).`,
    ),
    say(
      isAdmin,
      'desk.admin',
      `${bot} is an administrator of "${title}".`,
      `${bot} is not an administrator of "${title}", so it does not see what is written there.`,
      `Make ${bot} an administrator of "${title}".`,
    ),
    say(
      isAdmin && (member.can_manage_topics || member.status === 'creator'),
      'desk.topics',
      `${bot} may open topics.`,
      `${bot} may not open topics: tickets cannot be shown.`,
      `Give ${bot} the right "Manage topics" in "${title}".`,
    ),
    say(
      isAdmin && (member.can_pin_messages || member.status === 'creator'),
      'desk.pins',
      `${bot} may pin messages.`,
      `${bot} may not pin messages: tickets' cards are not pinned.`,
      `Give ${bot} the right "Pin messages" in "${title}".`,
    ),
  ];
}

/** A command in the menu of the bot's private chats: 1 to 32 of a–z, 0–9, _ · 1 to 256 characters. */
export type Command = { command: string; description: string };

/**
 * Sets the menu of private chats, for one language (two letters) or for all that have none of their own.
 * Throws SendError.
 */
export async function setCommands(api: Api, commands: Command[], language?: string): Promise<void> {
  await api.call('setMyCommands', { commands, scope: { type: 'all_private_chats' }, language_code: language }, z.unknown());
}

async function attempt<T>(ask: () => Promise<T>): Promise<T | SendError> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof SendError) return error;
    throw error;
  }
}

const good = (key: string, params: Record<string, string>, what: string): Finding => ({
  ok: true,
  key: `telegram.${key}`,
  params,
  what,
});

const bad = (key: string, params: Record<string, string>, what: string, remedy: string): Finding => ({
  ok: false,
  key: `telegram.${key}`,
  params,
  what,
  remedy,
});

const failed = (key: string, error: SendError, remedy: string): Finding => bad(key, { reason: error.code }, error.message, remedy);

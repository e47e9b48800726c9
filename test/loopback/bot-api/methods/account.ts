// The bot's own account and how it gets updates: getMe, commands, getUpdates, webhook.
import { flagOf, hasArgument, isJson, numberOf, type Params, structureOf, textOf } from '../params.ts';
import { badRequest, conflict } from '../refusal.ts';
import type { World } from '../world.ts';
import type { Methods } from './method.ts';

const LONGEST_POLL_S = 50;

function readAllowed(world: World, params: Params): void {
  if (!hasArgument(params, 'allowed_updates')) return;
  const list = structureOf(params, 'allowed_updates', 'allowed_updates');
  if (Array.isArray(list)) world.updates.allowed = list.map(String);
}

function bounded(value: number | undefined, fallback: number, lowest: number, highest: number): number {
  return Math.min(Math.max(value ?? fallback, lowest), highest);
}

function commandKey(params: Params): string {
  const scope = structureOf(params, 'scope', 'BotCommandScope') ?? { type: 'default' };
  if (!isJson(scope)) throw badRequest("can't parse BotCommandScope: expected an Object");
  const { type, chat_id, user_id } = scope;
  return JSON.stringify([type, chat_id ?? null, user_id ?? null, textOf(params, 'language_code')]);
}

function readCommands(params: Params): unknown[] {
  const list = structureOf(params, 'commands', 'commands') ?? [];
  if (!Array.isArray(list)) throw badRequest('expected an Array of BotCommand');
  if (list.length > 100) throw badRequest('BOT_COMMANDS_TOO_MUCH');
  return list.map((item: unknown) => {
    if (!isJson(item)) throw badRequest("can't parse BotCommand: expected an Object");
    const command = String(item.command ?? '').replace(/^\//, '');
    const description = String(item.description ?? '').trim();
    if (!/^[a-z0-9_]{1,32}$/.test(command)) throw badRequest('BOT_COMMAND_INVALID');
    if (description.length < 1 || description.length > 256) throw badRequest('BOT_COMMAND_DESCRIPTION_INVALID');
    return { command, description };
  });
}

export const accountMethods: Methods = {
  getMe: ({ bot, privacy }) => ({
    ...bot,
    can_join_groups: true,
    can_read_all_group_messages: !privacy,
    supports_inline_queries: false,
    can_connect_to_business: false,
    has_main_web_app: false,
  }),

  setMyCommands(world, params) {
    world.commands.set(commandKey(params), readCommands(params));
    return true;
  },
  getMyCommands: (world, params) => world.commands.get(commandKey(params)) ?? [],
  deleteMyCommands(world, params) {
    world.commands.delete(commandKey(params));
    return true;
  },

  getUpdates(world, params, signal) {
    if (world.webhook.setup) {
      throw conflict("can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first");
    }
    readAllowed(world, params);
    return world.updates.poll({
      offset: numberOf(params, 'offset') ?? 0,
      limit: bounded(numberOf(params, 'limit'), 100, 1, 100),
      timeoutMs: 1000 * bounded(numberOf(params, 'timeout'), 0, 0, LONGEST_POLL_S),
      signal,
    });
  },

  setWebhook(world, params) {
    const url = textOf(params, 'url');
    const secret = textOf(params, 'secret_token');
    if (url === '') {
      world.webhook.clear();
      return true;
    }
    if (!URL.canParse(url)) throw badRequest('invalid webhook URL specified');
    if (secret.length > 256) throw badRequest('secret token is too long');
    if (!/^[A-Za-z0-9_-]*$/.test(secret)) throw badRequest('secret token contains unallowed characters');
    if (flagOf(params, 'drop_pending_updates')) world.updates.clear();
    readAllowed(world, params);
    world.updates.endPoll('terminated by setWebhook request');
    world.webhook.set({ url, secret });
    return true;
  },

  deleteWebhook(world, params) {
    if (flagOf(params, 'drop_pending_updates')) world.updates.clear();
    world.webhook.clear();
    return true;
  },

  getWebhookInfo: ({ webhook, updates }) => webhook.describe(updates.pending().length, updates.allowed),
};

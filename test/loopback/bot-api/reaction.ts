// The reactions a bot may give: the fixed list of https://core.telegram.org/bots/api#reactiontypeemoji, no other.
import { isJson, type Params, structureOf } from './params.ts';
import { badRequest } from './refusal.ts';

/** Written without variation selectors, as the documentation writes them; ✅ is not among them. */
export const PERMITTED_REACTIONS: ReadonlySet<string> = new Set(
  (
    '👍 👎 ❤ 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮 💩 🙏 👌 🕊 🤡 🥱 🥴 😍 🐳 ❤\u200d🔥 🌚 🌭 💯 🤣 ⚡ 🍌 🏆 💔 🤨 😐 🍓 🍾 💋 🖕 😈 😴 ' +
    '😭 🤓 👻 👨\u200d💻 👀 🎃 🙈 😇 😨 🤝 ✍ 🤗 🫡 🎅 🎄 ☃ 💅 🤪 🗿 🆒 💘 🙉 🦄 😘 💊 🙊 😎 👾 🤷\u200d♂ 🤷 🤷\u200d♀ 😡'
  ).split(' '),
);

/** The emoji of setMessageReaction: none takes the reaction back, more than one is too many for a bot. */
export function readReactions(params: Params): string[] {
  const list = structureOf(params, 'reaction', 'reaction types') ?? [];
  if (!Array.isArray(list)) throw badRequest('expected an Array of ReactionType');
  const emoji = list.map(readReaction);
  if (emoji.length > 1) throw badRequest('REACTIONS_TOO_MANY');
  return emoji;
}

function readReaction(item: unknown): string {
  if (!isJson(item)) throw badRequest("can't parse ReactionType: expected an Object");
  if (item.type !== 'emoji' && item.type !== 'custom_emoji' && item.type !== 'paid') {
    throw badRequest("can't parse ReactionType: invalid reaction type specified");
  }
  const emoji = String(item.emoji ?? '');
  if (item.type !== 'emoji' || !PERMITTED_REACTIONS.has(emoji)) throw badRequest('REACTION_INVALID');
  return emoji;
}

// The entities Telegram finds by itself in any text: commands, links, addresses, mentions, hashtags.
import type { Entity, Formatted } from './wire.ts';

const PATTERNS: readonly (readonly [type: string, pattern: RegExp])[] = [
  ['bot_command', /(?<![\w/<>@.-])\/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/])/g],
  ['email', /(?<![\w.+-])[\w.+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}/g],
  ['url', /(?<![\w@])https?:\/\/[^\s<>"']*[^\s<>"'.,;:!?)\]]/gi],
  ['url', /(?<![\w@./-])(?:[a-z0-9-]+\.)+(?:com|org|net|io|me|co|app|dev|id|tr|de|info|ly)(?:\/[^\s<>"']*)?(?![\w@])/gi],
  ['mention', /(?<![\w@/])@[A-Za-z][A-Za-z0-9_]{3,31}/g],
  ['hashtag', /(?<![\p{L}\p{N}_])#[\p{L}\p{N}_]+/gu],
];

/** Adds what is found where no entity is yet. */
export function addFoundEntities({ text, entities }: Formatted): Formatted {
  const all: Entity[] = [...entities];
  for (const [type, pattern] of PATTERNS) {
    for (const match of text.matchAll(pattern)) {
      const entity = { type, offset: match.index, length: match[0].length };
      if (!all.some((other) => overlaps(other, entity))) all.push(entity);
    }
  }
  all.sort((a, b) => a.offset - b.offset || b.length - a.length);
  return { text, entities: all };
}

function overlaps(a: Entity, b: Entity): boolean {
  return a.offset < b.offset + b.length && b.offset < a.offset + a.length;
}

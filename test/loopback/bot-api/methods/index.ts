// All methods of the Bot API that this stand-in knows; names are taken in any case, as Telegram takes them.
import { accountMethods } from './account.ts';
import { answerMethods } from './answer.ts';
import { chatMethods } from './chat.ts';
import { copyMethods } from './copy.ts';
import { editMethods } from './edit.ts';
import { mediaMethods } from './media.ts';
import type { Method, Methods } from './method.ts';
import { sendMethods } from './send.ts';
import { topicMethods } from './topic.ts';

const METHODS: Methods = {
  ...accountMethods,
  ...answerMethods,
  ...chatMethods,
  ...copyMethods,
  ...editMethods,
  ...mediaMethods,
  ...sendMethods,
  ...topicMethods,
};
const BY_NAME = new Map(Object.entries(METHODS).map(([name, method]) => [name.toLowerCase(), { name, method }]));

export function findMethod(name: string): { name: string; method: Method } | undefined {
  return BY_NAME.get(name.toLowerCase());
}

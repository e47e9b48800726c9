// What the API needs of the house besides its pages: the chats of clients that exist there only, and the door that webhooks leave by.
import type { Channel } from '../bots/channel.ts';
import { silent } from '../bots/silent.ts';
import { webhook } from '../bots/webhook/index.ts';
import { readHook } from '../db/hooks.ts';
import type { Store } from '../db/store.ts';
import type { Clock } from './clock.ts';

/** Its two channels. `allowPrivate`: webhooks may lead to this machine and its networks. */
export const apiChannels = (store: Store, clock: Clock, allowPrivate: boolean): Channel[] => [
  silent('api'),
  webhook({ endpoint: (id) => readHook(store, id), allowPrivate, now: clock.now }),
];

// One message as a chat of the loopback world keeps it, with everything a test may want to look at.
import type { Button, ChatJson, Entity, Json, MediaKind, ReplyMarkup, StoredFile, User } from './wire.ts';

export type Media = { kind: MediaKind; body: unknown; file: StoredFile };

/** What a message said before it was edited. */
export type Version = { text?: string; caption?: string; reply_markup?: ReplyMarkup; at: number };

export type MessageDraft = {
  from: User;
  byBot: boolean;
  sender_chat?: ChatJson;
  text?: string;
  entities?: Entity[];
  caption?: string;
  caption_entities?: Entity[];
  media?: Media;
  media_group_id?: string;
  reply_markup?: ReplyMarkup;
  /** Further fields of the wire, as they are: contact, location, forward_origin and so on. */
  extra?: Json;
  /** The fields of a service message: forum_topic_created, pinned_message and so on. */
  service?: Json;
  /** The message this one answers explicitly; the implicit answer within a topic is not kept here. */
  replyToMessageId?: number;
  message_thread_id?: number;
  is_topic_message?: boolean;
};

export type MessageRecord = MessageDraft & {
  readonly message_id: number;
  readonly chatId: number;
  /** When it was sent and last changed, in the order of all events; see `waitFor`'s `after`. */
  readonly step: number;
  changedStep: number;
  /** Unix seconds. */
  date: number;
  edit_date?: number;
  pinned: boolean;
  deleted: boolean;
  versions: Version[];
  /** The bot's own reactions. */
  reactions: string[];
  /** The file it carries, with its bytes. */
  readonly file: StoredFile | undefined;
  /** The labels of all its buttons, row by row. */
  readonly buttons: string[];
};

export function buttonsOf(markup: ReplyMarkup | undefined): Button[] {
  return (markup?.inline_keyboard ?? markup?.keyboard ?? []).flat();
}

export type MessagePlace = { message_id: number; chatId: number; step: number; date: number };

export function makeMessage(draft: MessageDraft, place: MessagePlace): MessageRecord {
  return {
    ...draft,
    ...place,
    changedStep: place.step,
    pinned: false,
    deleted: false,
    versions: [],
    reactions: [],
    get file() {
      return this.media?.file;
    },
    get buttons() {
      return buttonsOf(this.reply_markup).map((button) => button.text);
    },
  };
}

/** The fields of a message's own content, as in the wire's Message. */
export function showContent(message: MessageRecord): Json {
  const json: Json = {};
  if (message.text !== undefined) json.text = message.text;
  if (message.entities?.length) json.entities = message.entities;
  if (message.media) json[message.media.kind] = message.media.body;
  if (message.media?.kind === 'animation') json.document = message.media.body;
  if (message.caption) json.caption = message.caption;
  if (message.caption && message.caption_entities?.length) json.caption_entities = message.caption_entities;
  if (message.media_group_id) json.media_group_id = message.media_group_id;
  Object.assign(json, message.extra, message.service);
  if (message.reply_markup?.inline_keyboard) json.reply_markup = message.reply_markup;
  return json;
}

// What goes over the wire, as far as this stand-in needs it: the JSON shapes of the Bot API (7.1 and later).
// https://core.telegram.org/bots/api#available-types

export type Json = Record<string, unknown>;

export type User = {
  id: number;
  is_bot: boolean;
  first_name: string;
  last_name?: string;
  username?: string;
  language_code?: string;
};

export type ChatKind = 'private' | 'group' | 'supergroup';

export type ChatJson = {
  id: number;
  type: ChatKind;
  title?: string;
  username?: string;
  first_name?: string;
  last_name?: string;
  is_forum?: true;
};

export type Entity = {
  type: string;
  /** In UTF-16 code units, as Telegram counts. */
  offset: number;
  length: number;
  url?: string;
  language?: string;
  user?: User;
  custom_emoji_id?: string;
};

/** A text with its entities, after parse_mode was worked off. */
export type Formatted = { text: string; entities: Entity[] };

export type Button = {
  text: string;
  callback_data?: string;
  url?: string;
  request_contact?: boolean;
  request_location?: boolean;
};

export type ReplyMarkup = {
  inline_keyboard?: Button[][];
  keyboard?: Button[][];
  remove_keyboard?: boolean;
  force_reply?: boolean;
};

export const MEDIA_KINDS = ['photo', 'document', 'video', 'audio', 'voice', 'animation', 'sticker', 'video_note'] as const;
export type MediaKind = (typeof MEDIA_KINDS)[number];

/** A file as Telegram keeps it; `size` is what it claims, `bytes` what a download gives. */
export type StoredFile = {
  file_id: string;
  file_unique_id: string;
  kind: MediaKind | 'thumbnail';
  name: string;
  mime: string;
  path: string;
  size: number;
  bytes: Buffer;
};

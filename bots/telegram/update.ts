// The shapes of Bot API updates (https://core.telegram.org/bots/api), as far as this door reads them. Nothing
// but schemas.
import { z } from 'zod';

const id = z.number().int();

export const User = z.object({
  id,
  is_bot: z.boolean().optional(),
  first_name: z.string().default(''),
  last_name: z.string().optional(),
  username: z.string().optional(),
  language_code: z.string().optional(),
});
export type User = z.infer<typeof User>;

export const Chat = z.object({
  id,
  type: z.string(),
  title: z.string().optional(),
  username: z.string().optional(),
});
export type Chat = z.infer<typeof Chat>;

const File = z.object({
  file_id: z.string(),
  file_name: z.string().optional(),
  mime_type: z.string().optional(),
  file_size: z.number().optional(),
});

const Entity = z.object({ type: z.string(), offset: z.number(), length: z.number(), user: User.optional() });
export type Entity = z.infer<typeof Entity>;

const Location = z.object({ latitude: z.number(), longitude: z.number() });

/** A message; loose, so that content of a kind that is newer than this file can be named by its field. */
export const Message = z.looseObject({
  message_id: id,
  date: z.number(),
  edit_date: z.number().optional(),
  chat: Chat,
  from: User.optional(),
  sender_chat: Chat.optional(),
  message_thread_id: id.optional(),
  is_topic_message: z.boolean().optional(),
  reply_to_message: z.looseObject({ message_id: id, from: User.optional() }).optional(),
  media_group_id: z.string().optional(),
  text: z.string().optional(),
  caption: z.string().optional(),
  entities: z.array(Entity).optional(),
  caption_entities: z.array(Entity).optional(),
  photo: z
    .array(
      z.object({
        file_id: z.string(),
        width: z.number(),
        height: z.number(),
        file_size: z.number().optional(),
      }),
    )
    .optional(),
  document: File.optional(),
  audio: File.optional(),
  voice: File.optional(),
  video: File.optional(),
  video_note: File.optional(),
  animation: File.optional(),
  location: Location.optional(),
  venue: z.object({ title: z.string(), location: Location }).optional(),
  contact: z.object({ phone_number: z.string(), first_name: z.string(), last_name: z.string().optional() }).optional(),
  migrate_to_chat_id: id.optional(),
});
export type Message = z.infer<typeof Message>;

/** A button's message may be too old to be seen: then only its chat and id are told, with the date 0. */
const ButtonMessage = z.object({
  message_id: id,
  chat: Chat,
  message_thread_id: id.optional(),
  is_topic_message: z.boolean().optional(),
});

export const Update = z.looseObject({
  update_id: id,
  message: Message.optional(),
  edited_message: Message.optional(),
  callback_query: z.object({ id: z.string(), from: User, data: z.string().default(''), message: ButtonMessage.optional() }).optional(),
  my_chat_member: z.object({ chat: Chat, from: User, date: z.number(), new_chat_member: z.object({ status: z.string() }) }).optional(),
});
export type Update = z.infer<typeof Update>;

/** The least that an update is: something with a number, by which it can be confirmed and passed. */
export const Numbered = z.looseObject({ update_id: id });

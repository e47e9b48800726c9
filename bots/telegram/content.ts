// What a Telegram message holds: its text, its files, or the plain word for what is neither. Pure; knows no
// sender.
import type { FileRef } from '../../flows/message.ts';
import type { Message } from './update.ts';

const words = (list: string): Set<string> => new Set(list.trim().split(/\s+/));

/** Fields that say how a message came, not what it holds: the rest of its fields are content. */
const envelope = words(`
  message_id message_thread_id direct_messages_topic from sender_chat sender_boost_count sender_business_bot
  sender_tag date business_connection_id chat forward_origin forward_from forward_from_chat
  forward_from_message_id forward_signature forward_sender_name forward_date is_topic_message
  is_automatic_forward reply_to_message external_reply quote reply_to_story reply_to_checklist_task_id
  reply_to_poll_option_id via_bot edit_date has_protected_content is_from_offline is_paid_post
  media_group_id author_signature paid_star_count entities link_preview_options suggested_post_info
  effect_id caption_entities show_caption_above_media has_media_spoiler reply_markup
`);

/** What somebody put in on purpose: its field is its plain word. */
const others = words(`
  sticker poll dice story game invoice paid_media checklist giveaway giveaway_winners gift unique_gift
`);

/**
 * Messages that Telegram itself writes into a chat: "Ana joined", "pinned a message" (Bot API, "Message",
 * 2026).
 */
const service = words(`
  new_chat_members new_chat_member new_chat_participant left_chat_member left_chat_participant
  chat_owner_left chat_owner_changed new_chat_title new_chat_photo delete_chat_photo group_chat_created
  supergroup_chat_created channel_chat_created message_auto_delete_timer_changed migrate_to_chat_id
  migrate_from_chat_id pinned_message successful_payment refunded_payment users_shared user_shared
  chat_shared gift_upgrade_sent connected_website write_access_allowed passport_data
  proximity_alert_triggered boost_added chat_background_set checklist_tasks_done checklist_tasks_added
  direct_message_price_changed forum_topic_created forum_topic_edited forum_topic_closed
  forum_topic_reopened general_forum_topic_hidden general_forum_topic_unhidden giveaway_created
  giveaway_completed paid_message_price_changed poll_option_added poll_option_deleted
  suggested_post_approved suggested_post_approval_failed suggested_post_declined suggested_post_paid
  suggested_post_refunded video_chat_scheduled video_chat_started video_chat_ended
  video_chat_participants_invited voice_chat_scheduled voice_chat_started voice_chat_ended
  voice_chat_participants_invited web_app_data
`);

export type Content = { type: 'said'; text?: string; files: FileRef[]; other?: string } | { type: 'service' };

/**
 * What the message holds; `inboundId` names its files. A service message is neither text nor file nor
 * anybody's word.
 */
export function readContent(contact: string, inboundId: string, message: Message): Content {
  const files = readFiles(message).map((file, i) => ({ id: `${inboundId}/${i + 1}`, contact, ...file, ...limitOf(file) }));
  const text = readText(message);
  if (text !== undefined || files.length > 0) return { type: 'said', text, files };
  const fields = Object.keys(message).filter((field) => !envelope.has(field) && message[field] !== undefined);
  const word = fields.find((field) => others.has(field));
  if (!word && fields.some((field) => service.has(field))) return { type: 'service' };
  return { type: 'said', files, other: (word ?? fields[0] ?? 'empty').replaceAll('_', ' ') };
}

function readText(message: Message): string | undefined {
  const said = message.text ?? message.caption;
  if (said !== undefined) return said;
  const { venue, contact } = message;
  const place = venue?.location ?? message.location;
  if (place) return `${venue ? `${venue.title}\n` : ''}https://maps.google.com/?q=${place.latitude},${place.longitude}`;
  if (!contact) return undefined;
  const number = contact.phone_number.startsWith('+') ? contact.phone_number : `+${contact.phone_number}`;
  return [contact.first_name, contact.last_name, number].filter(Boolean).join(' ');
}

type Found = Omit<FileRef, 'id' | 'contact'>;

/** A Telegram message holds one file at most; an animation is told twice, as a document too. */
function readFiles(message: Message): Found[] {
  const { photo, animation, document, audio, voice, video, video_note } = message;
  if (photo && photo.length > 0) {
    const largest = photo.reduce((best, size) => (size.width * size.height >= best.width * best.height ? size : best));
    return [{ kind: 'photo', mime: 'image/jpeg', size: largest.file_size, remote: largest.file_id }];
  }
  if (animation) return [found('animation', animation)];
  if (document) return [found('document', document)];
  if (audio) return [found('audio', audio)];
  if (voice) return [found('voice', voice)];
  if (video) return [found('video', video)];
  if (video_note) return [{ ...found('video', video_note), mime: video_note.mime_type ?? 'video/mp4' }];
  return [];
}

/** What a bot can fetch (Bot API, getFile); said of a file that is over it. */
const fetchLimitMb = 20;
const limitOf = ({ size = 0 }: Found): { limitMb?: number } => (size > fetchLimitMb * 1024 * 1024 ? { limitMb: fetchLimitMb } : {});

function found(kind: FileRef['kind'], file: NonNullable<Message['document']>): Found {
  return { kind, name: file.file_name, mime: file.mime_type, size: file.file_size, remote: file.file_id };
}

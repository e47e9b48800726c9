// What a WhatsApp message holds: words, files, a choice, a mark, or the plain word for what is none of these. Pure.
import type { FileRef } from '../../flows/message.ts';
import { Button, Cards, Edit, Interactive, Location, Media, type Message, Reaction, Revoke, System, Text, Unsupported } from './payload.ts';

export type Said = { type: 'said'; text?: string; files: FileRef[]; other?: string };

export type Content =
  | Said
  | { type: 'choice'; data: string }
  | { type: 'reaction'; message: string; emoji?: string }
  | { type: 'edit'; message: string; said: Said }
  | { type: 'removal'; message: string }
  | { type: 'moved'; to: string }
  /** Nobody's word. */
  | { type: 'nothing' };

const kinds: Partial<Record<string, FileRef['kind']>> = { image: 'photo', document: 'document', audio: 'audio', video: 'video' };

/** `id` names the files. Whatever has a type or a shape that is not known is `other`, by its type's word. */
export function readContent(contact: string, id: string, message: Record<string, unknown> & Pick<Message, 'type'>): Content {
  const { type } = message;
  const field = message[type];
  switch (type) {
    case 'text': {
      const text = Text.safeParse(field).data?.body;
      return text === undefined ? other(type) : words(text);
    }
    case 'image':
    case 'document':
    case 'audio':
    case 'video':
      return readFile(contact, id, type, field);
    case 'location':
      return readLocation(field);
    case 'contacts':
      return readCards(field);
    case 'interactive': {
      const { button_reply, list_reply } = Interactive.safeParse(field).data ?? {};
      const data = (button_reply ?? list_reply)?.id;
      return data ? { type: 'choice', data } : other('form');
    }
    case 'button':
      return readButton(field);
    case 'reaction': {
      const { message_id, emoji } = Reaction.safeParse(field).data ?? {};
      return message_id ? { type: 'reaction', message: message_id, ...(emoji ? { emoji } : {}) } : other(type);
    }
    case 'edit':
      return readEdit(contact, id, field);
    case 'revoke': {
      const original = Revoke.safeParse(field).data?.original_message_id;
      return original ? { type: 'removal', message: original } : { type: 'nothing' };
    }
    case 'system': {
      const { type: what, wa_id } = System.safeParse(field).data ?? {};
      return what?.endsWith('_changed_number') && wa_id ? { type: 'moved', to: wa_id } : { type: 'nothing' };
    }
    case 'request_welcome': // Somebody opened the chat and has said nothing yet.
      return { type: 'nothing' };
    case 'unsupported':
      return other(Unsupported.safeParse(field).data?.type ?? type);
    default:
      return other(type);
  }
}

const words = (text: string): Said => ({ type: 'said', text, files: [] });
const other = (word: string): Said => ({ type: 'said', files: [], other: word.replaceAll('_', ' ').slice(0, 40) });

function readFile(contact: string, id: string, type: string, field: unknown): Said {
  const media = Media.safeParse(field).data;
  const kind = media?.voice ? 'voice' : kinds[type];
  if (!media || !kind) return other(type);
  const file: FileRef = { id: `${id}/1`, kind, contact, remote: media.id, mime: media.mime_type, name: media.filename };
  return { type: 'said', files: [file], ...(media.caption === undefined ? {} : { text: media.caption }) };
}

function readLocation(field: unknown): Said {
  const place = Location.safeParse(field).data;
  if (!place) return other('location');
  const title = [place.name, place.address].filter(Boolean).join(', ');
  return words(`📍${title ? ` ${title}\n` : ' '}https://maps.google.com/?q=${place.latitude},${place.longitude}`);
}

function readCards(field: unknown): Said {
  const cards = Cards.safeParse(field).data ?? [];
  const lines = cards.map(({ name, phones }) => {
    const numbers = phones.map(({ phone, wa_id }) => phone ?? (wa_id && `+${wa_id}`));
    return [name?.formatted_name ?? name?.first_name, ...numbers].filter(Boolean).join(' ');
  });
  const text = lines.filter(Boolean).join('\n');
  return text === '' ? other('contacts') : words(text);
}

/** A payload that is the label was not made by us: what was pressed is what was said. */
function readButton(field: unknown): Content {
  const { payload, text } = Button.safeParse(field).data ?? {};
  if (payload && payload !== text) return { type: 'choice', data: payload };
  return text === undefined ? other('button') : words(text);
}

function readEdit(contact: string, id: string, field: unknown): Content {
  const edit = Edit.safeParse(field).data;
  const now = edit && readContent(contact, id, edit.message);
  return edit && now?.type === 'said' && !now.other ? { type: 'edit', message: edit.original_message_id, said: now } : { type: 'nothing' };
}

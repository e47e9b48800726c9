// A person with a WhatsApp chat with the business, acted by the test.
import type { Json } from '../bot-api/wire.ts';
import { aboutOf, type Entry, newWamid, type PersonRecord, storeFile, tellStatus, type World } from './world.ts';

export type FileOptions = { name?: string; mime?: string; caption?: string; quote?: string };
type SendFile = (bytes: Uint8Array, options?: FileOptions) => Entry;

export type Person = {
  readonly record: PersonRecord;
  /** What the business sent, oldest first. */
  got(): Entry[];
  /** The business's last message. */
  last(): Entry;
  write(text: string, options?: { quote?: string }): Entry;
  /** Presses a button, or picks a row, of the last message that has it: by its label in full. */
  press(label: string | RegExp, on?: Entry): Entry;
  sendPhoto: SendFile;
  sendDocument: SendFile;
  sendVideo: SendFile;
  sendAudio: SendFile;
  sendVoice: SendFile;
  react(to: Entry, emoji?: string): Entry;
  /** Any other type of message, with what its field holds. */
  send(type: string, content: Json): Entry;
  /** The phone shows that the message was read. */
  read(entry: Entry): void;
  block(): void;
  unblock(): void;
};

export function makePerson(world: World, record: PersonRecord): Person {
  function send(type: string, content: Json, more: Partial<Entry> = {}): Entry {
    const entry: Entry = {
      id: newWamid(world, record.phone),
      byBusiness: false,
      type,
      text: '',
      raw: '',
      buttons: [],
      labels: [],
      at: world.now(),
      ...more,
    };
    record.chat.push(entry);
    record.wroteAt = world.now();
    const from = record.username ? {} : { from: record.phone };
    const context = entry.quote ? { context: { from: world.displayNumber, id: entry.quote } } : {};
    const message = { ...from, from_user_id: record.user, id: entry.id, timestamp: String(Math.floor(entry.at / 1000)), ...context };
    world.tell({ ...aboutOf(world, record), messages: [{ ...message, type, [type]: content }] });
    return entry;
  }

  const sendFile =
    (type: string, usual: string, extra: Json = {}): SendFile =>
    (bytes, { name, mime = usual, caption, quote } = {}) => {
      const file = storeFile(world, { bytes: Buffer.from(bytes), mime, ...(name ? { name } : {}) });
      const named = type === 'document' && name ? { filename: name } : {};
      const content = { id: file.id, mime_type: mime, sha256: 'not-checked', ...named, ...(caption ? { caption } : {}), ...extra };
      return send(type, content, { file, text: caption ?? '', ...(quote ? { quote } : {}) });
    };

  function press(label: string | RegExp, on?: Entry): Entry {
    const fits = (words: string) => (typeof label === 'string' ? words === label : label.test(words));
    const target = on ?? record.chat.findLast((entry) => entry.byBusiness && entry.labels.some(fits));
    const at = target?.labels.findIndex(fits) ?? -1;
    const button = target?.buttons[at];
    if (!target || !button) throw new Error(`there is no "${label}" to press`);
    const isList = 'description' in button || target.buttons.length > 3;
    const content = isList ? { type: 'list_reply', list_reply: button } : { type: 'button_reply', button_reply: button };
    return send('interactive', content, { quote: target.id, text: button.title });
  }

  return {
    record,
    got: () => record.chat.filter((entry) => entry.byBusiness),
    last: () => {
      const found = record.chat.findLast((entry) => entry.byBusiness);
      if (!found) throw new Error(`${record.name} has got nothing`);
      return found;
    },
    write: (text, { quote } = {}) => send('text', { body: text }, { text, raw: text, ...(quote ? { quote } : {}) }),
    press,
    sendPhoto: sendFile('image', 'image/jpeg'),
    sendDocument: sendFile('document', 'application/pdf'),
    sendVideo: sendFile('video', 'video/mp4'),
    sendAudio: sendFile('audio', 'audio/mpeg', { voice: false }),
    sendVoice: sendFile('audio', 'audio/ogg; codecs=opus', { voice: true }),
    react: (to, emoji = '') => send('reaction', { message_id: to.id, emoji }),
    send: (type, content) => send(type, content),
    read: (entry) => tellStatus(world, record, entry.id, 'read'),
    block: () => {
      record.blocked = true;
    },
    unblock: () => {
      record.blocked = false;
    },
  };
}

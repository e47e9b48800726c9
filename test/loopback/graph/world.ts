// Everything the loopback Meta knows: the business's number, the people, their chats, the files. No HTTP here.
import { createHash } from 'node:crypto';
import type { Json } from '../bot-api/wire.ts';

export type Button = { id: string; title: string };

/** One message of a chat, as the person's phone shows it. */
export type Entry = {
  id: string;
  byBusiness: boolean;
  type: string;
  /** The words as shown: a first line that stands in asterisks is shown bold. */
  text: string;
  /** As it came over the wire. */
  raw: string;
  footer?: string;
  buttons: Button[];
  /** The labels in full: a row's description where it has one. */
  labels: string[];
  file?: StoredFile;
  /** The id of the message that it quotes. */
  quote?: string;
  template?: string;
  /** Milliseconds, by the world's clock. */
  at: number;
};

export type PersonRecord = {
  /** The number in digits. */
  phone: string;
  /** The business-scoped id. */
  user: string;
  name: string;
  /** Hides the number behind this name. */
  username?: string;
  blocked: boolean;
  /** When the person last wrote; undefined: never. */
  wroteAt?: number;
  chat: Entry[];
};

export type StoredFile = { id: string; bytes: Buffer; mime: string; name?: string };

export type World = {
  phoneId: string;
  displayNumber: string;
  businessId: string;
  now: () => number;
  people: PersonRecord[];
  media: Map<string, StoredFile>;
  /** `name:language` of approved templates, with the number of their variables. */
  templates: Map<string, number>;
  /** Tells a message's way: in the answer of the call, or by a status later. */
  refuses: 'at once' | 'later';
  statuses: boolean;
  lastNumber: number;
  tell: (value: Json, field?: string) => void;
};

export function fresh(world: World): number {
  world.lastNumber += 1;
  return world.lastNumber;
}

/** As Meta's: base64, with the phone number readable in it. */
export function newWamid(world: World, phone: string): string {
  const random = createHash('sha256')
    .update(`${phone} ${fresh(world)}`)
    .digest('hex')
    .slice(0, 20)
    .toUpperCase();
  return `wamid.${Buffer.from(`\x1d\x18\x0d${phone}\x15\x02\x00\x11\x18\x14${random}\x00`, 'latin1').toString('base64')}`;
}

export function storeFile(world: World, file: Omit<StoredFile, 'id'>): StoredFile {
  const stored = { ...file, id: `${1_000_000_000_000_000 + fresh(world)}` };
  world.media.set(stored.id, stored);
  return stored;
}

export const findEntry = (world: World, id: string): Entry | undefined =>
  world.people.flatMap(({ chat }) => chat).find((entry) => entry.id === id);

/** The part of a webhook that says about which number and whom it is. */
export function aboutOf(world: World, person?: PersonRecord): Json {
  const contact = person && {
    profile: { name: person.name, ...(person.username ? { username: person.username } : {}) },
    ...(person.username ? {} : { wa_id: person.phone }),
    user_id: person.user,
  };
  return {
    messaging_product: 'whatsapp',
    metadata: { display_phone_number: world.displayNumber, phone_number_id: world.phoneId },
    ...(contact ? { contacts: [contact] } : {}),
  };
}

/** A status of one of the business's messages. */
export function tellStatus(world: World, person: PersonRecord, id: string, status: string, code?: number): void {
  const errors = code === undefined ? {} : { errors: [{ code, title: 'ordered', message: 'ordered', error_data: { details: 'ordered' } }] };
  const recipient = person.username ? {} : { recipient_id: person.phone };
  const at = String(Math.floor(world.now() / 1000));
  world.tell({ ...aboutOf(world), statuses: [{ id, status, timestamp: at, ...recipient, recipient_user_id: person.user, ...errors }] });
}

// One webhook of Meta's becomes Inbounds, in its order. Pure: no network, no store; the time is given.
import type { Inbound } from '../../flows/message.ts';
import { addressOf, inboundId, senderOf, who } from './address.ts';
import { type Content, readContent } from './content.ts';
import { isWindowClosed, nextOf, whyFailed } from './errors.ts';
import { Envelope, Message, Status, Value } from './payload.ts';

export type Reading = {
  inbounds: Inbound[];
  /** What was passed over: facts for the log, with nothing in them that anybody wrote. */
  passed: { what: 'shape' | 'message' | 'status' | 'account'; fact: string }[];
  /** Chats whose 24-hour window Meta says is closed. */
  closed: string[];
};

/** What the webhook says about the number `phoneId`; what it says about other numbers is not ours. */
export async function readWebhook(contact: string, phoneId: string, body: unknown, hasTemplate = false): Promise<Reading> {
  const reading: Reading = { inbounds: [], passed: [], closed: [] };
  const envelope = Envelope.safeParse(body);
  if (!envelope.success) reading.passed.push({ what: 'shape', fact: 'envelope' });
  for (const { field, value } of envelope.data?.entry.flatMap(({ changes }) => changes) ?? []) {
    if (field !== 'messages' && field !== 'smb_message_echoes') continue;
    const known = Value.safeParse(value);
    if (!known.success) reading.passed.push({ what: 'shape', fact: field });
    else if (known.data.metadata.phone_number_id === phoneId) await readValue(contact, known.data, reading, hasTemplate);
  }
  return reading;
}

async function readValue(contact: string, value: Value, reading: Reading, hasTemplate: boolean): Promise<void> {
  const { inbounds, passed } = reading;
  for (const { code } of value.errors) passed.push({ what: 'account', fact: String(code) });
  for (const raw of value.messages) {
    const message = Message.safeParse(raw);
    const inbound = message.success ? await readMessage(contact, message.data, value) : null;
    if (inbound) inbounds.push(inbound);
    else passed.push({ what: 'message', fact: message.data?.type ?? 'malformed' });
  }
  for (const raw of value.message_echoes) {
    const echo = Message.safeParse(raw);
    const inbound = echo.success ? await readEcho(contact, echo.data) : null;
    if (inbound) inbounds.push(inbound);
    else passed.push({ what: 'message', fact: `echo ${echo.data?.type ?? 'malformed'}` });
  }
  for (const raw of value.statuses) {
    const status = Status.safeParse(raw);
    const inbound = status.success ? await readStatus(contact, status.data, hasTemplate) : null;
    if (inbound) inbounds.push(inbound);
    else passed.push({ what: 'status', fact: status.data?.status ?? 'malformed' });
    if (inbound && status.data?.errors.some(({ code }) => isWindowClosed(code))) reading.closed.push(inbound.chat);
  }
}

/** Null for what is nobody's word, and for groups: this door has private chats only. */
async function readMessage(contact: string, message: Message, { contacts }: Value): Promise<Inbound | null> {
  const person = who(message.from, message.from_user_id);
  if (!person || message.group_id) return null;
  const id = await inboundId(contact, message.id);
  const from = senderOf(contact, person, contacts);
  const common = { id, contact, chat: from.address, from, message: message.id, at: message.timestamp * 1000 };
  return inboundOf(common, readContent(contact, id, message), message.context?.id);
}

type Common = Pick<Inbound, 'id' | 'contact' | 'chat' | 'from' | 'at'> & { message: string };

function inboundOf(common: Common, content: Content, quote: string | undefined): Inbound | null {
  switch (content.type) {
    case 'said': {
      const { text, files, other } = content;
      return { ...common, ...defined({ text, quote, other }), type: 'message', files };
    }
    case 'choice':
      // `message` is the one that bore the button, as in every channel; without it, the press itself.
      return { ...common, ...defined({ message: quote }), type: 'choice', data: content.data };
    case 'reaction':
      return { ...common, ...defined({ emoji: content.emoji }), type: 'reaction', message: content.message };
    case 'edit':
      return { ...common, ...defined({ text: content.said.text }), type: 'edit', message: content.message, files: content.said.files };
    case 'removal':
      return { ...common, type: 'removal', message: content.message };
    case 'moved': {
      const to = who(content.to, undefined);
      return to ? { ...common, type: 'moved', to: addressOf(common.contact, to) } : null;
    }
    case 'nothing':
      return null;
    default:
      return content satisfies never;
  }
}

/** What the business wrote in this chat with its own phone, where number and app are used together. */
async function readEcho(contact: string, message: Message): Promise<Inbound | null> {
  const person = who(message.to, message.to_user_id);
  if (!person || message.group_id) return null;
  const id = await inboundId(contact, message.id);
  const content = readContent(contact, id, message);
  if (content.type !== 'said') return null;
  const chat = addressOf(contact, person);
  const from = { ...senderOf(contact, person), name: '' };
  const { text, files } = content;
  return { id, contact, chat, from, message: message.id, at: message.timestamp * 1000, ...defined({ text }), type: 'owner', files };
}

/** A voice note that was played was read, too. */
const states = { sent: 'sent', delivered: 'delivered', read: 'read', played: 'read', failed: 'failed' } as const;

async function readStatus(contact: string, status: Status, hasTemplate: boolean): Promise<Inbound | null> {
  const person = who(status.recipient_id, status.recipient_user_id);
  const state = Object.hasOwn(states, status.status) ? states[status.status as keyof typeof states] : undefined;
  if (!person || !state || status.recipient_type === 'group') return null;
  // A status bears no profile: without a name, the person keeps the one they have.
  const from = { ...senderOf(contact, person), name: '' };
  const why = state === 'failed' ? whyFailed(status.errors[0]?.code) : undefined;
  const next = state === 'failed' ? nextOf(status.errors[0]?.code, hasTemplate) : undefined;
  return {
    id: `${await inboundId(contact, status.id)}:${state}`,
    contact,
    chat: from.address,
    from,
    message: status.id,
    at: status.timestamp * 1000,
    type: 'delivery',
    state,
    ...defined({ why, next }),
  };
}

/** The same without what is undefined: an inbound is kept as JSON, and compared. */
const defined = <T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } =>
  // Only the keys whose values are there are left.
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as { [K in keyof T]?: Exclude<T[K], undefined> };

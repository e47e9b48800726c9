// The WhatsApp door by Meta's Cloud API: joins reading, sending and pacing to one Channel. Runs on Node and in workerd.
import type { Inbound } from '../../flows/message.ts';
import { type Channel, type OpenFile, type Parcel, SendError, type Sent, type Take } from '../channel.ts';
import { connect } from './api.ts';
import { checkNumber, type Finding } from './check.ts';
import { GraphError } from './errors.ts';
import type { Log } from './log.ts';
import { readWebhook } from './message.ts';
import { createPace } from './pace.ts';
import { createSend } from './send.ts';
import type { Template } from './template.ts';
import { webhook } from './webhook.ts';

export type { Finding } from './check.ts';
export { type Template, templateNamed } from './template.ts';

export type WhatsappCloudConfig = {
  /** The contact point's name, the first part of its addresses. */
  contact: string;
  /** The access token, best of a system user. */
  token: string;
  /** Meta's "Phone number ID", which is not the number. */
  phoneId: string;
  /** The app's secret: Meta signs its webhooks with it. */
  appSecret: string;
  /** The word that Meta is to say when the webhook is set up; any word of ours. */
  verifyToken: string;
  /** Another Graph API than Meta's own, with its version. */
  root?: string;
  openFile: OpenFile;
  log: Log;
  /** Milliseconds since the epoch. */
  now: () => number;
  /** Says what cannot be said otherwise once a client has been silent for 24 hours. */
  template?: Template;
  /** Messages a second in all; 80 is what Meta allows at first. */
  perSecond?: number;
};

export type WhatsappCloudChannel = Channel & {
  /** Takes a request of Meta's, GET or POST. */
  handle(request: Request): Promise<Response>;
  /** For doctor and start: see checkNumber. */
  check(): Promise<Finding[]>;
};

/** One number as a Channel. `start` asks Meta for nothing; `stop` resolves when the takes under way have ended. */
export function whatsappCloud(config: WhatsappCloudConfig): WhatsappCloudChannel {
  const { contact, log, now } = config;
  const api = connect(config);
  const pace = createPace(config.perSecond);
  /** Chats whose 24-hour window Meta says is closed; whoever writes opens it again. In memory: Meta says it again. */
  const closed = new Set<string>();
  const underWay = new Set<Promise<unknown>>();
  let take: Take | undefined;

  const sendParcel = createSend({
    api,
    open: config.openFile,
    template: config.template,
    isClosed: (chat) => closed.has(chat),
    close: (chat) => void closed.add(chat),
  });

  async function read(payload: unknown): Promise<() => Promise<void>> {
    const { inbounds, passed, closed: nowClosed } = await readWebhook(contact, config.phoneId, payload, config.template !== undefined);
    for (const { what, fact } of passed) tell(what, fact);
    return async () => {
      if (!take) throw new Error(`${contact} is starting or stopping: Meta sends this again.`);
      const hand = take;
      const heard = inbounds.filter(({ type }) => isTheirs(type));
      for (const { chat } of heard) closed.delete(chat);
      for (const chat of nowClosed) closed.add(chat);
      const takes = inbounds.map((inbound) => hand(inbound));
      const all = Promise.allSettled(takes);
      underWay.add(all);
      await all.finally(() => underWay.delete(all));
      await Promise.all(takes);
    };
  }

  function tell(what: string, fact: string): void {
    if (what === 'shape') log.error({ contact, fact }, 'A webhook of Meta has a shape that is not known and was passed: please report it.');
    else if (what === 'account') log.warn({ contact, code: fact }, 'Meta reports trouble with the WhatsApp account.');
    else log.info({ contact, what, fact }, 'Something that is nobody’s word came in by WhatsApp and was passed.');
  }

  async function send(parcel: Parcel): Promise<Sent> {
    try {
      return await sendParcel(parcel);
    } catch (error) {
      if (error instanceof SendError && error.code === 'rate_limited') {
        const isPair = error instanceof GraphError && error.graph === 131056;
        pace.hold(isPair ? parcel.to : null, error.retryAfterMs ?? 5000, now());
      }
      throw error;
    }
  }

  return {
    name: contact,
    start: async (given) => {
      take = given;
    },
    stop: async () => {
      take = undefined;
      await Promise.allSettled(underWay);
    },
    send,
    pace: (to, body, at) => (body.type === 'text' ? pace.ask(to, at) : 0),
    handle: webhook({ appSecret: config.appSecret, verifyToken: config.verifyToken, read }),
    check: () => checkNumber(api),
  };
}

/** What the person does themselves, and so opens the 24-hour window by. */
const isTheirs = (type: Inbound['type']): boolean => type === 'message' || type === 'choice' || type === 'reaction';

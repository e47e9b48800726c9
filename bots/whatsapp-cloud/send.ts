// What the house says, as messages of the Cloud API. Outside of the 24-hour window, the approved template says it.
import { z } from 'zod';
import { type OpenFile, type Parcel, SendError, type Sent } from '../channel.ts';
import { createProgress } from '../progress.ts';
import { recipientOf } from './address.ts';
import type { Api } from './api.ts';
import { GraphError, isWindowClosed } from './errors.ts';
import { fetchFile, sendFile } from './files.ts';
import { labelOf, planText, rowOf, type Step, type TextBody } from './plan.ts';
import { type Template, templateFor } from './template.ts';

const SentMessages = z.object({ messages: z.array(z.object({ id: z.string() })).min(1) });

/** A list opens by a button that needs a label: a sign for "list", the same in every language. */
const listButton = '☰';

export type SendParts = {
  api: Api;
  open: OpenFile;
  template: Template | undefined;
  /** Whether Meta said that this chat's window is closed, and nobody has written in it since. */
  isClosed: (chat: string) => boolean;
  /** Meta says so now. */
  close: (chat: string) => void;
};

/** Throws SendError. A second try of a parcel whose first parts have left goes on after them. */
export function createSend(parts: SendParts): (parcel: Parcel) => Promise<Sent> {
  const { api, open } = parts;
  const progress = createProgress();

  async function send(parcel: Parcel): Promise<Sent> {
    const { body } = parcel;
    switch (body.type) {
      case 'text':
        return { messages: await say(parcel, body) };
      case 'fetch':
        return { messages: [], bytes: await fetchFile(api, body.file) };
      case 'notice': // A press on WhatsApp waits for nothing.
        return { messages: [] };
      case 'prompt':
      case 'topic':
      case 'card':
      case 'forget':
      case 'reaction':
        throw new SendError('rejected', `The desk cannot be on WhatsApp: there is no "${body.type}" there. Claim one on Telegram.`);
      default:
        return body satisfies never;
    }
  }

  async function say(parcel: Parcel, body: TextBody): Promise<string[]> {
    const recipient = recipientOf(api.contact, parcel.to);
    if (!recipient) throw new SendError('rejected', `Outbox row ${parcel.id} is addressed to nobody that ${api.contact} can reach.`);
    const steps = planText(body);
    if (steps.length === 0) throw new SendError('rejected', `Outbox row ${parcel.id} has neither text nor files: there is nothing to say.`);
    const post = async (content: object): Promise<string[]> => {
      const payload = { messaging_product: 'whatsapp', recipient_type: 'individual', ...recipient, ...content };
      const { messages } = await api.call(`${api.phoneId}/messages`, SentMessages, payload);
      return messages.map(({ id }) => id);
    };
    if (parts.isClosed(parcel.to)) return sayByTemplate(body, post);
    try {
      return await progress.run(
        parcel.id,
        steps.map((step) => () => take(step, post)),
      );
    } catch (error) {
      if (!(error instanceof GraphError) || !isWindowClosed(error.graph)) throw error;
      parts.close(parcel.to);
      progress.forget(parcel.id);
      if (!parts.template) throw error;
      return sayByTemplate(body, post);
    }
  }

  async function sayByTemplate(body: TextBody, post: (content: object) => Promise<string[]>): Promise<string[]> {
    if (!parts.template)
      throw new SendError(
        'needs_template',
        'The client wrote more than 24 hours ago: set WHATSAPP_CLOUD_TEMPLATE, or wait until they write.',
      );
    return post(templateFor(parts.template, body));
  }

  function take(step: Step, post: (content: object) => Promise<string[]>): Promise<string[]> {
    const around = isOurs(step.quote) ? { context: { message_id: step.quote } } : {};
    if (step.type === 'file') return sendFile(api, open, step.file, step.caption, (content) => post({ ...around, ...content }));
    // A preview would have Meta's servers open the links, one-time ones too.
    if (step.type === 'text') return post({ ...around, type: 'text', text: { body: step.text, preview_url: false } });
    return post({ ...around, type: 'interactive', interactive: interactiveOf(step) });
  }

  return send;
}

/** A quote of another channel's message is left out rather than refused. */
const isOurs = (quote: string | undefined): boolean => quote?.startsWith('wamid.') ?? false;

function interactiveOf({ type, text, footer, choices }: Extract<Step, { type: 'buttons' | 'list' }>): object {
  const around = { body: { text }, ...(footer ? { footer: { text: footer } } : {}) };
  if (type === 'list') return { ...around, type: 'list', action: { button: listButton, sections: [{ rows: choices.map(rowOf) }] } };
  const buttons = choices.map(({ data, label }) => ({ type: 'reply', reply: { id: data, title: labelOf(label) } }));
  return { ...around, type: 'button', action: { buttons } };
}

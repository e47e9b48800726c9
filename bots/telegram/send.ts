// What the house says, as calls of the Bot API. Texts are plain: no parse_mode, so nothing is ever escaped.
import { z } from 'zod';
import { type OpenFile, type Parcel, SendError, type Sent } from '../channel.ts';
import { createProgress } from '../progress.ts';
import { cut, maxText, split } from '../text.ts';
import type { Api } from './api.ts';
import { editText, sendCard, type Unpinned } from './card.ts';
import { fetchFile, sendAlbum, sendFile } from './files.ts';
import { forget } from './forget.ts';
import type { Log } from './log.ts';
import { type BodyOf, planText, type Step, wordsOf } from './plan.ts';
import { TelegramError } from './refusal.ts';
import { boldTitle, captionOf, plainIfRefused, sendWords, type Target } from './say.ts';
import { chatOf } from './sender.ts';

const marks = { sent: '👍', failed: '👎', noted: '✍' };

/** Longest notice, topic name and hint in an empty answer field (Bot API), in UTF-16 units. */
const maxNotice = 200;
const maxTopicName = 128;
const maxHint = 64;

/**
 * The sender of one contact point: a Parcel leaves as one or more calls. Throws SendError. A second try of a
 * parcel whose first parts have left goes on after them.
 */
export function createSend(api: Api, open: OpenFile, log: Log): (parcel: Parcel) => Promise<Sent> {
  const progress = createProgress();
  const unpinned: Unpinned = new Map();

  async function send(parcel: Parcel): Promise<Sent> {
    const { body } = parcel;
    switch (body.type) {
      case 'text':
        return say(parcel, textSteps(targetOf(api.contact, parcel), body));
      case 'prompt':
        return say(parcel, promptSteps(targetOf(api.contact, parcel), body));
      case 'topic':
        return openTopic(api, targetOf(api.contact, parcel), body);
      case 'card':
        return openingTopic(parcel, () => sendCard(api, log, unpinned, targetOf(api.contact, parcel), parcel.card, body));
      case 'reaction':
        return react(api, targetOf(api.contact, parcel), body);
      case 'notice':
        return notify(api, body);
      case 'forget':
        return forget(api, targetOf(api.contact, parcel), body);
      case 'fetch':
        return { messages: [], bytes: await fetchFile(api, body.file) };
      default:
        return body satisfies never;
    }
  }

  async function say(parcel: Parcel, steps: (() => Promise<string[]>)[]): Promise<Sent> {
    if (steps.length === 0) throw new SendError('rejected', `Outbox row ${parcel.id} has neither text nor files: there is nothing to say.`);
    try {
      return { messages: await openingTopic(parcel, () => progress.run(parcel.id, steps)) };
    } catch (error) {
      // The topic is gone with the parts that were in it: all of it is said anew in the next one.
      if (error instanceof SendError && error.code === 'thread_missing') progress.forget(parcel.id);
      throw error;
    }
  }

  /** Somebody closed the topic by hand: what is to be said there opens it again. */
  async function openingTopic<T>(parcel: Parcel, sending: () => Promise<T>): Promise<T> {
    try {
      return await sending();
    } catch (error) {
      if (!(error instanceof TelegramError) || !/TOPIC_CLOSED/.test(error.description)) throw error;
      await api.call('reopenForumTopic', targetOf(api.contact, parcel), z.unknown());
      return sending();
    }
  }

  function textSteps(target: Target, body: BodyOf<'text'>): (() => Promise<string[]>)[] {
    const steps = planText(body, api.contact).map((step) => () => take(target, step));
    const [only] = planText(body, api.contact);
    if (body.replaces === undefined || steps.length > 1 || only?.type !== 'text') return steps;
    return [() => insteadOf(target, body.replaces, only)];
  }

  /** In the place of an earlier message; beside it, where that one is gone or too old. */
  async function insteadOf(target: Target, earlier: string | undefined, step: Extract<Step, { type: 'text' }>): Promise<string[]> {
    const edited = await editText(api, target, earlier, step.words, step.markup);
    return edited === undefined ? take(target, step) : [edited];
  }

  function take(target: Target, step: Step): Promise<string[]> {
    const around = { ...target, ...reply(step.quote) };
    if (step.type === 'text') return sendWords(api, { ...around, reply_markup: step.markup }, step.words);
    return plainIfRefused(boldTitle(step.words), (entities) => {
      const caption = captionOf(step.words, entities);
      if (step.type === 'album') return sendAlbum(api, open, around, step.files, caption);
      return sendFile(api, open, { ...around, ...caption, reply_markup: step.markup }, step.file);
    });
  }

  function promptSteps(target: Target, body: BodyOf<'prompt'>): (() => Promise<string[]>)[] {
    const { text } = wordsOf(undefined, body.text);
    const hint = cut(text.split('\n')[0] ?? '', maxHint);
    // `selective` asks the writer of the quoted message alone; with nothing quoted it would ask nobody.
    const ask = { force_reply: true, selective: body.quote !== undefined, input_field_placeholder: hint };
    const parts = split(text, maxText);
    return parts.map((part, i) => () => {
      const markup = i === parts.length - 1 ? { reply_markup: ask } : {};
      return sendWords(api, { ...target, ...reply(body.quote), ...markup }, { text: part, bold: 0 });
    });
  }

  return send;
}

function targetOf(contact: string, parcel: Parcel): Target {
  const chat = chatOf(contact, parcel.to);
  if (chat === undefined) throw new SendError('rejected', `Outbox row ${parcel.id} is addressed to another door than ${contact}.`);
  return {
    chat_id: chat,
    message_thread_id: parcel.thread === undefined ? undefined : Number(parcel.thread),
  };
}

/**
 * A quote of a message that is gone is left out rather than refused; an id that is not Telegram's is no
 * quote.
 */
function reply(quote: string | undefined): object {
  const message = Number(quote ?? Number.NaN);
  return Number.isSafeInteger(message) ? { reply_parameters: { message_id: message, allow_sending_without_reply: true } } : {};
}

async function openTopic(api: Api, target: Target, body: BodyOf<'topic'>): Promise<Sent> {
  const name = cut(body.name.toWellFormed(), maxTopicName);
  const topic = await api.call('createForumTopic', { chat_id: target.chat_id, name }, z.object({ message_thread_id: z.number() }));
  return { messages: [], thread: String(topic.message_thread_id) };
}

async function react(api: Api, target: Target, body: BodyOf<'reaction'>): Promise<Sent> {
  const reaction = [{ type: 'emoji', emoji: marks[body.mark] }];
  await api.call('setMessageReaction', { chat_id: target.chat_id, message_id: Number(body.message), reaction }, z.unknown());
  return { messages: [] };
}

async function notify(api: Api, body: BodyOf<'notice'>): Promise<Sent> {
  const text = body.text === undefined ? undefined : cut(body.text.toWellFormed(), maxNotice);
  await api.call('answerCallbackQuery', { callback_query_id: body.callback, text, show_alert: body.alert ?? false }, z.unknown());
  return { messages: [] };
}

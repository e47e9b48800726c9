// A request that a program files whole: a service, and the answers to its questions by their ids. Nothing is asked; it is a ticket at once.
import { serviceOf } from './catalogue.ts';
import { dayQuestion, summaryStep } from './facts.ts';
import { file } from './filing.ts';
import type { InboundOf } from './message.ts';
import type { Answer, ClientGiven, Conversation, Draft, Turn } from './turn.ts';

/** Files it; undefined for a message that is none, or that names no service on offer. What stood open in the chat goes on standing open. */
export function fileReady(given: ClientGiven, conversation: Conversation, inbound: InboundOf<'message'>): Turn | undefined {
  const draft = draftFrom(given, inbound);
  return draft && { ...file(given, conversation, draft), conversation };
}

function draftFrom(given: ClientGiven, { request, text = '', files }: InboundOf<'message'>): Draft | undefined {
  const service = request && serviceOf(given.catalogue, request.service);
  if (!service || !request) return undefined;
  const answers: Record<string, Answer> = {};
  const put = (id: string, words: string, more: Partial<Answer> = {}): void => {
    answers[id] = { text: words, files: [], messages: [], ...more };
  };
  for (const { id, type, options } of service.questions) {
    const said = request.answers[id];
    if (!said) continue;
    const chosen = options.filter((option) => said.includes(option.id)).map((option) => option.id);
    if (type === 'choice') put(id, '', { options: chosen });
    else put(id, said.join('\n'), type === 'day' ? { value: said[0] ?? '' } : {});
  }
  const { wanted, campaign, urgent } = request;
  if (wanted) put(dayQuestion(service), wanted, { value: wanted });
  if (campaign) put('+campaign', given.campaigns.find(({ code }) => code === campaign)?.name ?? campaign, { value: campaign });
  if (urgent) put('+urgent', '', { options: ['yes'] });
  const forFiles = files.length > 0 ? service.questions.find(({ type }) => type === 'files') : undefined;
  if (forFiles) put(forFiles.id, answers[forFiles.id]?.text ?? '', { files: [...files] });
  const first = { text, files: forFiles ? [] : [...files] };
  return { service: service.id, version: service.version, step: summaryStep(service), answers, first, editing: false, lastAt: given.now };
}

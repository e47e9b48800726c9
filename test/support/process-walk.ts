// The banner's walk of the seed text as steps that can be broken off and taken up again: what somebody does, and what shows that it was done.
import type { Group, MessageRecord, Person } from '../loopback/bot-api/index.ts';
import type { ProcessDesk } from './process-desk.ts';

export type WalkStep = {
  name: string;
  /** Whose chat answers. */
  chat: 'client' | 'group';
  /** A text that the answer holds, and no answer before it. */
  answer: string;
  /** Resolves when it can be done: the button is there, the question was asked. */
  ready(desk: ProcessDesk): Promise<unknown>;
  act(desk: ProcessDesk): void;
};

/** The stages and situations of the first example at the end of shared/seeds/000: "a banner for a discount campaign". */
export const bannerPlaces = [
  'triage/open',
  'analysis/open',
  'analysis/awaiting',
  'analysis/open',
  'planning/open',
  'production/open',
  'delivery/open',
  'delivery/awaiting',
  'delivery/done',
];

const chatOf = (desk: ProcessDesk, chat: 'client' | 'group') => (chat === 'client' ? desk.client.chat : desk.group.chat);
const bearing = (desk: ProcessDesk, chat: 'client' | 'group', label: string) =>
  chatOf(desk, chat).last(({ buttons }) => buttons.includes(label));
const saying = (desk: ProcessDesk, chat: 'client' | 'group', text: string) => chatOf(desk, chat).last((message) => holds(message, text));
const must = (message: MessageRecord | undefined): MessageRecord => {
  if (!message) throw new Error('What the step builds on is not there: was ready() awaited?');
  return message;
};

/** Whether the bot said this, in a text or under a file. */
export const holds = ({ text, caption }: MessageRecord, words: string): boolean => (text ?? caption ?? '').includes(words);

/** The answers of the step in its chat, doubles included. */
export const answersOf = (desk: ProcessDesk, step: WalkStep): MessageRecord[] =>
  chatOf(desk, step.chat).messages.filter((message) => message.byBot && holds(message, step.answer));

const says = (text: string, answer: string): WalkStep => ({
  name: `the client writes "${text}"`,
  chat: 'client',
  answer,
  ready: () => Promise.resolve(),
  act: ({ client }) => void client.write(text),
});

const presses = (who: 'client' | 'group', label: string, answer: string, chat: 'client' | 'group' = 'client'): WalkStep => ({
  name: `${who === 'client' ? 'the client' : 'the analyst'} presses [${label}]`,
  chat,
  answer,
  ready: (desk) => chatOf(desk, who).waitUntil(() => bearing(desk, who, label), { what: `a button ${label}` }),
  act: (desk) => {
    const message = must(bearing(desk, who, label));
    if (who === 'client') pressAs(desk.client, message, label);
    else pressAt(desk.group, desk.manager, message, label);
  },
});

const pressAs = (person: Person, message: MessageRecord, label: string): void => void person.press(message, label);
const pressAt = (group: Group, person: Person, message: MessageRecord, label: string): void => void group.press(person, message, label);

const replies = (prompt: string, text: string, answer: string): WalkStep => ({
  name: `the analyst replies "${text}"`,
  chat: 'client',
  answer,
  ready: (desk) => chatOf(desk, 'group').waitUntil(() => saying(desk, 'group', prompt), { what: `the question "${prompt}"` }),
  act: (desk) => void desk.group.write(desk.manager, text, { replyTo: must(saying(desk, 'group', prompt)) }),
});

/** From the claim of the desk to the approved banner. `claimCode`: of the first process. */
export const bannerWalk = (claimCode: string): WalkStep[] => [
  {
    name: 'the manager claims the desk',
    chat: 'group',
    answer: 'Esta é a mesa agora',
    ready: () => Promise.resolve(),
    act: ({ group, manager }) => void group.write(manager, `/claim ${claimCode}`),
  },
  says('Preciso de um banner para a campanha de descontos', 'Onde ele vai aparecer?'),
  presses('client', 'No site', 'Que texto deve aparecer?'),
  says('Tudo com metade do preço até domingo', 'Mande fotos, logo ou links'),
  presses('client', 'Pular', 'está certo assim?'),
  presses('client', 'Sim, pode enviar', 'já está com a equipe!'),
  presses('group', 'Assumir', 'está vendo seu pedido'),
  presses('group', 'Perguntar ao cliente', 'O que devo perguntar ao cliente?', 'group'),
  replies('O que devo perguntar ao cliente?', 'Qual é o tamanho em pixels?', 'tem uma pergunta:'),
  says('Novecentos por trezentos, por favor', 'a equipe já tem a sua resposta'),
  presses('group', 'Para planejamento', 'Já temos tudo o que precisamos'),
  presses('group', 'Prometer uma data', 'Que dia prometemos?', 'group'),
  {
    ...presses('group', '', 'Fica pronto até'),
    name: 'the analyst presses a day',
    ready: (desk) => chatOf(desk, 'group').waitUntil(() => saying(desk, 'group', 'Que dia prometemos?')),
    act: (desk) => {
      const days = must(saying(desk, 'group', 'Que dia prometemos?'));
      pressAt(desk.group, desk.manager, days, days.buttons.findLast((label) => /^·?\d+$/.test(label)) ?? ''); // the month's last day
    },
  },
  presses('group', 'Iniciar produção', 'Começamos a produzir'),
  presses('group', 'Para entrega', 'Ficou pronto!'),
  presses('group', 'Entregar', 'O que o cliente recebe?', 'group'),
  replies('O que o cliente recebe?', 'O banner está em https://girassol.example/banner', 'ficou como você queria?'),
  presses('client', 'Aprovar', 'Então está concluído'),
];

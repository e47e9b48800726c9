// A ticket's card at the desk: the brief, who and where it stands, and a button for each move that is legal now.

import type { BookedCampaign } from './campaigns/campaign.ts';
import { onCard } from './campaigns/shown.ts';
import type { Catalogue } from './catalogue.ts';
import type { Choice, OutboundBody } from './message.ts';
import { type DeskMove, isLegal } from './moves.ts';
import { routeLine } from './routed.ts';
import { bar, nameOf, placeOf } from './status.ts';
import { stepLine, stepName } from './steps.ts';
import { dayHole, say } from './texts.ts';
import { stageBefore, type Ticket } from './ticket.ts';
import type { Person } from './turn.ts';

/** The moves that have a button, in the order they are shown. The others are made by words: a reply, a note. */
export const buttonMoves = [
  'take',
  'ask',
  'resume',
  'plan',
  'promise',
  'produce',
  'step',
  'submit',
  'finish',
  'deliver',
  'conclude',
  'back',
  'cancel',
  'reopen',
] as const satisfies readonly DeskMove[];

export function cardOf(
  catalogue: Catalogue,
  language: string,
  ticket: Ticket,
  client: Person,
  campaign?: BookedCampaign,
): OutboundBody & { type: 'card' } {
  const line = (label: string, value: string | undefined) => (value ? `${label}: ${value}` : '');
  const facts = [
    `${bar(ticket.stage)} ${placeOf(language, ticket)}`,
    line(
      say(language, 'card.client'),
      [client.name, sideOf(language, client), client.unproven ? say(language, 'card.unproven') : ''].filter(Boolean).join(' · '),
    ),
    line(say(language, 'card.phone'), client.phone && `+${client.phone}`),
    routeLine(language, ticket),
    line(say(language, 'card.analyst'), ticket.analyst?.name ?? say(language, 'card.nobody')),
    line(say(language, 'card.owner'), ticket.owner?.address === ticket.analyst?.address ? '' : ticket.owner?.name),
    line(say(language, 'card.priority'), ticket.priority === 'normal' ? '' : say(language, `priority.${ticket.priority}`)),
    line(say(language, 'card.due'), ticket.due && say(language, 'day', { day: dayHole(ticket.due) })),
    ticket.awaiting?.type === 'answer'
      ? line(say(language, 'card.asked'), say(language, 'quoted', { text: ticket.awaiting.question }))
      : '',
    ticket.awaiting?.type === 'approval' ? approval(catalogue, language, ticket, ticket.awaiting.step) : '',
  ];
  const isMaking = ticket.stage === 'planning' || ticket.stage === 'production';
  const steps = isMaking ? ticket.steps.map((one) => stepLine(catalogue, language, ticket, one)) : [];
  const brief = ticket.brief.map((one) =>
    line(one.label, [one.text, one.files.length > 0 ? `📎 ${one.files.length}` : ''].filter(Boolean).join(' ')),
  );
  const text = [facts.filter(Boolean).join('\n'), steps.join('\n'), brief.filter(Boolean).join('\n'), campaign ? onCard(language, campaign) : ''].filter(Boolean).join('\n\n'); // biome-ignore format: one thought
  return { type: 'card', title: nameOf(ticket), text, choices: cardChoices(language, ticket) };
}

/** `internal · Sales`; empty while nobody has told. */
export const sideOf = (language: string, { side, unit }: Pick<Person, 'side' | 'unit'>): string =>
  [side && say(language, `side.${side}`), unit].filter(Boolean).join(' · ');

const approval = (catalogue: Catalogue, language: string, ticket: Ticket, step: string | undefined): string =>
  step ? say(language, 'card.submitted', { step: stepName(catalogue, language, ticket, step) }) : say(language, 'card.approval');

/** One button a legal move; taking over somebody else's ticket has a command (`/take`), not a button. */
export function cardChoices(language: string, ticket: Ticket): Choice[] {
  return buttonMoves
    .filter((move) => isLegal(ticket, move) && (move !== 'take' || ticket.stage === 'triage'))
    .map((move) => ({ data: `${move}:${ticket.number}`, label: moveLabel(language, move, ticket) }));
}

/** A move in the desk's words. */
export function moveLabel(language: string, move: DeskMove, ticket: Ticket): string {
  const earlier = move === 'back' ? stageBefore(ticket.stage) : undefined;
  return say(language, `move.${move}`, { stage: earlier ? say(language, `stage.${earlier}`) : 'none' });
}

// A request that came by phone or in a meeting, entered by the team on the client's behalf (R30): which service, for whom, in which words.
// `/new banner Carla +55 11 …`, the words on the next lines; what is missing is asked for, and the reply completes it: the service's own
// questions, answered in one message by their numbers.
import { replyBy } from './acknowledge.ts';
import { inLanguage, type Service, termsOf } from './catalogue.ts';
import { type Deed, no, prompt, wrong } from './desk-deed.ts';
import { named } from './desk-moves.ts';
import { askBrief, briefFrom } from './desk-new-brief.ts';
import { deskLane, post, textAtDesk } from './desk-reply.ts';
import { matchChoice } from './match.ts';
import { type Address, noChat } from './message.ts';
import { decide } from './moves.ts';
import { deskLanguage, tell } from './notify.ts';
import { assignedAtOnce, factsOf, hoursOf, routeOf } from './routed.ts';
import type { Content } from './ticket.ts';
import { type DeskGiven, emptyTurn, type Person, type Turn } from './turn.ts';

/** For whom: the client of a ticket, or a name, with a phone number or without. */
export type Whom = { number?: number; name: string; phone?: string };

/** What was written so far. */
export function newIn(text: string): { service: string; whom?: Whom; words: string } {
  const [head = '', ...lines] = text.split('\n');
  const [, service = '', rest = ''] = /^(\S*)\s*(.*)$/.exec(head.trim()) ?? [];
  const whom = whomIn(rest);
  return { service, ...(whom ? { whom } : {}), words: lines.join('\n').trim() };
}

function whomIn(text: string): Whom | undefined {
  const number = /^#(\d{3,9})$/.exec(text.trim())?.[1];
  if (number) return { number: Number(number), name: '' };
  const phone = /\+?\d[\d\s().-]{6,}\d/.exec(text)?.[0];
  const name = text.replace(phone ?? '', '').replace(/[\s,;:·–-]+$/, '').trim(); // biome-ignore format: one thought
  return name === '' ? undefined : { name, ...(phone ? { phone: phone.replace(/\D/g, '') } : {}) };
}

export function enter(deed: Deed): Turn {
  const { given, content } = deed;
  const { service: said, whom, words } = newIn(content.text);
  const language = deskLanguage(given);
  const choices = given.catalogue.map(({ id, name, emoji }) => ({ data: `new:${id}`, label: `${emoji} ${inLanguage(name, language)}` }));
  const service =
    given.catalogue.find(({ id }) => id === said) ?? given.catalogue.find(({ id }) => `new:${id}` === matchChoice(said, choices)?.data);
  if (said === '') return post(deskLane(deed.topic), { type: 'text', text: textAtDesk(given, 'desk.new_service'), choices });
  if (!service) return wrong(deed, 'wrong.service');
  if (!whom) return prompt(deed, textAtDesk(given, 'prompt.new_whom'), service.id);
  const person = personOf(deed, whom);
  if (!person) return no(deed, 'desk.no_ticket', { number: whom.number ?? 0 });
  const files = content.files;
  if (words === '' && files.length === 0) return prompt(deed, askBrief(given, service, person), `${content.text.trim()}\n`);
  return file(deed, service, person, { text: words, files });
}

/** The one we know already, by a ticket of theirs or by the phone number; else somebody without a chat. */
function personOf({ given, inbound }: Deed, whom: Whom): Person | undefined {
  const [known] = given.found?.people ?? [];
  if (known ?? whom.number) return known;
  const address: Address = `${noChat}${inbound.id}`;
  const phone = whom.phone ? { phone: whom.phone } : {};
  return { id: `desk:${inbound.id}`, name: whom.name, language: deskLanguage(given), address, reachable: false, ...phone };
}

function file(deed: Deed, service: Service, person: Person, first: Content): Turn {
  const { given, staff, topic } = deed;
  const brief = briefFrom(service, person.language, first, textAtDesk(given, 'desk.told_us', { name: staff.name }));
  const nothing: Content = { text: '', files: [] };
  const isFirst = !isKnown(given, person) || !given.served;
  const facts = factsOf(given, person, { service: service.id, brief, first: nothing }, isFirst);
  const route = routeOf(given, facts);
  const decision = decide(
    null,
    {
      type: 'open',
      number: given.nextNumber,
      person: person.id,
      service: service.id,
      title: inLanguage(service.name, person.language),
      language: person.language,
      approval: service.delivery === 'approve',
      terms: termsOf(service),
      brief,
      first: nothing,
      ...(route ? { route } : {}),
      replyBy: replyBy(
        { ...given, hours: hoursOf(given, route, facts.point), replies: given.replies ?? [], waiting: given.waiting ?? 0 },
        service,
      ),
      waiting: given.waiting ?? 0,
    },
    { type: 'staff', ...named(staff) },
    given.now,
  );
  if (decision.type === 'refused') throw new Error('Opening a ticket was refused, which no rule provides for.');
  const change = assignedAtOnce(given, { ticket: decision.ticket, events: decision.events, isNew: true });
  const text = textAtDesk(given, 'desk.new_filed', { number: decision.ticket.number, name: person.name });
  const isNew = !isKnown(given, person);
  const told = post(deskLane(topic), { type: 'text', text }).outbound;
  return {
    ...emptyTurn(),
    ...(isNew ? { person } : {}),
    changes: [change],
    outbound: [...tell(given, person, { ...change, events: decision.events }), ...told],
  };
}

const isKnown = (given: DeskGiven, person: Person): boolean => (given.found?.people ?? []).some(({ id }) => id === person.id);

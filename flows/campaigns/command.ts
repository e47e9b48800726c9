// The campaign book at the desk: `/campaign` lists, `/campaign BF26` tells, `/campaign new …` books, `/campaign BF26 field value` edits,
// `/campaign BF26 end` ends. What is missing is asked for, and the reply goes on from there. All may read; leads write.
import { cardOf } from '../card.ts';
import { type Deed, no, prompt, wrong } from '../desk-deed.ts';
import { deskLane, post, textAtDesk } from '../desk-reply.ts';
import { heard } from '../desk-words.ts';
import { matchChoice } from '../match.ts';
import { type Choice, laneOfTicket, type Outbound } from '../message.ts';
import { normalize } from '../normalize.ts';
import { deskLanguage } from '../notify.ts';
import { wordsFor } from '../texts.ts';
import { type DeskGiven, emptyTurn, type Turn } from '../turn.ts';
import { type BookedCampaign, codeIn, currentOf, phaseOf } from './campaign.ts';
import { type CampaignField, campaignFields, daysWritten, fieldNamed, type Mistake, type Unbooked, withField } from './fields.ts';
import { filled, headIn, restFields } from './form.ts';
import { missedTold } from './missed.ts';
import { factsOf, lineOf, nameOfCampaign } from './shown.ts';
import { ended, timersOfCampaign } from './told.ts';

const mostButtons = 10;
const bookOf = ({ book = [] }: DeskGiven): readonly BookedCampaign[] => book;
const isNew = (word: string): boolean => wordsFor('campaign.new_words').some((one) => normalize(one) === normalize(word));
const isEnd = (words: string): boolean => wordsFor('campaign.end_words').some((one) => normalize(one) === normalize(words));

/** The first word, the rest of its line, and the lines below it. */
function partsIn(text: string): { word: string; rest: string; lines: string[] } {
  const [head = '', ...lines] = text.trim().split('\n');
  const [, word = '', rest = ''] = /^(\S*)\s*(.*)$/.exec(head) ?? [];
  return { word, rest: rest.trim(), lines };
}

/** Whether it changes the book, which a lead may. */
export function writesBook(text: string): boolean {
  const { word, rest, lines } = partsIn(text);
  return (
    isNew(word) ||
    (codeIn(word) !== undefined && (lines.length > 0 || isEnd(rest) || fieldNamed(rest.split(/[\s:]/)[0] ?? '') !== undefined))
  );
}

export function campaign(deed: Deed): Turn {
  const { given, content } = deed;
  const { word, rest, lines } = partsIn(content.text);
  if (word === '') return list(deed);
  if (isNew(word)) return book(deed, rest, lines);
  const found = campaignNamed(bookOf(given), word, content.text);
  if (!found) return wrong(deed, 'campaign.wrong.code');
  if (found.code !== codeIn(word) || (rest === '' && lines.length === 0)) return show(deed, found);
  if (rest === '') return edit(deed, found, (one) => filled(one, lines, { team: given.team, today: deed.today }));
  if (isEnd(rest)) return end(deed, found);
  const [, name = '', value = ''] = /^([^\s:]+)[\s:]*([\s\S]*)$/.exec([rest, ...lines].join('\n')) ?? [];
  const field = fieldNamed(name);
  if (!field) return wrong(deed, 'campaign.wrong.field', { fields: campaignFields.map((one) => labelOf(given, one)).join(', ') });
  if (value.trim() === '') return prompt(deed, textAtDesk(given, 'campaign.ask.field', { field: labelOf(given, field), campaign: nameOfCampaign(found) }), `${found.code} ${field}`); // biome-ignore format: one thought
  return edit(deed, found, (one) => withField(one, field, value, { team: given.team, today: deed.today }));
}

const labelOf = (given: DeskGiven, field: CampaignField): string => textAtDesk(given, `campaign_field.${field}`);

/** By its code; else by the words of its name. */
function campaignNamed(campaigns: readonly BookedCampaign[], word: string, text: string): BookedCampaign | undefined {
  const code = codeIn(word);
  const meant = matchChoice(text, campaigns.map(({ code, name }) => ({ data: code, label: name }))); // biome-ignore format: one thought
  return campaigns.find((one) => one.code === code) ?? campaigns.find((one) => one.code === meant?.data);
}

const mayWrite = ({ staff }: Deed): boolean => staff.role !== 'analyst';

function list(deed: Deed): Turn {
  const { given, today, topic } = deed;
  const current = currentOf(bookOf(given), today);
  const buttons: Choice[] = current.slice(0, mostButtons).map((one) => ({ data: `campaign:${one.code}`, label: nameOfCampaign(one) }));
  const add: Choice[] = mayWrite(deed) ? [{ data: 'campaign:new', label: textAtDesk(given, 'campaign.add') }] : [];
  const title = textAtDesk(given, 'campaign.list', { count: current.length });
  const text = current.map((one) => lineOf(deskLanguage(given), one, today)).join('\n') || textAtDesk(given, 'campaign.list_none');
  return post(deskLane(topic), { type: 'text', title, text, choices: [...buttons, ...add] });
}

/** All of it; whoever may change it gets a button a field. */
function bodyOf(deed: Deed, one: BookedCampaign): Outbound['body'] & { type: 'text' } {
  const { given, today } = deed;
  const buttons = campaignFields.filter((field) => field !== 'from' && field !== 'to').map((field) => ({ data: `campaign:${one.code} ${field}`, label: labelOf(given, field) })); // biome-ignore format: one thought
  const rows = [0, 1, 2].map((row) => buttons.slice(row * 3, row * 3 + 3));
  const stop =
    phaseOf(one, today) === 'over' || phaseOf(one, today) === 'cancelled'
      ? []
      : [{ data: `campaign:${one.code} end`, label: textAtDesk(given, 'campaign.end') }];
  const grid = mayWrite(deed) ? [...rows, stop].filter(({ length }) => length > 0) : [];
  return {
    type: 'text',
    title: nameOfCampaign(one),
    text: factsOf(deskLanguage(given), one, given.team, today),
    ...(grid.length > 0 ? { grid } : {}),
  };
}

const show = (deed: Deed, one: BookedCampaign): Turn => post(deskLane(deed.topic), bodyOf(deed, one));

const refuseMistake = (deed: Deed, { key, holes }: Mistake): Turn => wrong(deed, key, holes);

/** A new one, as far as it was told; the rest is asked for: the code, the name, the days, and once everything else. */
function book(deed: Deed, head: string, lines: readonly string[]): Turn {
  const { given, content, staff, today } = deed;
  const { code: said, name, days } = headIn(head);
  const so = content.text.trim();
  if (said === '') return prompt(deed, textAtDesk(given, 'campaign.ask.code'), 'new');
  const code = codeIn(said);
  if (!code) return wrong(deed, 'campaign.wrong.new_code');
  if (bookOf(given).some((one) => one.code === code)) return no(deed, 'campaign.wrong.taken', { code });
  if (name === '') return prompt(deed, textAtDesk(given, 'campaign.ask.name', { code }), so);
  const empty: Unbooked = { code, name: '', words: [], promises: [], channels: [], facts: '', owners: [staff.address] };
  const reader = { team: given.team, today };
  const called = withField(empty, 'name', name, reader);
  if (called.type === 'mistake') return refuseMistake(deed, called.mistake);
  const read = filled(called.campaign, days ? [`days: ${days}`, ...lines] : lines, reader);
  if (read.type === 'mistake') return refuseMistake(deed, read.mistake);
  const { from, to } = read.campaign;
  if (from === undefined || to === undefined)
    return lines.some((line) => line.trim() !== '' && daysWritten(line).length === 0)
      ? refuseMistake(deed, { key: 'campaign.wrong.days' })
      : prompt(deed, textAtDesk(given, 'campaign.ask.days', { campaign: name }), `${so}\n`);
  if (lines.length === 0 || (lines.length === 1 && !days && daysWritten(lines[0] ?? '').length === 2))
    return prompt(deed, askRest(given, name), `${so}\n`);
  const { now } = given;
  return keep(deed, { ...read.campaign, from, to, state: 'booked', version: 1, bookedAt: now, changedAt: now }, 'campaign.booked');
}

/** Asks for everything else at once, by numbers. */
function askRest(given: DeskGiven, name: string): string {
  const lines = restFields.map((field, i) => `${i + 1}. ${labelOf(given, field)}: ${textAtDesk(given, `campaign_hint.${field}`)}`);
  return textAtDesk(given, 'campaign.ask.rest', { campaign: name, fields: lines.join('\n') });
}

function edit(deed: Deed, before: BookedCampaign, change: (one: BookedCampaign) => ReturnType<typeof withField<BookedCampaign>>): Turn {
  const read = change(before);
  if (read.type === 'mistake') return refuseMistake(deed, read.mistake);
  const isMoved = read.campaign.from !== before.from || read.campaign.to !== before.to;
  return keep(deed, { ...read.campaign, state: isMoved ? 'booked' : before.state }, 'campaign.changed');
}

/** Today is its last day; what has not begun is cancelled. */
function end(deed: Deed, one: BookedCampaign): Turn {
  const { given, today } = deed;
  const phase = phaseOf(one, today);
  if (phase === 'over' || phase === 'cancelled') return no(deed, 'campaign.wrong.over', { campaign: nameOfCampaign(one) });
  const done = phase === 'coming' ? { ...one, state: 'cancelled' as const } : { ...one, state: 'ended' as const, to: today };
  const kept = keep(deed, done, 'campaign.changed');
  const cards = kept.outbound.filter(({ body }) => body.type === 'card');
  return { ...kept, outbound: [...sameAt(deed, ended(given, done, given.queue)), ...cards] };
}

/** The desk at large hears it; whoever did it in a ticket's topic reads it there too. */
const sameAt = ({ topic }: Deed, told: Outbound): Outbound[] =>
  topic === undefined ? [told] : [{ ...told, lane: laneOfTicket(topic) }, told];

/** What is kept from now on, with everything that follows from it: its timers, the cards of its tickets, a word to the desk and the owners. */
function keep(deed: Deed, one: BookedCampaign, key: 'campaign.booked' | 'campaign.changed'): Turn {
  const { given, staff } = deed;
  const before = bookOf(given).find(({ code }) => code === one.code);
  const kept: BookedCampaign = { ...one, version: (before?.version ?? 0) + 1, changedAt: given.now };
  const body = bodyOf(deed, kept);
  const head = heard(given, 'campaign', textAtDesk(given, key, { name: staff.name }));
  const told: Outbound = { lane: 'desk', body: { ...body, text: `${body.text}\n\n${head}` } };
  const language = deskLanguage(given);
  const cards = given.queue.flatMap((ticket): Outbound[] => {
    const client = ticket.campaign === kept.code ? given.clients?.get(ticket.person) : undefined;
    return client ? [{ lane: laneOfTicket(ticket.number), ticket: ticket.number, coalesce: `card:${ticket.number}`, body: cardOf(given.catalogue, language, ticket, client, kept) }] : []; // biome-ignore format: one thought
  });
  const isMoved = before !== undefined && (before.to !== kept.to || before.state !== kept.state) && kept.state === 'booked';
  const warned = isMoved ? missedTold(given, kept, given.queue.filter(({ due }) => due !== undefined)) : []; // biome-ignore format: one thought
  return { ...emptyTurn(), campaign: kept, timers: timersOfCampaign(kept, given), outbound: [...sameAt(deed, told), ...cards, ...warned] };
}

// A client, the desk and a clock with nothing but the flows between them: each Turn is applied to the state as the engine does.

import { answeredFirst } from '../../flows/burst.ts';
import { type Catalogue, shippedCatalogue } from '../../flows/catalogue.ts';
import { clientTurn } from '../../flows/client.ts';
import { deskTurn } from '../../flows/desk.ts';
import { deskRequest } from '../../flows/desk-request.ts';
import { evolve } from '../../flows/evolve.ts';
import type { Hours } from '../../flows/hours.ts';
import { parseHours } from '../../flows/hours-written.ts';
import { type FileRef, type Inbound, type InboundOf, keyOfChat, type Link, type Outbound } from '../../flows/message.ts';
import { needsMine } from '../../flows/my-data.ts';
import { redactTicket } from '../../flows/redact.ts';
import { noRouting, type Routing, rowsOf } from '../../flows/routing-shape.ts';
import { type Settings, usualSettings } from '../../flows/settings.ts';
import { languages } from '../../flows/texts.ts';
import { isClosed, type Ticket, type TicketEvent } from '../../flows/ticket.ts';
import { timerInbound, timersAfter } from '../../flows/timers.ts';
import type { Conversation, DeskGiven, Mine, Person, Reply, Staff, Timer, Turn } from '../../flows/turn.ts';
import type { Campaign } from '../../flows/understand/understand.ts';
import { dayOf } from '../../flows/zone.ts';

const client = 'web:ana';
const deskChat = 'web:desk';
export const bruno: Staff = { address: 'web:bruno', name: 'Bruno', role: 'manager' };

export type Said = {
  text?: string;
  files?: FileRef[];
  /** The id of the message that this one replies to. */
  quote?: string;
  album?: string;
  /** A sticker, a poll … */
  other?: string;
};

export type Room = ReturnType<typeof openRoom>;
export type RoomOptions = {
  language?: string;
  name?: string;
  now?: number;
  catalogue?: Catalogue;
  zone?: string;
  phone?: string | undefined;
  hours?: Hours;
  settings?: Partial<Settings>;
  campaigns?: readonly Campaign[];
  /** The first replies that a promise is made from. */
  replies?: readonly Reply[];
  /** Who acts at the desk, and who else is there. */
  staff?: Staff | null;
  team?: readonly Staff[];
  /** Teams, contact points and rules to begin with. */
  routing?: Routing;
};

/** Monday 23 November 2026, 10:00 UTC, unless told otherwise. */
export function openRoom(options: RoomOptions = {}) {
  const catalogue = options.catalogue ?? shippedCatalogue();
  const hours = options.hours ?? parseHours(options.zone ?? 'UTC');
  const settings = () => ({ ...usualSettings, ...options.settings });
  let now = options.now ?? Date.UTC(2026, 10, 23, 10);
  let person: Person | undefined;
  let conversation: Conversation | undefined;
  const tickets = new Map<number, Ticket>();
  const events = new Map<number, TicketEvent[]>();
  const timers = new Map<string, Timer>();
  const links = new Map<string, Link>();
  const kept = new Map<string, string>();
  const routes = new Map(rowsOf(options.routing ?? noRouting).map((row) => [`${row.kind}/${row.id}`, row]));
  const sent: { id: string; outbound: Outbound }[] = [];
  const inbounds: Inbound[] = [];
  let count = 0;
  /** Whoever writes after an erasure is somebody new. */
  let clients = 0;

  const common = (chat: string, from: string, name: string) => {
    const id = `${from}:${++count}`;
    const phone = from === client ? options.phone : undefined;
    return {
      id,
      contact: 'web',
      chat,
      from: { address: from, name, language: options.language ?? 'en', ...(phone ? { phone } : {}) },
      message: id,
      at: now,
    };
  };
  const byClient = () => common(client, client, options.name ?? 'Ana');
  const mine = (id: string): Mine => {
    const theirs = [...tickets.values()].filter((ticket) => ticket.person === id);
    const messages = inbounds.filter((inbound) => inbound.type === 'message' && inbound.chat === client);
    return {
      tickets: theirs,
      events: new Map(theirs.map((ticket) => [ticket.id, events.get(ticket.number) ?? []])),
      chats: [client],
      keys: [keyOfChat(client)],
      messages: messages.length,
      files: messages.flatMap((inbound) => (inbound.type === 'message' ? inbound.files : [])).length,
      posted: new Map(),
      named: [],
    };
  };
  const routing = (): Routing => {
    const of = <T>(kind: string): T[] =>
      [...routes.values()]
        .filter((row) => row.kind === kind && row.body)
        .toSorted((a, b) => a.place - b.place)
        .map(({ body }) => body as T); // as it was put in // biome-ignore format: one thought
    return { teams: of('team'), contacts: of('contact'), rules: of('rule') };
  };
  const loads = () => {
    const counted = new Map<string, number>();
    for (const one of [...tickets.values()].filter((ticket) => !isClosed(ticket))) {
      const holder = (one.analyst ?? one.route?.analyst)?.address;
      if (holder) counted.set(holder, (counted.get(holder) ?? 0) + 1);
    }
    return counted;
  };
  const served = () => [...tickets.values()].findLast(({ analyst }) => analyst)?.analyst;
  const given = () => ({
    now,
    catalogue,
    nextNumber: 1001 + tickets.size,
    languages,
    desk: { contact: 'web', chat: deskChat, language: 'en' },
    zone: options.zone ?? 'UTC',
    hours,
    settings: settings(),
    campaigns: options.campaigns ?? [],
    routing: routing(),
    loads: loads(),
    ...(served() ? { served: served() } : {}),
  });
  const linkOf = (inbound: Inbound): { link?: Link } => {
    const isAfter = inbound.type === 'edit' || inbound.type === 'removal' || inbound.type === 'reaction';
    const message = inbound.type === 'message' ? inbound.quote : isAfter ? inbound.message : undefined;
    const link = message && links.get(`${inbound.chat}\n${message}`);
    return link ? { link } : {};
  };

  /** What the engine commits, committed; what the outbox sends, sent. */
  function apply(inbound: Inbound, turn: Turn): Outbound[] {
    inbounds.push(inbound);
    const atClient = inbound.chat === client;
    if (turn.conversation) conversation = turn.conversation;
    if (turn.person && atClient) person = turn.person;
    for (const { key, value } of turn.keeps ?? []) kept.set(key, value);
    for (const row of turn.routing ?? []) routes.set(`${row.kind}/${row.id}`, row);
    for (const { ticket, events: happened, isNew } of turn.changes) {
      const known = isNew ? null : (tickets.get(ticket.number) ?? null);
      const before = known && turn.erasure ? redactTicket(known) : known;
      if (ticket.version !== (before?.version ?? 0) + 1) throw new Error(`Ticket ${ticket.number} skips a version.`);
      const folded = happened.reduce<Ticket | null>((one, event) => evolve(one, event), before);
      if (JSON.stringify({ ...folded, version: 0 }) !== JSON.stringify({ ...ticket, version: 0 }))
        throw new Error(`Ticket ${ticket.number} is not what its events make of it.`);
      tickets.set(ticket.number, ticket);
      const earlier = turn.erasure?.events.find((one) => one.ticket === ticket.id)?.events ?? events.get(ticket.number) ?? [];
      events.set(ticket.number, [...earlier, ...happened]);
      for (const message of turn.heard ?? [inbound.message])
        if (atClient && message) links.set(`${client}\n${message}`, { ticket: ticket.number, role: 'client' });
    }
    if (turn.erasure) {
      conversation = undefined;
      person = undefined;
      clients++;
      links.clear();
      timers.clear();
    }
    for (const timer of timersAfter(turn.changes, turn.timers, client, { hours, settings: settings() })) timers.set(timer.key, timer);
    for (const [n, outbound] of turn.outbound.entries()) {
      const id = `${inbound.id}#${n}`;
      sent.push({ id, outbound });
      const chat = outbound.lane.startsWith('desk') ? deskChat : outbound.lane;
      if (outbound.ticket !== undefined && outbound.role) links.set(`${chat}\n${id}`, { ticket: outbound.ticket, role: outbound.role });
    }
    return turn.outbound;
  }

  function take(inbound: Inbound): Outbound[] {
    const id = conversation?.person ?? (clients === 0 ? 'ana' : `ana${clients}`);
    const state = conversation ?? { v: 1 as const, person: id, misses: 0 };
    const newcomer = { id, name: inbound.from.name, language: options.language ?? 'en', address: client, reachable: true };
    const all = {
      ...given(),
      ...(options.routing ? { team: options.team ?? [bruno], kept } : {}),
      conversation: state,
      person: person ?? newcomer,
      isNew: person === undefined,
      tickets: mine(id).tickets,
      replies: options.replies ?? [],
      waiting: [...tickets.values()].filter((one) => one.repliedAt === undefined && !isClosed(one)).length,
      ...(person && needsMine(inbound, state) ? { mine: mine(id) } : {}),
      ...linkOf(inbound),
    };
    const first = answeredFirst(all, inbound);
    return first ? [...take(first), ...take(inbound)] : apply(inbound, clientTurn(all, inbound));
  }

  function takeAtDesk(inbound: Inbound, topic?: number): Outbound[] {
    const { link } = linkOf(inbound);
    const request = deskRequest(inbound, topic, link);
    const ticket = request.type === 'command' && request.ticket !== undefined ? tickets.get(request.ticket) : undefined;
    const more = {
      ...(ticket ? { ticket } : {}),
      ...(ticket && person && request.type === 'command' ? { sides: sidesOf(ticket, person, request.content.text) } : {}),
      ...(ticket && person ? { client: person, mine: mine(person.id) } : {}),
      ...(conversation ? { conversation } : {}),
      ...(link ? { link } : {}),
    };
    return apply(
      inbound,
      deskTurn(
        {
          ...given(),
          staff: options.staff === undefined ? bruno : options.staff,
          team: options.team ?? [bruno],
          kept,
          similar: [],
          queue: [...tickets.values()].filter((one) => !isClosed(one)),
          claimCode: null,
          ...more,
        },
        inbound,
        topic,
        dayOf('UTC', now),
      ),
    );
  }

  return {
    /** Changed, they hold for what comes next. */
    options,
    say: (said: string | Said) => {
      const { text, files = [], ...more } = typeof said === 'string' ? { text: said } : said;
      const inbound: InboundOf<'message'> = { ...byClient(), type: 'message', files, ...(text === undefined ? {} : { text }), ...more };
      return take(inbound);
    },
    press: (data: string) => take({ ...byClient(), type: 'choice', data, callback: `press${count}` }),
    edit: (message: string, text: string) => take({ ...byClient(), message, type: 'edit', text, files: [] }),
    reach: (reachable: boolean) => take({ ...byClient(), type: 'reach', reachable }),
    /** The team answers by the account's own phone. */
    owner: (text: string, more: { files?: FileRef[]; at?: number } = {}) =>
      take({ ...byClient(), type: 'owner', text, files: [], ...more }),
    removes: (message: string) => take({ ...byClient(), message, type: 'removal' }),
    reacts: (message: string, emoji?: string) => take({ ...byClient(), message, type: 'reaction', ...(emoji ? { emoji } : {}) }),
    unknown: (what: string) => take({ ...byClient(), type: 'unknown', what }),
    /** Bruno writes at the desk, in the ticket's topic where one is given. */
    desk: (text: string, topic?: number, quote?: string) =>
      takeAtDesk(
        { ...common(deskChat, bruno.address, bruno.name), group: true, type: 'message', text, files: [], ...(quote ? { quote } : {}) },
        topic,
      ),
    deskPress: (data: string) =>
      takeAtDesk({ ...common(deskChat, bruno.address, bruno.name), group: true, type: 'choice', data, callback: `press${count}` }),
    /** What the desk keeps by name is there before it begins. */
    keep: (key: string, value: string) => void kept.set(key, value),
    /** Time goes by, and timers that come due are worked. */
    wait: (ms: number) => {
      now += ms;
      return [...timers.values()]
        .filter(({ dueAt }) => dueAt !== null && dueAt <= now)
        .toSorted((a, b) => (a.dueAt ?? 0) - (b.dueAt ?? 0)) // as the store gives them
        .flatMap((timer) => {
          const inbound = timerInbound({ ...timer, body: { chat: client, ...(timer.body as object) } }, now);
          return inbound ? take(inbound) : [];
        });
    },
    /** Time goes by while the process is down. */
    sleep: (ms: number) => {
      now += ms;
    },
    now: () => now,
    conversation: () => conversation,
    person: () => person,
    tickets: () => [...tickets.values()],
    ticket: (number: number) => tickets.get(number),
    events: (number: number) => events.get(number) ?? [],
    timers: () => [...timers.values()],
    sent: () => sent,
    /** Everything that came in, the desk's and the clock's too. */
    inbounds: () => inbounds,
    /** The id of the client's last message, and of the last message of a role that was sent to a lane. */
    lastId: () => `${client}:${count}`,
    lastSent: (role: Outbound['role'], lane = client) =>
      sent.findLast(({ outbound }) => outbound.role === role && outbound.lane === lane)?.id ?? '',
  };
}

/** The client of a ticket, joined with somebody; and the client of ticket 1002, whom a lead may join with them too. */
function sidesOf(ticket: Ticket, person: Person, text: string): NonNullable<DeskGiven['sides']> {
  const rui: Person = { id: 'rui', name: 'Rui', language: 'en', address: 'telegram:9', reachable: true };
  const chats = [
    { chat: person.address, own: person.id, before: person },
    { chat: rui.address, own: rui.id, how: 'code', before: rui },
  ];
  const side = { person, chats, keys: [], count: 1, open: [ticket] };
  const other = { ticket: { ...ticket, number: 1002 }, side: { person: rui, chats: chats.slice(1), keys: [], count: 1, open: [] } };
  return { side, ...(text.includes('1002') ? { other } : {}) };
}

/** What the client reads, as it stands on a channel with numbers. */
export const readBy = (outbound: readonly Outbound[], lane = client): string =>
  outbound.flatMap((one) => (one.lane === lane ? [shown(one)] : [])).join('\n—\n');

function shown({ body }: Outbound): string {
  if (body.type !== 'text') return `(${body.type})`;
  const choices = (body.choices ?? []).map(({ label }, i) => `${i + 1}. ${label}`);
  const nav = (body.nav ?? []).map(({ label }) => label).join(' · ');
  const files = (body.files ?? []).map((file) => `[${file.kind}]`).join('');
  return [body.title, body.text, choices.join('\n'), nav && `[${nav}]`, files].filter(Boolean).join('\n');
}

let files = 0;
/** A file as the web door names one. */
export function aFile(kind: FileRef['kind'] = 'photo', name?: string): FileRef {
  files++;
  return { id: `web:ana:f${files}/0`, kind, contact: 'web', remote: `r${files}`, kept: true, ...(name ? { name } : {}) };
}

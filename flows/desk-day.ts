// The day that is promised: typed, or chosen from a calendar. A day promised before is changed for a reason only, which the client reads.
import { calendarRows } from './calendar.ts';
import { parseDay } from './day.ts';
import { isWorkday, no, prompt, type TicketDeed, wrong } from './desk-deed.ts';
import { isWrongNow, makeMove } from './desk-moves.ts';
import { post, textAtDesk } from './desk-reply.ts';
import { laneOfTicket } from './message.ts';
import { deskLanguage } from './notify.ts';
import { nameOf } from './status.ts';
import { dayHole } from './texts.ts';
import type { Turn } from './turn.ts';

export function promise(deed: TicketDeed): Turn {
  const { content, ticket, today } = deed;
  const refused = isWrongNow(deed, 'promise');
  if (refused) return refused;
  const text = content.text.trim();
  if (text === '' || /^\d{4}-\d\d$/.test(text))
    return offerDays(deed, text || (ticket.due && ticket.due > today ? ticket.due : today).slice(0, 7));
  const [, word = '', reason = ''] = /^(\S+)\s*([\s\S]*)$/.exec(text) ?? [];
  const due = parseDay(word, today);
  if (!due) return wrong(deed, 'desk.bad_day');
  if (due < today) return no(deed, 'desk.past_day', { day: dayHole(due) });
  if (due === ticket.due) return no(deed, 'desk.same_day', { day: dayHole(due) });
  if (ticket.due && reason === '') return prompt(deed, textAtDesk(deed.given, 'desk.why_other_day', { before: dayHole(ticket.due), day: dayHole(due) }), due); // biome-ignore format: one thought
  return makeMove(deed, { type: 'promise', due, ...(ticket.due && reason ? { reason } : {}) });
}

function offerDays(deed: TicketDeed, month: string): Turn {
  const { given, inbound, ticket, today, pressed, content } = deed;
  const grid = calendarRows({
    language: deskLanguage(given),
    data: `promise:${ticket.number}:`,
    month: month < today.slice(0, 7) ? today.slice(0, 7) : month,
    today,
    isWorkday: (day) => isWorkday(given, day),
    ...(ticket.due ? { chosen: ticket.due } : {}),
  });
  const turned = pressed && content.text !== '' && inbound.message ? { replaces: inbound.message } : {};
  return post(
    laneOfTicket(ticket.number),
    { type: 'text', title: nameOf(ticket), text: textAtDesk(given, 'desk.which_day'), grid, ...turned },
    { ticket: ticket.number, role: 'prompt:promise' },
  );
}

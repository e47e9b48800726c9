// /hears: the table of who hears of what, with a button for each of its places.
import { inert } from './calendar.ts';
import type { Deed } from './desk-deed.ts';
import { deskLane, post, textAtDesk } from './desk-reply.ts';
import { type HearEvent, type HearLink, type Hears, hearEvents, hearLinks, hearsKey, hearsOf } from './hears.ts';
import type { Choice, OutboundBody } from './message.ts';
import { type DeskGiven, roles, type Turn } from './turn.ts';

/** Without words it shows the table; `late lead`, the data of a button, turns that place over. */
export function hears(deed: Deed): Turn {
  const { given, content, inbound, pressed, topic } = deed;
  const table = hearsOf(given.kept);
  const [first, second] = content.text.trim().split(/\s+/);
  const event = hearEvents.find((one) => one === first);
  const role = roles.find((one) => one === second);
  if (!event || !role) return post(deskLane(topic), bodyOf(given, table));
  const has = table[event].includes(role);
  const next: Hears = { ...table, [event]: roles.filter((one) => (one === role ? !has : table[event].includes(one))) };
  const replaces = pressed && inbound.message ? { replaces: inbound.message } : {};
  return { ...post(deskLane(topic), { ...bodyOf(given, next), ...replaces }), keeps: [{ key: hearsKey, value: JSON.stringify(next) }] };
}

function bodyOf(given: DeskGiven, table: Hears): OutboundBody & { type: 'text' } {
  const nobody = textAtDesk(given, 'hears.nobody');
  const line = (event: HearEvent): string => {
    const who = table[event].map((role) => textAtDesk(given, `role.${role}`)).join(', ') || nobody;
    return `${textAtDesk(given, `hears.${event}`)}: ${who}`;
  };
  const links = Object.keys(hearLinks) as HearLink[]; // Object.keys widens what the table's type knows
  const lines = links.map((link) => [textAtDesk(given, `hears.link_${link}`), ...hearLinks[link].map(line)].join('\n'));
  /** What it is about, and below it a button a role. */
  const rows = (event: HearEvent): Choice[][] => [
    [{ data: inert, label: textAtDesk(given, `hears.${event}`) }],
    roles.map((role) => ({
      data: `hears:${event} ${role}`,
      label: `${table[event].includes(role) ? '✓ ' : ''}${textAtDesk(given, `role.${role}`)}`,
    })),
  ];
  return { type: 'text', title: textAtDesk(given, 'hears.title'), text: lines.join('\n\n'), grid: hearEvents.flatMap(rows) };
}

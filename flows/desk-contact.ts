// /contact: the contact points, their links and QR codes. Everybody reads them; leads and managers change them.

import { linksOf, qrFile, unnamedAccounts } from './contact-links.ts';
import { type Deed, wrong } from './desk-deed.ts';
import { deskLane, post, textAtDesk } from './desk-reply.ts';
import { deskLanguage } from './desk-words.ts';
import { readLine, writePairs } from './one-line.ts';
import { anyContact, ContactPoint, contactKey, noRouting } from './routing-shape.ts';
import { teamNamed, teamNames } from './team-named.ts';
import { nearestLanguage } from './texts.ts';
import type { DeskGiven, Turn } from './turn.ts';

const mostQrs = 4;

/**
 * `/contact` lists them, `/contact SPRING` shows one; `/contact new SPRING Spring fair team=Social service=banner` makes or changes one,
 * `/contact new email: Mailbox team=Support` the channel's own; `/contact delete SPRING`.
 */
export function contact(deed: Deed): Turn {
  const { given, content } = deed;
  const [, verb, rest = ''] = /^(new|delete)\b\s*([\s\S]*)$/i.exec(content.text) ?? [];
  if (verb?.toLowerCase() === 'new') return save(deed, rest);
  const points = given.routing?.contacts ?? noRouting.contacts;
  const named = verb ? rest : content.text;
  if (named === '') return list(deed, points);
  const asked = named.trim().toLowerCase();
  const point = points.find((one) => keyOf(one).toLowerCase() === asked) ?? points.find(({ code }) => code !== '' && code.toLowerCase() === asked); // biome-ignore format: one thought
  if (!point) return wrong({ ...deed, content: { ...deed.content, text: named } }, 'contact.unknown');
  return verb
    ? { ...said(deed, textAtDesk(given, 'contact.deleted', { name: point.name })), routing: [{ kind: 'contact', id: contactKey(point), place: 0, body: null }] } // biome-ignore format: one thought
    : show(deed, point);
}

const said = (deed: Deed, text: string): Turn => post(deskLane(deed.topic), { type: 'text', text });

/** What it is called by: `SPRING` on every channel, `telegram:SPRING` on one, `telegram:` for the channel itself. */
export const keyOf = ({ contact: on, code }: Pick<ContactPoint, 'contact' | 'code'>): string =>
  on === anyContact ? code : `${on}:${code}`;

function list(deed: Deed, points: readonly ContactPoint[]): Turn {
  const { given } = deed;
  const all = [...points, ...unnamedAccounts(given.kept, points, deskLanguage(given))];
  const lines = all.map((point) => `${head(given, point)}\n${linkLines(given, point)}`.trim());
  const text = [...(lines.length > 0 ? lines : [textAtDesk(given, 'contact.none')]), textAtDesk(given, 'contact.how')].join('\n\n');
  return said(deed, text);
}

/** `SPRING · Spring fair · team=Social service=banner` */
function head({ routing }: DeskGiven, point: ContactPoint): string {
  const { team, service, campaign, language, hours } = point;
  const name = routing?.teams.find(({ id }) => id === team)?.name ?? team;
  const only = (value: string | undefined) => (value === undefined ? [] : [value]);
  const pairs = writePairs({
    team: only(name),
    service: only(service),
    campaign: only(campaign),
    language: only(language),
    hours: only(hours),
  });
  return [keyOf(point), point.name, pairs].filter(Boolean).join(' · ');
}

const linkLines = (given: DeskGiven, point: ContactPoint): string =>
  linksOf(given.kept, point, given.languages[0] ?? 'en').map(({ url }) => url).join('\n'); // biome-ignore format: one thought

/** One point with its links, and a QR of each. */
function show(deed: Deed, point: ContactPoint, before = ''): Turn {
  const { given } = deed;
  const links = linksOf(given.kept, point, given.languages[0] ?? 'en');
  const text = [before, head(given, point), linkLines(given, point) || textAtDesk(given, 'contact.no_links')].filter(Boolean).join('\n');
  const files = links.slice(0, mostQrs).map((link) => qrFile(link, point.code));
  return post(deskLane(deed.topic), { type: 'text', text, ...(files.length > 0 ? { files } : {}) });
}

const pairNames = ['team', 'service', 'campaign', 'language', 'hours'];

/** What is not said of a point that is there stays as it was; `team=""` takes it out. */
function save(deed: Deed, text: string): Turn {
  const { given } = deed;
  const { words, pairs } = readLine(text);
  const [, on = anyContact, code = '', name = ''] = /^(?:([A-Za-z0-9-]{1,80}):)?([A-Za-z0-9_-]{0,32})(?:\s+([\s\S]+))?$/.exec(words) ?? [];
  const strange = [...pairs.keys()].find((one) => !pairNames.includes(one));
  if (words === '' || strange || (code === '' && on === anyContact)) return wrong(deed, 'contact.wrong', { names: pairNames.join(', ') });
  const points = given.routing?.contacts ?? noRouting.contacts;
  const known = points.find((one) => contactKey(one) === contactKey({ contact: on.toLowerCase(), code }));
  const one = (key: string): string | undefined => pairs.get(key)?.join(' ');
  const [team, service, language] = [one('team'), one('service'), one('language')];
  if (team && !teamNamed(given, team)) return wrong({ ...deed, content: { ...deed.content, text: team } }, 'team.unknown', { names: teamNames(given) }); // biome-ignore format: one thought
  const isOffered = !service || given.catalogue.some(({ id }) => id === service);
  const tongue = language && nearestLanguage(language, given.languages);
  const { data: next } = ContactPoint.safeParse({
    ...(known ?? { contact: on.toLowerCase(), code, name: code || on }),
    ...(name === '' ? {} : { name }),
    ...(pairs.has('team') ? { team: team ? teamNamed(given, team)?.id : undefined } : {}),
    ...(pairs.has('service') ? { service: service || undefined } : {}),
    ...(pairs.has('campaign') ? { campaign: one('campaign') || undefined } : {}),
    ...(pairs.has('language') ? { language: tongue || undefined } : {}),
    ...(pairs.has('hours') ? { hours: pairs.get('hours')?.join(', ') || undefined } : {}),
  });
  if (!next || !isOffered || (language && !tongue)) return wrong(deed, 'contact.wrong', { names: pairNames.join(', ') });
  const place = known ? points.indexOf(known) : points.length;
  const shown = show(deed, next, textAtDesk(given, 'contact.saved', { name: next.name }));
  return { ...shown, routing: [{ kind: 'contact', id: contactKey(next), place, body: next }] };
}

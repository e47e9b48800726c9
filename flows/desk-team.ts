// /team: who works in which team. Everybody reads it; leads and managers change it.
import { type Deed, wrong } from './desk-deed.ts';
import { memberNamed } from './desk-people.ts';
import { deskLane, post, textAtDesk } from './desk-reply.ts';
import { readLine } from './one-line.ts';
import { noRouting, slugOf, Team } from './routing-shape.ts';
import { teamNamed, teamNames } from './team-named.ts';
import { nearestLanguage } from './texts.ts';
import type { DeskGiven, Turn } from './turn.ts';

/** `/team` lists them, `/team new Social lead=Eva members=Carla,Rui capacity=5` makes or changes one, `/team delete Social` takes it out. */
export function team(deed: Deed): Turn {
  const { given, content } = deed;
  const [, verb, rest = ''] = /^(new|delete)\b\s*([\s\S]*)$/i.exec(content.text) ?? [];
  if (!verb) return said(deed, shownTeams(given));
  const known = teamNamed(given, readLine(rest).words);
  if (verb.toLowerCase() === 'new') return save(deed, rest, known);
  if (!known) return wrong({ ...deed, content: { ...deed.content, text: rest } }, 'team.unknown', { names: teamNames(given) });
  return drop(deed, known);
}

const said = (deed: Deed, text: string): Turn => post(deskLane(deed.topic), { type: 'text', text });

function shownTeams(given: DeskGiven): string {
  const teams = given.routing?.teams ?? [];
  const lines = teams.map((one) => shownTeam(given, one));
  return [...(lines.length > 0 ? lines : [textAtDesk(given, 'team.none')]), textAtDesk(given, 'team.how')].join('\n\n');
}

function shownTeam(given: DeskGiven, { name, leads, members, capacity, hours, language, assign }: Team): string {
  const called = (address: string): string => given.team.find((one) => one.address === address)?.name ?? address;
  const load = (address: string): string => `${called(address)} ${given.loads?.get(address) ?? 0}${capacity ? `/${capacity}` : ''}`;
  const more = [language ?? '', hours ?? '', assign === 'auto' ? textAtDesk(given, 'team.auto') : ''].filter(Boolean).join(' · ');
  return [
    name,
    leads.length > 0 ? textAtDesk(given, 'team.leads', { names: leads.map(called).join(', ') }) : '',
    members.length > 0 ? textAtDesk(given, 'team.members', { names: members.map(load).join(', ') }) : '',
    more,
  ]
    .filter(Boolean)
    .join('\n  ');
}

const pairNames = ['lead', 'members', 'capacity', 'language', 'hours', 'assign'];

/** What is not said of a team that is there stays as it was; `capacity=""` takes it out. */
function save(deed: Deed, text: string, known: Team | undefined): Turn {
  const { given } = deed;
  const { words, pairs } = readLine(text);
  const strange = [...pairs.keys()].find((name) => !pairNames.includes(name));
  if (words === '' || slugOf(words) === '' || strange) return wrong(deed, 'team.wrong', { names: pairNames.join(', ') });
  const people = [...(pairs.get('lead') ?? []), ...(pairs.get('members') ?? [])];
  const nobody = people.find((name) => !memberNamed(given.team, name));
  if (nobody) return wrong({ ...deed, content: { ...deed.content, text: nobody } }, 'wrong.person', { names: given.team.map(({ name }) => name).join(', ') }); // biome-ignore format: one thought
  const addresses = (name: string) => pairs.get(name)?.flatMap((one) => memberNamed(given.team, one)?.address ?? []);
  const [capacity, language, hours, assign] = ['capacity', 'language', 'hours', 'assign'].map((name) => pairs.get(name)?.join(', '));
  const tongue = language ? (nearestLanguage(language, given.languages) ?? 0) : undefined; // 0 is refused below
  const { data: next } = Team.safeParse({
    ...(known ?? { id: slugOf(words), name: words }),
    ...(pairs.has('lead') ? { leads: addresses('lead') } : {}),
    ...(pairs.has('members') ? { members: addresses('members') } : {}),
    ...(capacity === undefined ? {} : { capacity: capacity === '' ? undefined : Number(capacity) }),
    ...(language === undefined ? {} : { language: tongue }),
    ...(hours === undefined ? {} : { hours: hours || undefined }),
    ...(assign === undefined ? {} : { assign: assign.toLowerCase() }),
  });
  if (!next) return wrong(deed, 'team.wrong', { names: pairNames.join(', ') });
  const { teams } = given.routing ?? noRouting;
  const place = known ? teams.indexOf(known) : teams.length;
  return {
    ...said(deed, `${textAtDesk(given, 'team.saved', { name: next.name })}\n\n${shownTeam(given, next)}`),
    routing: [{ kind: 'team', id: next.id, place, body: next }],
  };
}

/** A team that rules or contact points lead to stays until they lead elsewhere. */
function drop(deed: Deed, { id, name }: Team): Turn {
  const { given } = deed;
  const { rules, contacts } = given.routing ?? noRouting;
  const users = [...rules.filter(({ team }) => team === id), ...contacts.filter((one) => one.team === id)];
  if (users.length > 0) return wrong(deed, 'team.in_use', { name, names: users.map((one) => one.name).join(', ') });
  return { ...said(deed, textAtDesk(given, 'team.deleted', { name })), routing: [{ kind: 'team', id, place: 0, body: null }] };
}

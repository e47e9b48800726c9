// Which rule decides, and who is first in line: rules, facts and people as tables.
import { describe, expect, test } from 'vitest';
import { ask, type Facts, firstInLine, type Line, route } from '../../../flows/routing.ts';
import { type ContactPoint, noRouting, type Routing, Rule, slugOf, Team } from '../../../flows/routing-shape.ts';

const people = ['Carla', 'Rui', 'Eva'].map((name) => ({ address: `web:${name.toLowerCase()}`, name }));
const team = (name: string, more: Partial<Team> = {}): Team => Team.parse({ id: slugOf(name), name, ...more });
const rule = (name: string, to: string, conditions: Rule['if'] = {}): Rule =>
  Rule.parse({ id: slugOf(name), name, if: conditions, team: to });
const line = (more: Partial<Line> = {}): Line => ({ people, loads: new Map(), ...more });
const facts: Facts = {
  contact: 'telegram',
  service: 'banner',
  campaign: 'SP26',
  client: ['person-1', 'telegram:111', 'Ana Lima'],
  unit: 'Sales North',
  side: 'internal',
  language: 'pt-BR',
  phone: '5511900000001',
  isNew: true,
  words: 'Preciso de um banner para o Instagram, na Black Friday',
};
const spring: ContactPoint = { contact: 'any', code: 'Spring', name: 'Spring fair' };

describe('a condition', () => {
  test.each<[Rule['if'], Partial<Facts>, boolean]>([
    [{}, {}, true],
    [{ contact: ['telegram'] }, {}, true],
    [{ contact: ['email', 'telegram'] }, {}, true],
    [{ contact: ['email'] }, {}, false],
    [{ code: ['SPRING'] }, { point: spring }, true],
    [{ code: ['SPRING'] }, {}, false],
    [{ service: ['banner'] }, {}, true],
    [{ service: ['landing-page'] }, {}, false],
    [{ campaign: ['sp26'] }, {}, true],
    [{ campaign: ['sp26'] }, { campaign: undefined }, false],
    [{ client: ['person-1'] }, {}, true],
    [{ client: ['ana lima'] }, {}, true],
    [{ client: ['+55 11 90000-0001'] }, {}, true],
    [{ client: ['Ana'] }, {}, false],
    [{ unit: ['sales north'] }, {}, true],
    [{ unit: ['Sales'] }, {}, false],
    [{ side: ['internal'] }, {}, true],
    [{ side: ['external'] }, { side: undefined }, true],
    [{ language: ['PT-br'] }, {}, true],
    [{ language: ['en'] }, {}, false],
    [{ phone: ['+55'] }, {}, true],
    [{ phone: ['+90'] }, {}, false],
    [{ phone: ['+55'] }, { phone: undefined }, false],
    [{ known: ['new'] }, {}, true],
    [{ known: ['known'] }, {}, false],
    [{ words: ['instagram'] }, {}, true],
    [{ words: ['black friday'] }, {}, true],
    [{ words: ['gram'] }, {}, false],
    [{ service: ['banner'], language: ['en'] }, {}, false],
  ])('%j of a request with %j fits: %s', (conditions, more, isMet) => {
    const routing: Routing = { ...noRouting, teams: [team('Social')], rules: [rule('One', 'social', conditions)] };
    const found = route(routing, line(), { ...facts, ...more });
    expect(found).toEqual(isMet ? { team: 'social', name: 'Social', by: 'rule', because: 'One' } : undefined);
  });
});

describe('the order', () => {
  const teams = [team('Social'), team('Web'), team('Brasil', { language: 'pt-BR' })];
  const rules = [rule('Pages', 'web', { service: ['landing-page'] }), rule('Gone', 'nobody'), rule('Banners', 'social', { service: ['banner'] }), rule('All', 'web')]; // biome-ignore format: one thought

  test('is the list’s: the first that fits decides, and what was asked before it says what did not fit', () => {
    const asked = ask({ ...noRouting, teams, rules }, facts);
    expect(asked.map((one) => [one.rule.name, one.misfits, one.team?.name])).toEqual([
      ['Pages', ['service'], 'Web'],
      ['Gone', [], undefined],
      ['Banners', [], 'Social'],
    ]);
    expect(route({ ...noRouting, teams, rules }, line(), facts)).toMatchObject({ team: 'social', because: 'Banners' });
  });

  test('a code’s own team comes before the rules, a channel’s own after them, a team of the language last', () => {
    const routing = { ...noRouting, teams, rules: rules.slice(0, 1) };
    const by = (point?: ContactPoint, service = 'landing-page') => route(routing, line(), { ...facts, service, ...(point ? { point } : {}) }); // biome-ignore format: one thought
    expect(by({ ...spring, team: 'social' })).toMatchObject({ team: 'social', by: 'code', because: 'Spring fair' });
    const mailbox: ContactPoint = { contact: 'email', code: '', name: 'Mailbox', team: 'social' };
    expect(by(mailbox)).toMatchObject({ team: 'web', by: 'rule' });
    expect(by(mailbox, 'banner')).toMatchObject({ team: 'social', by: 'contact', because: 'Mailbox' });
    expect(by(undefined, 'banner')).toMatchObject({ team: 'brasil', by: 'language' });
    expect(route({ ...routing, teams: teams.slice(0, 2) }, line(), { ...facts, service: 'banner' })).toBeUndefined();
  });
});

describe('first in line', () => {
  const social = team('Social', { members: ['web:carla', 'web:rui'], capacity: 3 });
  const [carla, rui, eva] = people;

  test.each<[string, Partial<Line>, ReturnType<typeof firstInLine>]>([
    ['whoever served them last', { served: rui, loads: new Map([['web:rui', 2]]) }, { analyst: rui, first: 'served' }],
    ['not when their hands are full', { served: rui, loads: new Map([['web:rui', 3]]) }, { analyst: carla, first: 'least' }],
    ['not when they are of another team', { served: eva }, { analyst: carla, first: 'least' }],
    ['whoever has the fewest', { loads: new Map([['web:carla', 1]]) }, { analyst: rui, first: 'least' }],
    ['nobody, when all hands are full', { loads: new Map([['web:carla', 3], ['web:rui', 9]]) }, {}], // biome-ignore format: one thought
    ['nobody who left the desk', { people: [] }, {}],
  ] as [string, Partial<Line>, ReturnType<typeof firstInLine>][])('%s', (_, more, found) => {
    expect(firstInLine(social, line(more))).toEqual(found);
  });
});

// By which door somebody comes: a code in a link or in their words presets what it says, is announced, and can be talked out of.
import { describe, expect, test } from 'vitest';
import { type ContactPoint, type Routing, Team } from '../../../flows/routing-shape.ts';
import { openRoom, type RoomOptions, readBy } from '../../support/flow-room.ts';

const social = Team.parse({ id: 'social', name: 'Social' });
const spring: ContactPoint = { contact: 'any', code: 'SPRING', name: 'Spring fair', team: 'social', service: 'banner', campaign: 'SP26' };
const help: ContactPoint = { contact: 'any', code: 'help', name: 'Help line', team: 'social' };
const campaigns = [{ code: 'SP26', name: 'Spring sale', words: [] }];
const room = (contacts: ContactPoint[] = [spring, help], more: RoomOptions = {}) => {
  const routing: Routing = { teams: [social], contacts, rules: [] };
  return openRoom({ routing, campaigns, ...more });
};
const finish = (one: ReturnType<typeof room>) => {
  for (const text of ['Sale', '2', 'half price', 'skip', 'yes']) one.say(text);
};

describe('a start code', () => {
  test('begins its service at once, and says so', () => {
    const one = room();
    const read = readBy(one.say('/start SPRING'));
    expect(read).toContain('Banner');
    expect(read).toContain("You're here for “Spring fair”.");
    expect(read).toContain('Noted: Spring sale');
    expect(one.conversation()?.draft?.service).toBe('banner');
  });

  test('is the ticket’s campaign and team, and its reason', () => {
    const one = room();
    one.say('/start spring');
    finish(one);
    expect(one.ticket(1001)).toMatchObject({
      service: 'banner',
      campaign: 'SP26',
      route: { team: 'social', by: 'code', because: 'Spring fair' },
    });
  });

  test('with hours of its own is answered by those, before its team’s', () => {
    const late = Date.UTC(2026, 10, 23, 20);
    const byHours = (hours?: string, teams: Team[] = [{ ...social, hours: 'mon-fri 11:00-19:00' }]) => {
      const contacts = [{ ...spring, ...(hours ? { hours } : {}) }];
      const one = openRoom({ routing: { teams, contacts, rules: [] }, campaigns, now: late });
      one.say('/start SPRING');
      for (const text of ['Sale', '2', 'half price', 'skip']) one.say(text);
      return readBy(one.say('yes'));
    };
    expect(byHours()).toContain('by 15:00 tomorrow'); // four working hours from eleven
    expect(byHours('mon-fri 06:00-12:00')).toContain('by 10:00 tomorrow');
  });

  test('counts for one request only', () => {
    const one = room();
    one.say('/start SPRING');
    finish(one);
    expect(one.conversation()).not.toHaveProperty('point');
    one.say('new');
    one.say('banner');
    finish(one);
    expect(one.ticket(1002)?.campaign).toBeUndefined();
    expect(one.ticket(1002)?.route).toBeUndefined();
  });

  test.each([
    ["Hello! I'm writing about Spring fair. (ref: SPRING)", "Hello! I'm writing about Spring fair."],
    ['they told me to say ref SPRING here', 'they told me to say here'],
    ['Eu vi no cartaz [ref:spring], quanto antes melhor', 'Eu vi no cartaz, quanto antes melhor'],
    ['(Ref. SPRING)', ''],
  ])('is found in words, however they were edited, and taken out of them: %s', (text, left) => {
    const one = room();
    one.say(text);
    expect(one.conversation()?.draft).toMatchObject({ service: 'banner', first: { text: left } });
  });

  test('whatever else a client names is what they get, for the team of the code', () => {
    const one = room();
    one.say('I need a landing page (ref: SPRING)');
    expect(one.conversation()?.draft).toMatchObject({ service: 'landing-page', point: { code: 'SPRING' } });
    expect(one.conversation()?.draft?.answers['+campaign']?.value).toBe('SP26');
  });

  test('goes with the request that it began, when that is dropped', () => {
    const one = room();
    one.say('/start SPRING');
    one.say('cancel');
    one.say('banner');
    finish(one);
    expect(one.ticket(1001)).toMatchObject({ service: 'banner' });
    expect(one.ticket(1001)?.campaign).toBeUndefined();
  });

  test('that says nothing of a service leads to the menu, and to its team', () => {
    const one = room();
    expect(readBy(one.say('/start help'))).toContain('What can we do for you?');
    one.say('banner');
    finish(one);
    expect(one.ticket(1001)?.route).toMatchObject({ team: 'social', because: 'Help line' });
  });

  test('that nobody made is no code: the words stay, the menu comes', () => {
    const one = room();
    expect(readBy(one.say('/start WINTER'))).toContain('What can we do for you?');
    expect(one.conversation()?.point).toBeUndefined();
    one.say('a banner please, ref: 4711');
    expect(one.conversation()?.draft?.first.text).toBe('a banner please, ref: 4711');
  });

  test('brings a new request though another one is open', () => {
    const one = room();
    one.say('banner');
    finish(one);
    expect(readBy(one.say('we have a stand there (ref: SPRING)'))).toContain("You're here for “Spring fair”.");
    expect(one.events(1001).map(({ type }) => type)).toEqual(['opened']);
  });

  test('in the middle of a request leaves that request alone', () => {
    const one = room();
    one.say('banner');
    expect(readBy(one.say('/start SPRING'))).toContain('1 of');
    finish(one);
    expect(one.ticket(1001)?.campaign).toBeUndefined();
  });

  test('is forgotten when nothing came of it in a week', () => {
    const one = room();
    one.say('/start help');
    one.sleep(8 * 86_400_000);
    one.say('banner');
    finish(one);
    expect(one.ticket(1001)?.route).toBeUndefined();
  });

  test('of its own channel comes before the one for every channel', () => {
    const one = room([spring, { contact: 'web', code: 'spring', name: 'Web spring', service: 'landing-page' }]);
    expect(readBy(one.say('/start SPRING'))).toContain('Web spring');
    expect(one.conversation()?.draft?.service).toBe('landing-page');
  });

  test('of another channel is none', () => {
    const one = room([{ ...spring, contact: 'telegram' }]);
    expect(readBy(one.say('/start SPRING'))).toContain('What can we do for you?');
  });
});

describe('its language', () => {
  const turkish: ContactPoint = { ...spring, language: 'tr' };

  test('is spoken to somebody new', () => {
    expect(readBy(room([turkish]).say('/start SPRING'))).toContain('“Spring fair” için buradasınız.');
  });

  test('gives way to the one they write in', () => {
    expect(readBy(room([turkish]).say('Good morning, I would like to have a banner please (ref: SPRING)'))).toContain("You're here for");
  });

  test('changes nothing for somebody who is known', () => {
    const one = room([turkish]);
    one.say('hello');
    expect(readBy(one.say('/start SPRING'))).toContain("You're here for");
  });
});

describe('the channel itself', () => {
  const page: ContactPoint = { contact: 'web', code: '', name: 'Page', team: 'social', service: 'banner', language: 'pt-BR' };

  test('presets what nobody named, for whoever has nothing open', () => {
    const one = room([page], { language: 'de' });
    const read = readBy(one.say('/start'));
    expect(one.conversation()?.draft?.service).toBe('banner');
    expect(read).toContain('Para que é o banner?');
  });

  test('leaves words for an open request where they belong, and the menu within reach', () => {
    const one = room([page]);
    one.say('hello');
    finish(one);
    expect(one.ticket(1001)?.route).toMatchObject({ team: 'social', by: 'contact', because: 'Page' });
    one.say('and make it blue');
    expect(one.events(1001).map(({ type }) => type)).toEqual(['opened', 'commented']);
    expect(one.say('menu').length).toBe(1);
    expect(one.conversation()?.asking?.type).toBe('service');
  });
});

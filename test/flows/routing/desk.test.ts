// Teams, contact points and rules as leads change them at the desk: each in one line, each with an answer that shows what came of it.
import { describe, expect, test } from 'vitest';
import { reachKey } from '../../../flows/contact-links.ts';
import type { Staff } from '../../../flows/turn.ts';
import { bruno, openRoom, readBy } from '../../support/flow-room.ts';

const carla: Staff = { address: 'web:carla', name: 'Carla', role: 'analyst' };
const eva: Staff = { address: 'web:eva', name: 'Eva', role: 'lead' };
const team = [bruno, carla, eva];
const openDesk = () => {
  const room = openRoom({ team });
  return { ...room, does: (text: string) => readBy(room.desk(text), 'desk') };
};

describe('/team', () => {
  test('makes, shows, changes and takes out', () => {
    const { does } = openDesk();
    expect(does('/team')).toContain("No teams yet: every request is the whole desk's.");
    expect(does('/team new Social media lead=Eva members=Carla,Bruno capacity=5')).toBe(
      'The team Social media is kept.\n\nSocial media\n  led by Eva\n  open tickets: Carla 0/5, Bruno 0/5',
    );
    expect(does('/team new social media assign=auto language=pt hours="mon-fri 08:00-14:00"')).toBe(
      'The team Social media is kept.\n\nSocial media\n  led by Eva\n  open tickets: Carla 0/5, Bruno 0/5\n  pt-BR · mon-fri 08:00-14:00 · whoever is first in line gets it at once',
    );
    expect(does('/team')).toContain('led by Eva');
    expect(does('/team delete Social media')).toBe('The team Social media is gone.');
    expect(does('/team')).toContain('No teams yet');
  });

  test.each([
    ['/team new', 'Write the team'],
    ['/team new Social members=Zoe', '“Zoe” is nobody of this desk (Bruno, Carla, Eva)'],
    ['/team new Social capacity=many', 'Write the team'],
    ['/team new Social capacity=0', 'Write the team'],
    ['/team new Social language=xx', 'Write the team'],
    ['/team new Social hours=always', 'Write the team'],
    ['/team new Social assign=never', 'Write the team'],
    ['/team new Social colour=red', 'Write the team'],
    ['/team delete Social', '“Social” is no team (—)'],
  ])('%s is refused, and nothing is kept', (typed, why) => {
    const { does } = openDesk();
    expect(does(typed)).toContain(why);
    expect(does('/team')).toContain('No teams yet');
  });

  test('stays while a rule or a contact point leads to it', () => {
    const { does } = openDesk();
    does('/team new Social');
    does('/route add All: -> Social');
    does('/contact new HELP Help line team=Social');
    expect(does('/team delete Social')).toBe('Social stays: All, Help line still lead there. Change those first.');
  });
});

describe('/route', () => {
  test('adds, lists, moves and takes out, by number and by name', () => {
    const { does } = openDesk();
    for (const name of ['Social', 'Web']) does(`/team new ${name}`);
    expect(does('/route')).toContain('No rules yet');
    does('/route add Instagram work: service=social-post words=instagram,"black friday" -> Social');
    does('/route add Pages: service="Landing page" → web');
    expect(does('/route add Everything else: -> web')).toMatch(
      /^Kept\. It is asked as number 3\.\n\n1\. Instagram work: service=social-post words=instagram,"black friday" → Social\n2\. Pages: service=landing-page → Web\n3\. Everything else: → Web\n\nThe first that fits decides/,
    );
    expect(does('/route move 2 1')).toMatch(/^1\. Pages.*\n2\. Instagram work.*\n3\. Everything else/);
    expect(does('/route move everything else 1')).toMatch(/^1\. Everything else.*\n2\. Pages/);
    expect(does('/route delete 1')).toMatch(/^The rule “Everything else” is gone\.\n\n1\. Pages.*\n2\. Instagram work/);
    expect(does('/route')).toMatch(/^1\. Pages.*\n2\. Instagram work.*\n\n/);
  });

  test('two rules of one name are two', () => {
    const { does } = openDesk();
    does('/team new Web');
    for (let i = 0; i < 3; i++) does('/route add Same: -> Web');
    expect(does('/route')).toMatch(/1\. Same: → Web\n2\. Same: → Web\n3\. Same: → Web/);
  });

  test.each([
    ['/route add Pages', 'Write a name, a colon'],
    ['/route add Pages: service=landing-page', 'Write a name, a colon'],
    ['/route add Pages: service=landing-page -> Nobody', '“Nobody” is no team (Web)'],
    ['/route add Pages: service=zeppelin -> Web', "“service” can't be asked"],
    ['/route add Pages: colour=red -> Web', "“colour” can't be asked"],
    ['/route add Pages: banner -> Web', "“banner” can't be asked"],
    ['/route add Pages: known=perhaps -> Web', "“known” can't be asked"],
    ['/route add Pages: side=left -> Web', "“side” can't be asked"],
    ['/route move 3 1', 'There is no rule'],
    ['/route delete 1', 'There is no rule'],
  ])('%s is refused, and nothing is kept', (typed, why) => {
    const { does } = openDesk();
    does('/team new Web');
    expect(does(typed)).toContain(why);
    expect(does('/route')).toContain('No rules yet');
  });

  test('decides on the very next request', () => {
    const { does, ...room } = openDesk();
    does('/team new Web members=Carla');
    does('/route add Banners: service=banner -> Web');
    for (const text of ['banner', 'Sale', '2', 'half', 'skip', 'yes']) room.say(text);
    expect(room.ticket(1001)?.route).toEqual({ team: 'web', name: 'Web', by: 'rule', because: 'Banners' });
  });
});

describe('/contact', () => {
  const openReached = () => {
    const room = openRoom({ team });
    const reach = { telegram: 'alur_bot', whatsapp: '5511900000001', email: 'desk@example.com', web: 'https://desk.example.com/try' };
    for (const [contact, value] of Object.entries(reach)) room.keep(reachKey(contact), value);
    return { ...room, does: (text: string) => readBy(room.desk(text), 'desk') };
  };

  test('makes one for every channel, with its links and a QR of each', () => {
    const { does } = openReached();
    does('/team new Social');
    const read = does('/contact new SPRING Spring fair team=social service=banner campaign=SP26 language=pt-BR');
    expect(read).toBe(
      [
        '“Spring fair” is kept.',
        'SPRING · Spring fair · team=Social service=banner campaign=SP26 language=pt-BR',
        'https://t.me/alur_bot?start=SPRING',
        `https://wa.me/5511900000001?text=${encodeURIComponent('Olá! Escrevo sobre Spring fair. (ref: SPRING)')}`,
        'mailto:desk+spring@example.com',
        'https://desk.example.com/try?start=SPRING',
        '[photo][photo][photo][photo]',
      ].join('\n'),
    );
  });

  test('the words that WhatsApp writes beforehand lead back to it', () => {
    const room = openReached();
    room.does('/contact new SPRING Spring fair service=banner');
    const url = /https:\/\/wa\.me\S+/.exec(room.does('/contact spring'))?.[0] ?? '';
    room.say(new URL(url).searchParams.get('text') ?? '');
    expect(room.conversation()?.draft).toMatchObject({ service: 'banner', point: { code: 'SPRING' } });
  });

  test('makes one for one channel, and the channel’s own', () => {
    const { does } = openReached();
    expect(does('/contact new telegram:VIP Good friends')).toContain(
      'telegram:VIP · Good friends\nhttps://t.me/alur_bot?start=VIP\n[photo]',
    );
    expect(does('/contact new email: Mailbox language=tr')).toContain('email: · Mailbox · language=tr\nmailto:desk@example.com');
    expect(does('/contact')).toMatch(/telegram:VIP · Good friends\n[\s\S]*email: · Mailbox/);
  });

  test('what is not said stays; codes that differ in capitals are one', () => {
    const { does } = openReached();
    does('/contact new SPRING Spring fair service=banner');
    expect(does('/contact new spring language=uk')).toContain('SPRING · Spring fair · service=banner language=uk');
  });

  test('is taken out, and its code is none any more', () => {
    const { does } = openReached();
    does('/contact new SPRING Spring fair service=banner');
    expect(does('/contact delete spring')).toContain('“Spring fair” is gone.');
    expect(does('/contact')).not.toContain('SPRING · ');
  });

  test('has working hours of its own, which may be taken out again', () => {
    const { does } = openReached();
    expect(does('/contact new telegram: Our bot hours="mon-fri 08:00-20:00, sat 09:00-12:00"')).toContain(
      'telegram: · Our bot · hours="mon-fri 08:00-20:00, sat 09:00-12:00"',
    );
    expect(does('/contact new telegram: hours=always')).toContain('Write a code');
    expect(does('/contact new telegram: hours=""')).not.toContain('hours');
  });

  test('lists each account that is on, as the point that it would be', () => {
    const { does } = openReached();
    expect(does('/contact')).toContain('telegram: · Telegram\nhttps://t.me/');
    does('/contact new telegram: Our bot service=banner');
    expect(does('/contact')).toContain('telegram: · Our bot · service=banner');
    expect(does('/contact')).not.toContain('telegram: · Telegram');
  });

  test('says that there is no link while no channel of it was on', () => {
    const { does } = openDesk();
    expect(does('/contact new SPRING Spring fair')).toContain('No link yet');
  });

  test.each([
    ['/contact new', 'Write a code'],
    ['/contact new SPRING service=zeppelin', 'Write a code'],
    ['/contact new SPRING language=xx', 'Write a code'],
    ['/contact new SPRING colour=red', 'Write a code'],
    ['/contact new SPRING team=Nobody', '“Nobody” is no team (—)'],
    [`/contact new ${'X'.repeat(33)} Long`, 'Write a code'],
    ['/contact WINTER', 'There is no contact point “WINTER”'],
    ['/contact delete WINTER', 'There is no contact point'],
  ])('%s is refused, and nothing is kept', (typed, why) => {
    const { does } = openDesk();
    expect(does(typed)).toContain(why);
    expect(does('/contact')).not.toContain('SPRING · ');
  });
});

describe('who may', () => {
  test.each(['/team new Web', '/route add All: -> Web', '/contact new SPRING Spring', '/route move 1 2', '/contact delete SPRING'])(
    '%s is a lead’s',
    (typed) => {
      const { does, options } = openDesk();
      options.staff = carla;
      expect(does(typed)).toContain('Only a lead or a manager may do that: Bruno, Eva.');
    },
  );

  test.each(['/team', '/route', '/contact'])('%s is read by all', (typed) => {
    const { does, options } = openDesk();
    options.staff = carla;
    expect(does(typed)).toMatch(/^No (teams|rules|contact points) yet/);
  });
});

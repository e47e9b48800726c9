// What a client says after it was done, or after it closed for silence, and what is replied to it, in both languages.
import { describe, expect, test } from 'vitest';
import type { Reply } from '../../flows/turn.ts';
import { openRoom, type Room, type RoomOptions, readBy } from '../support/flow-room.ts';
import { hour, momentAt, passUntil } from '../support/time.ts';

type Language = 'en' | 'pt-BR';
const filing: Record<Language, string[]> = {
  en: ['banner', 'Sale', '2', 'half', 'skip', 'yes'],
  'pt-BR': ['banner', 'Promoção', '2', 'metade', 'pular', 'sim'],
};
const at = (wall: string) => momentAt(`2026-${wall}`);
const first = (text: string): string => text.split('\n').find((line) => !line.startsWith('#') && line !== '') ?? '';

function roomWith(language: Language, commands: string[], options: RoomOptions = {}): Room {
  const room = openRoom({ language, ...options });
  for (const text of filing[language]) room.say(text);
  for (const command of commands) room.desk(command, 1001);
  return room;
}
const delivered = ['/take', '/plan', '/promise 27/11', '/produce', '/finish', '/deliver here'];

/** Done on Monday at 10:00; asked for stars at 11:00. */
function askedToRate(language: Language = 'en'): Room {
  const room = roomWith(language, delivered);
  room.press('a:1001');
  passUntil(room, at('11-23 11:30'));
  return room;
}

/** Asked how it goes, ten working days later. */
function askedHow(language: Language = 'en'): Room {
  const room = askedToRate(language);
  room.press('g:1001:4');
  passUntil(room, at('12-07 12:00'));
  return room;
}

/** Asked on Monday, closed for silence on Tuesday 1 December. */
function lapsed(language: Language = 'en', question = 'Which red?'): Room {
  const room = roomWith(language, ['/take', `/ask ${question}`]);
  passUntil(room, at('12-02 10:00'));
  expect(room.ticket(1001)?.situation).toBe('cancelled');
  return room;
}

describe('a rating (R40)', () => {
  test('is asked for with five choices', () => {
    expect(
      readBy(
        askedToRate()
          .sent()
          .slice(-2)
          .map(({ outbound }) => outbound),
      ),
    ).toBe(
      '#1001 · Banner\nHow did we do, from one to five stars? Feel free to add a word.\n1. ⭐ Bad\n2. ⭐⭐ Not great\n3. ⭐⭐⭐ Okay\n4. ⭐⭐⭐⭐ Good\n5. ⭐⭐⭐⭐⭐ Great',
    );
  });

  const understood: [Language, string, number, string][] = [
    ['en', '5', 5, ''],
    ['en', '4', 4, ''],
    ['en', ' 3 ', 3, ''],
    ['en', '3️⃣', 3, ''],
    ['en', '4/5', 4, ''],
    ['en', '9/10', 5, ''],
    ['en', '5 stars', 5, ''],
    ['en', '⭐⭐⭐⭐', 4, ''],
    ['en', 'great', 5, ''],
    ['en', 'Great!', 5, ''],
    ['en', 'excelent', 5, ''],
    ['en', 'not great', 2, ''],
    ['en', 'ok', 3, ''],
    ['en', 'terrible', 1, ''],
    ['en', '5: lovely work, thank you', 5, 'lovely work, thank you'],
    ['en', '2 - it came late', 2, 'it came late'],
    ['en', 'Great, thanks Bruno!', 5, 'Great, thanks Bruno!'],
    ['en', '4 of 5', 4, ''],
    ['en', '4 out of 5 stars', 4, ''],
    ['en', 'four out of five mate', 4, ''],
    ['en', 'great, 10 people came', 5, 'great, 10 people came'],
    ['en', 'greaaaat', 5, ''],
    ['en', 'brilliant guys', 5, ''],
    ['pt-BR', '4 de 5', 4, ''],
    ['pt-BR', 'nove de dez', 5, ''],
    ['pt-BR', 'ótimo viu', 5, ''],
    ['pt-BR', '5', 5, ''],
    ['pt-BR', '4 estrelas', 4, ''],
    ['pt-BR', 'ótimo', 5, ''],
    ['pt-BR', 'otimo', 5, ''],
    ['pt-BR', 'Amei!', 5, ''],
    ['pt-BR', 'mais ou menos', 3, ''],
    ['pt-BR', 'não gostei', 1, ''],
    ['pt-BR', 'péssimo', 1, ''],
    ['pt-BR', 'Excelente! Adorei as cores', 5, 'Excelente! Adorei as cores'],
  ];
  test.each(understood)('%s: “%s” is %d', (language, said, stars, word) => {
    const room = askedToRate(language);
    const reply = readBy(room.say(said));
    const kept = room.ticket(1001)?.rating;
    expect(kept?.stars).toBe(stars);
    if (word !== '') expect(kept?.text).toBe(word);
    expect(reply).toMatch(/Thank you|Obrigado/);
    expect(room.ticket(1001)?.situation).toBe('done');
  });

  const notUnderstood: [string, string][] = [
    ['thanks', "You're welcome! 🙂"],
    ['Great, but it came late', "I've passed that on to the team. And how many stars would that be?"],
    ['the colours are lovely', "I've passed that on to the team. And how many stars would that be?"],
    ['2 of 3 were fine', "I've passed that on to the team. And how many stars would that be?"],
    ['4 of 9', "I've passed that on to the team. And how many stars would that be?"],
    ['yes please', 'And how many stars would that be?'],
    ['no', '👍'],
    ['I need a landing page', '📄 Landing page · 1 of 4'],
    ['hello', 'Hi Ana! What can we do for you?'],
    ['status', 'Nothing is open. Your last one: #1001 · Banner (Delivery · done).'],
  ];
  test.each(notUnderstood)('“%s” is no rating: %s', (said, replied) => {
    const room = askedToRate();
    expect(first(readBy(room.say(said)))).toBe(replied);
    expect(room.ticket(1001)).toMatchObject({ situation: 'done' });
    expect(room.ticket(1001)?.rating).toBeUndefined();
  });

  test('a number after something else was asked is not one', () => {
    const room = askedToRate();
    room.say('I need a logo');
    room.say('5');
    expect(room.ticket(1001)?.rating).toBeUndefined();
  });

  test('a question of the desk’s that came since goes first', () => {
    const room = openRoom();
    for (const text of [...filing.en, 'menu', ...filing.en]) room.say(text);
    for (const command of delivered) room.desk(command, 1001);
    room.desk('/take', 1002);
    room.press('a:1001');
    passUntil(room, at('11-23 11:30'));
    expect(room.conversation()?.asking).toEqual({ type: 'rating', number: 1001 });
    room.desk('/ask How many?', 1002);
    expect(readBy(room.say('5'))).toContain('Thanks, the team has your answer');
    expect(room.ticket(1001)?.rating).toBeUndefined();
    expect(room.ticket(1002)?.situation).toBe('open');
  });

  test('a word is welcome after the stars, within the hour', () => {
    const room = askedToRate();
    expect(first(readBy(room.press('g:1001:5')))).toBe("Thank you! If you'd like to add a word about it, just write it here.");
    expect(first(readBy(room.say('Bruno was so patient')))).toBe('Thank you, the team will read it!');
    expect(room.ticket(1001)?.rating).toEqual({ stars: 5, text: 'Bruno was so patient' });
    const late = askedToRate();
    late.press('g:1001:5');
    late.wait(2 * hour);
    late.say('Bruno was so patient');
    expect(late.ticket(1001)?.rating).toEqual({ stars: 5, text: '' });
  });

  test.each([1, 2])('%d reaches the leads at the desk, and offers to open it again', (stars) => {
    const room = askedToRate();
    const outbound = room.press(`g:1001:${stars}`);
    expect(readBy(outbound)).toContain('What could we have done better?');
    expect(readBy(outbound)).toContain('1. Open it again');
    expect(readBy(outbound, 'desk')).toContain('of 5 from Ana for #1001 · Banner (Bruno): no words with it yet');
    expect(readBy(outbound, 'desk:1001')).toContain(`${'⭐'.repeat(stars)} Ana`);
    expect(readBy(room.say('it came late'), 'desk')).toContain('for #1001 · Banner (Bruno): it came late');
    expect(room.ticket(1001)?.situation).toBe('done');
    expect(readBy(room.say('yes'))).toContain("It's open again");
    expect(room.ticket(1001)?.situation).toBe('open');
  });
  test.each([3, 4, 5])('%d stays in its topic', (stars) => {
    const outbound = askedToRate().press(`g:1001:${stars}`);
    expect(readBy(outbound, 'desk')).toBe('');
    expect(readBy(outbound, 'desk:1001')).toContain(`${stars} stars of 5.`);
  });
  test.each(['thanks', 'thank you!', '🙏'])('“%s” never opens it again', (said) => {
    const room = askedToRate();
    room.press('g:1001:2');
    expect(readBy(room.say(said))).toBe("You're welcome! 🙂");
    expect(room.ticket(1001)?.situation).toBe('done');
  });
  test('a button of it is good as long as the ticket is done', () => {
    const room = askedToRate();
    room.desk('/reopen', 1001);
    expect(readBy(room.press('g:1001:5'))).toContain("That's no longer possible for #1001");
  });
});

describe('some days later (R41)', () => {
  test('a friendly question', () => {
    expect(
      readBy(
        askedHow()
          .sent()
          .slice(-2)
          .map(({ outbound }) => outbound),
      ),
    ).toBe("#1001 · Banner\nIt's been a few days: is everything going well with this one?\n1. All is well\n2. There's a problem");
  });
  const problem = 'Thanks for telling us; the team has it already. Shall we open this request again, or is it something new?';
  const replies: [Language, string, string][] = [
    ['en', '1', "That's good to hear! I've told the team."],
    ['en', 'yes', "That's good to hear! I've told the team."],
    ['en', 'all is well', "That's good to hear! I've told the team."],
    ['en', 'great', "That's good to hear! I've told the team."],
    ['en', 'thanks', "That's good to hear! I've told the team."],
    ['en', 'sales are up by a third', 'Thank you, the team has it.'],
    ['en', 'no', problem],
    ['en', '2', problem],
    ['en', 'the link is broken', problem],
    ['en', 'terrible', problem],
    ['en', 'I need a landing page', '📄 Landing page · 1 of 4'],
    ['pt-BR', 'sim', 'Que bom saber! Já contei para a equipe.'],
    ['pt-BR', 'as vendas subiram', 'Obrigado, a equipe já recebeu.'],
    ['pt-BR', 'não', 'Obrigado por avisar; a equipe já recebeu. Abrimos este pedido de novo, ou é algo novo?'],
    ['pt-BR', 'o link não funciona', 'Obrigado por avisar; a equipe já recebeu. Abrimos este pedido de novo, ou é algo novo?'],
  ];
  test.each(replies)('%s: “%s” → %s', (language, said, replied) => {
    const room = askedHow(language);
    const outbound = room.say(said);
    expect(first(readBy(outbound))).toBe(replied);
    const isRequest = replied.includes('Landing page');
    expect(room.events(1001).at(-1)?.type).toBe(isRequest ? 'followed_up' : 'commented');
    if (!isRequest) expect(readBy(outbound, 'desk:1001')).toContain('💬 Ana');
    expect(room.ticket(1001)?.situation).toBe('done');
  });
  test('a problem opens it again, or begins a new request with its words', () => {
    const again = askedHow();
    again.say('the link is broken');
    expect(readBy(again.say('1'))).toContain("It's open again");
    const anew = askedHow();
    anew.say('the link is broken');
    expect(readBy(anew.say('2'))).toContain('Something is broken');
    expect(anew.conversation()?.draft?.first.text).toBe('the link is broken');
  });
  test('with another ticket that waits for them, it is asked which they mean', () => {
    const room = askedToRate();
    room.press('g:1001:4');
    for (const text of ['menu', ...filing.en]) room.say(text);
    passUntil(room, at('12-04 10:00'));
    for (const command of delivered) room.desk(command.replace('27/11', '7/12'), 1002);
    passUntil(room, at('12-07 10:30'));
    expect(room.conversation()?.asking).toEqual({ type: 'follow_up', number: 1001 });
    expect(readBy(room.say('sales are up by a third'))).toContain('Which one is this for?\n1. #1002 · Banner\n2. #1001 · Banner');
    room.say('2');
    expect(room.events(1001).at(-1)).toMatchObject({ type: 'commented', content: { text: 'sales are up by a third' } });
  });
});

describe('closed for silence, and then a message (R12)', () => {
  const replies: [Language, string, string][] = [
    ['en', 'the dark one', 'Good to hear from you! Your request is open again, and the team has your message.'],
    ['en', 'yes', 'Good to hear from you! Your request is open again, and the team has your message.'],
    ['en', '2', 'Good to hear from you! Your request is open again, and the team has your message.'],
    ['pt-BR', 'o escuro', 'Que bom ter notícias suas! Seu pedido está aberto de novo, e a equipe já recebeu a sua mensagem.'],
    ['pt-BR', 'pode ser', 'Que bom ter notícias suas! Seu pedido está aberto de novo, e a equipe já recebeu a sua mensagem.'],
  ];
  test.each(replies)('%s: “%s” opens it again and is the answer', (language, said, replied) => {
    const room = lapsed(language);
    const outbound = room.say(said);
    expect(readBy(outbound)).toContain(replied);
    expect(outbound.filter(({ lane }) => lane === 'web:ana')).toHaveLength(1);
    expect(room.events(1001).slice(-2)).toMatchObject([{ type: 'reopened' }, { type: 'commented', content: { text: said } }]);
    expect(readBy(outbound, 'desk:1001')).toContain(said);
    expect(readBy(outbound, 'desk')).toBe('');
    expect(room.ticket(1001)).toMatchObject({ stage: 'analysis', situation: 'open', reopened: 1 });
    expect(room.ticket(1001)?.lapsed).toBeUndefined();
  });
  const others: [string, string][] = [
    ['thanks', "You're welcome! 🙂"],
    ['hello', 'Hi Ana! What can we do for you?'],
    ['I need a logo', 'Which one is this for?'],
    ['status', 'Nothing is open. Your last one: #1001 · Banner (Analysis · cancelled).'],
  ];
  test.each(others)('“%s” does not: %s', (said, replied) => {
    const room = lapsed();
    expect(first(readBy(room.say(said)))).toBe(replied);
    expect(room.ticket(1001)?.situation).toBe('cancelled');
  });
  test('what could be a new request is asked about, and then counts', () => {
    const room = lapsed();
    room.say('I need a logo');
    expect(readBy(room.say('1'))).toContain('Your request is open again');
    const anew = lapsed();
    anew.say('I need a logo');
    expect(readBy(anew.say('2'))).toContain('Logo file');
    expect(anew.ticket(1001)?.situation).toBe('cancelled');
  });
  test('quoted, it is meant however long ago; by the button, too; without either, for thirty days', () => {
    const old = lapsed();
    old.wait(60 * 24 * hour);
    expect(readBy(old.say('the dark one'))).not.toContain('open again');
    expect(readBy(old.say({ text: 'the dark one', quote: old.lastSent('update') }))).toContain('Your request is open again');
    const pressed = lapsed();
    expect(readBy(pressed.press('r:1001'))).toContain("It's open again");
  });
  test('with another request open, words go where they always went', () => {
    const room = lapsed();
    room.say('menu');
    for (const text of filing.en) room.say(text);
    expect(readBy(room.say('make it blue'))).toContain('Passed on to the team.');
    expect(room.ticket(1001)?.situation).toBe('cancelled');
  });
  test('cancelled by a person is not undone by a word', () => {
    const room = roomWith('en', ['/take', '/cancel twice']);
    expect(readBy(room.say('the dark one'))).not.toContain('open again,');
    expect(room.ticket(1001)?.situation).toBe('cancelled');
  });
});

describe('the acknowledgement (R35)', () => {
  const replies = (count: number, ms: number, service = 'banner'): Reply[] => Array.from({ length: count }, () => ({ service, ms }));
  const cases: [string, Language, string, readonly Reply[], string][] = [
    ['today', 'en', '11-23 10:00', [], "and you'll hear from a person by 14:00 today."],
    ['tomorrow', 'en', '11-23 15:00', [], "and you'll hear from a person by 10:00 tomorrow."],
    ['after the weekend', 'en', '11-27 16:00', [], "and you'll hear from a person by Monday 11:00."],
    ['at night', 'en', '11-23 23:30', [], "and you'll hear from a person by 13:00 tomorrow."],
    ['over long holidays', 'en', '12-23 17:00', [], "and you'll hear from a person by Monday 4 January, 12:00."],
    ['hoje', 'pt-BR', '11-23 10:00', [], 'e uma pessoa responde hoje até as 14:00.'],
    ['amanhã', 'pt-BR', '11-23 15:00', [], 'e uma pessoa responde amanhã até as 10:00.'],
    ['depois do fim de semana', 'pt-BR', '11-27 16:00', [], 'e uma pessoa responde até segunda-feira, às 11:00.'],
    ['quick of late: sooner', 'en', '11-23 10:00', replies(40, 20 * 60_000), "and you'll hear from a person by 10:30 today."],
    ['slow of late: later, and it holds', 'en', '11-23 10:00', replies(40, 7 * hour), "and you'll hear from a person by 18:00 today."],
    [
      'few of this service: all of them',
      'en',
      '11-23 10:00',
      [...replies(30, hour, 'logo-file'), ...replies(3, 2 * hour)],
      'by 12:00 today.',
    ],
    [
      'enough of this service: these alone',
      'en',
      '11-23 10:00',
      [...replies(30, 7 * hour, 'logo-file'), ...replies(20, hour)],
      'by 11:00 today.',
    ],
  ];
  test.each(cases)('%s', async (_, language, when, past, said) => {
    const { parseHours } = await import('../../flows/hours-written.ts');
    const days = ['12-24', '12-25', '12-28', '12-29', '12-30', '12-31'].map((day) => `2026-${day}`);
    const room = openRoom({ language, now: at(when), replies: past, hours: parseHours('UTC', undefined, [...days, '2027-01-01']) });
    const reply = filing[language].map((text) => readBy(room.say(text))).at(-1) ?? '';
    expect(reply).toContain(said);
    expect(reply).not.toMatch(/https?:|www\./);
  });
  test('what was promised stands on the timeline', () => {
    const [opened] = roomWith('en', []).events(1001);
    expect(opened).toMatchObject({ type: 'opened', replyBy: at('11-23 14:00') });
  });
});

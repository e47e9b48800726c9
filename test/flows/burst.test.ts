// Answers written in several messages, as the flows take them: what waits, what does not, what comes of it, and what may be changed.
import { describe, expect, test } from 'vitest';
import { longestBurstMs, mostMessages } from '../../flows/burst.ts';
import { aFile, openRoom, type Room, type RoomOptions, readBy, type Said } from '../support/flow-room.ts';

const quietMs = 1_500;
/** Ana's chat, in which every message before this moment was answered. */
function roomAfter(texts: readonly string[], options: RoomOptions = {}): Room {
  const room = openRoom({ ...options, settings: { quietMs: 0 } });
  for (const text of texts) room.say(text);
  room.options.settings = { quietMs };
  return room;
}
const quiet = (room: Room): string => readBy(room.wait(quietMs));
const burst = (room: Room, ...said: (string | Said)[]): string => {
  for (const one of said) expect(room.say(one)).toEqual([]);
  return quiet(room);
};
const filed = ['banner', 'Sale', '2', 'half', 'skip', 'yes'];
const twoFiled = [...filed, 'logo', '2', '1', 'skip', 'yes'];
const photo = (text?: string, album?: string): Said => ({ files: [aFile()], ...(text ? { text } : {}), ...(album ? { album } : {}) });

describe('one answer', () => {
  test('the first message ever, in three: one greeting for somebody new, and a banner begun', () => {
    const room = roomAfter([]);
    expect(burst(room, 'I need', 'a banner', 'for Friday 🙏')).toMatch(/^🖼️ Banner · 1 of 4\n(?!.*—)/);
    expect(room.conversation()?.draft?.first.text).toBe('I need\na banner\nfor Friday 🙏');
    expect(room.wait(quietMs)).toEqual([]);
    expect(room.timers().filter(({ key, dueAt }) => key.startsWith('quiet:') && dueAt !== null)).toEqual([]);
    const other = roomAfter([]);
    expect(burst(other, 'oi', 'bom dia')).toContain('o atendimento da equipe de marketing');
  });
  test('an answer to a question: its words by line, its files together, and the next question once', () => {
    const room = roomAfter(['banner', 'Sale', '1', 'words']);
    const read = burst(room, 'here', photo('the logo'), photo(), 'and more later');
    expect(read.match(/is this right\?/g)).toHaveLength(1);
    expect(room.conversation()?.draft?.answers.material).toMatchObject({
      text: 'here\nthe logo\nand more later',
      files: [{ kind: 'photo' }, { kind: 'photo' }],
      messages: ['web:ana:5', 'web:ana:6', 'web:ana:7', 'web:ana:8'],
    });
  });
  test('it is quiet only when nothing came for long enough', () => {
    const room = roomAfter(['banner']);
    for (const text of ['Summer', 'sale', 'for shoes']) {
      expect(room.say(text)).toEqual([]);
      expect(room.wait(quietMs - 1)).toEqual([]);
    }
    expect(readBy(room.wait(1))).toContain('2 of 4');
    expect(room.conversation()?.draft?.answers.purpose?.text).toBe('Summer\nsale\nfor shoes');
  });
  test('a comment is one comment, of which each message finds its ticket', () => {
    const room = roomAfter(filed);
    expect(burst(room, 'by the way', 'make it blue')).toContain('Passed on');
    expect(room.events(1001).at(-1)).toMatchObject({ type: 'commented', content: { text: 'by the way\nmake it blue' } });
    expect(room.events(1001).at(-1)).not.toHaveProperty('content.parts');
    expect(readBy(room.edit('web:ana:7', 'by the by'))).toContain('has your correction');
    expect(readBy(room.removes('web:ana:8'), 'desk:1001')).toContain('took back a message');
  });
  test('a sticker among words adds nothing; by itself it is no answer', () => {
    const room = roomAfter(['banner']);
    expect(burst(room, 'Sale', { other: 'sticker' })).toContain('2 of 4');
    room.say('1');
    expect(burst(room, { other: 'sticker' })).toContain("can't use that");
  });
  test('a voice note among words is kept, and a person will listen', () => {
    const room = roomAfter(['banner']);
    expect(burst(room, 'it is like this', { files: [aFile('voice')] })).toMatch(/one of us will listen to it.*\n\n.*shown/s);
    expect(room.conversation()?.draft?.answers.purpose?.files).toMatchObject([{ kind: 'voice' }]);
  });
  test('a voice note before anything, or where a choice is asked for, is kept likewise', () => {
    const room = roomAfter([]);
    expect(burst(room, 'hi', { files: [aFile('voice')] })).toMatch(/^Got your voice message.*\n\nHi Ana!/);
    room.say('1');
    burst(room, 'Sale');
    expect(burst(room, { files: [aFile('voice')] })).toMatch(/Got your voice message.*\n\nWhere will it be shown/);
    expect(room.conversation()?.draft?.first.files).toMatchObject([{ kind: 'voice' }, { kind: 'voice' }]);
  });
});

describe('an album', () => {
  test('and the words around it are one answer; what comes of it later joins in silence', () => {
    const room = roomAfter(['banner', 'Sale', '1', 'words']);
    expect(burst(room, 'these', photo('front', 'a1'), photo(undefined, 'a1'), 'as you like')).toContain('2 files');
    expect(room.say(photo('back', 'a1'))).toEqual([]);
    expect(room.wait(quietMs)).toEqual([]);
    expect(room.conversation()?.draft?.answers.material).toMatchObject({ text: 'these\nfront\nas you like\nback', files: [{}, {}, {}] });
    expect(readBy(room.edit(room.lastId(), 'the back'))).toContain('these\nfront\nas you like\nthe back');
  });
  test('of which a photo comes while the next answer is being written: it joins its album, and the answer gets its reply', () => {
    const room = roomAfter(filed);
    expect(burst(room, photo('a', 'a1'), photo(undefined, 'a1'))).toContain('Passed on');
    room.say('and the text');
    expect(readBy(room.say(photo(undefined, 'a1')))).toContain('Passed on');
    expect(quiet(room)).toBe('');
    expect(room.events(1001).flatMap((event) => (event.type === 'commented' ? [event.content.text] : []))).toEqual([
      'a',
      'and the text',
      '',
    ]);
  });
});

describe('nothing waits that need not', () => {
  test.each<[string, string[], string | Said, RegExp]>([
    ['a number of the menu', ['hi'], '1', /1 of 4/],
    ['a service by its name', ['hi'], 'banner', /1 of 4/],
    ['a number of a question', ['banner', 'Sale'], '2', /3 of 4/],
    ['an option', ['banner', 'Sale'], 'on the website', /3 of 4/],
    ['a number that is not offered', ['banner', 'Sale'], '9', /its number is enough/i],
    ['no, to what may be left out', ['banner', 'Sale', '1', 'words'], 'no', /is this right/],
    ['yes, to the summary', filed.slice(0, -1), 'yes', /1001/],
    ['status', ['banner'], 'status', /Nothing has gone/],
    ['back', ['banner', 'Sale'], 'back', /1 of 4/],
    ['a command', [], '/start', /Hi|Welcome/],
    ['what cannot be read', ['banner'], { other: 'poll' }, /can't use that/],
    ['too much', ['banner'], 'x'.repeat(8_001), /8,?001/],
  ])('%s', (_, before, said, read) => {
    const room = roomAfter(before);
    expect(readBy(room.say(said))).toMatch(read);
    expect(room.conversation()).not.toHaveProperty('burst');
  });
  test.each<[string, string[], string]>([
    ['a greeting, which more follows', [], 'oi'],
    ['free text where a choice is asked for', ['banner', 'Sale'], 'well, you know'],
    ['a number where words are asked for', ['banner'], '20'],
    ['yes, where words are asked for', ['banner'], 'yes'],
  ])('but %s does', (_, before, said) => {
    expect(roomAfter(before).say(said)).toEqual([]);
  });
  test('while the team answers by phone, words go to the desk at once', () => {
    const room = roomAfter(filed);
    room.owner('Hi, this is Bruno');
    expect(readBy(room.say('hello Bruno'), 'desk:1001')).toContain('hello Bruno');
  });
  test('without a quiet time everything is answered at once', () => {
    const room = roomAfter(['banner']);
    room.options.settings = { quietMs: 0 };
    expect(readBy(room.say('Sale'))).toContain('2 of 4');
  });
});

describe('what comes after it and is none of it', () => {
  test('a press, a word: what was written is answered first', () => {
    const room = roomAfter(['banner']);
    room.say('Summer');
    room.say('sale');
    expect(readBy(room.press('o:place:social'))).toMatch(/2 of 4.*\n—\n.*3 of 4/s);
    room.say('Half');
    expect(readBy(room.say('status'))).toMatch(/4 of 4.*\n—\n.*Nothing has gone/s);
    expect(room.wait(quietMs)).toEqual([]);
  });
  test('a reply that quotes another ticket goes there, and what was written before it where it belongs', () => {
    const room = roomAfter(twoFiled);
    const [one, two] = room
      .sent()
      .filter(({ outbound }) => outbound.role === 'update' && outbound.lane === 'web:ana')
      .map(({ id }) => id);
    expect(room.say({ text: 'the dark one', quote: one ?? '' })).toEqual([]);
    expect(room.say('please')).toEqual([]);
    expect(readBy(room.say({ text: 'as PDF', quote: two ?? '' }))).toContain('1001');
    expect(quiet(room)).toContain('1002');
    const said = (number: number) => room.events(number).flatMap((event) => (event.type === 'commented' ? [event.content.text] : []));
    expect([said(1001), said(1002)]).toEqual([['the dark one\nplease'], ['as PDF']]);
  });
  test('a burst that goes on and on is answered, and the next begins', () => {
    const room = roomAfter(['banner']);
    for (let i = 1; i <= mostMessages; i++) expect(room.say(`w${i}`)).toEqual([]);
    expect(readBy(room.say('x1'))).toContain('2 of 4');
    expect(room.conversation()?.draft?.answers.purpose?.messages).toHaveLength(mostMessages);
  });
  test('nor does a slow one go on for ever', () => {
    const room = roomAfter(['banner']);
    room.options.settings = { quietMs: 5_000 };
    const began = room.now();
    let read = '';
    while (read === '' && room.now() <= began + 2 * longestBurstMs) {
      expect(room.say(`it is ${room.now()}`)).toEqual([]);
      read = readBy(room.wait(4_000)) || readBy(room.wait(0));
    }
    expect(read).toContain('2 of 4');
    expect(room.now() - began).toBe(Math.ceil(longestBurstMs / 4_000) * 4_000);
  });
  test('a reminder that comes due meanwhile leaves it waiting', () => {
    const room = roomAfter(['banner']);
    room.sleep(26 * 3_600_000 - 1_000);
    room.say('Summer sale');
    expect(readBy(room.wait(1_000))).not.toContain('2 of 4');
    expect(quiet(room)).toContain('2 of 4');
  });
});

describe('a message that is changed', () => {
  test('before it was answered, is answered as it is now', () => {
    const room = roomAfter(['banner']);
    room.say('Sumer');
    expect(room.edit(room.lastId(), 'Summer')).toEqual([]);
    room.say('sale');
    expect(quiet(room)).toContain('2 of 4');
    expect(room.conversation()?.draft?.answers.purpose?.text).toBe('Summer\nsale');
  });
  test('after it, is changed in its own part, and so it is once the request is filed', () => {
    const room = roomAfter(['banner']);
    burst(room, 'Summer', 'sael', 'in June');
    expect(readBy(room.edit('web:ana:3', 'sale'))).toMatch(/^2 of 4\nChanged, thanks/);
    expect(room.conversation()?.draft?.answers.purpose?.text).toBe('Summer\nsale\nin June');
    for (const text of ['1', 'words']) room.say(text);
    quiet(room);
    for (const text of ['skip', 'yes']) room.say(text);
    expect(room.ticket(1001)?.brief[0]?.text).toBe('Summer\nsale\nin June');
    expect(readBy(room.edit('web:ana:4', 'in July'))).toContain('has your correction');
    expect(room.ticket(1001)?.brief[0]?.text).toBe('Summer\nsale\nin July');
    expect(
      readBy(
        room.sent().map(({ outbound }) => outbound),
        'desk:1001',
      ),
    ).toContain('in July');
  });
  test('of the first words, before and after the request is filed', () => {
    const room = roomAfter([]);
    burst(room, 'I need a banner', 'for Firday');
    expect(readBy(room.edit('web:ana:2', 'for Friday'))).toContain('Changed, thanks');
    expect(room.conversation()?.draft?.first.text).toBe('I need a banner\nfor Friday');
    room.options.settings = { quietMs: 0 };
    for (const text of ['Sale', '2', 'half', 'skip', 'yes']) room.say(text);
    expect(readBy(room.edit('web:ana:2', 'for Monday'))).toContain('has your correction');
    expect(room.ticket(1001)?.first.text).toBe('I need a banner\nfor Monday');
  });
  test('into the name of a service, while none was understood', () => {
    const room = roomAfter(['something pretty please']);
    expect(readBy(room.edit(room.lastId(), 'a banner please'))).toContain('1 of 4');
    expect(room.conversation()?.draft?.first.text).toBe('a banner please');
  });
  test('while it is asked which ticket it is for', () => {
    const room = roomAfter(twoFiled);
    expect(burst(room, 'make it', 'bleu')).toContain('1.');
    expect(room.edit(room.lastId(), 'blue')).toEqual([]);
    room.say('1');
    expect(room.events(1001).at(-1)).toMatchObject({ content: { text: 'make it\nblue' } });
  });
  test('the caption of a file', () => {
    const room = roomAfter(['banner', 'Sale', '1', 'words']);
    burst(room, photo('frnt'), photo('back'));
    room.edit('web:ana:5', 'front');
    expect(room.conversation()?.draft?.answers.material).toMatchObject({ text: 'front\nback', files: [{}, {}] });
  });
});

describe('a message that is taken back', () => {
  test('before it was answered, is none; the others are answered', () => {
    const room = roomAfter(['banner']);
    room.say('Sale');
    room.say('oops wrong chat');
    expect(room.removes(room.lastId())).toEqual([]);
    expect(quiet(room)).toContain('2 of 4');
    expect(room.conversation()?.draft?.answers.purpose?.text).toBe('Sale');
    const alone = roomAfter(['banner']);
    alone.say('oops');
    expect(alone.removes(alone.lastId())).toEqual([]);
    expect(quiet(alone)).toBe('');
    expect(alone.conversation()).not.toHaveProperty('burst');
  });
  test('after it, leaves the rest of the answer', () => {
    const room = roomAfter(['banner']);
    burst(room, 'Sale', 'call me on Monday');
    expect(readBy(room.removes(room.lastId()))).toMatch(/^2 of 4\nChanged, thanks/);
    expect(room.conversation()?.draft?.answers.purpose).toMatchObject({ text: 'Sale', messages: ['web:ana:2'] });
  });
  test('as the answer just given: the question is asked again, and what they write answers it', () => {
    const room = roomAfter(['banner', 'Sale']);
    expect(readBy(room.removes(room.lastId()))).toMatch(/^1 of 4\nYou took that back.*\n\nWhat is the banner for\?/);
    expect(burst(room, 'Winter sale')).toContain('2 of 4');
    expect(room.conversation()?.draft?.answers.purpose?.text).toBe('Winter sale');
  });
  test('as an answer of before: it stays, in silence, and the summary shows it', () => {
    const room = roomAfter(['banner', 'Sale', '2']);
    expect(room.removes('web:ana:2')).toEqual([]);
    expect(burst(room, 'half')).toContain('4 of 4');
    expect(readBy(room.say('skip'))).toContain('What for: Sale');
  });
});

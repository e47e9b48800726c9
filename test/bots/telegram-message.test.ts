// What an update means: real shapes of the Bot API, made-up people.
import { describe, expect, test } from 'vitest';
import { parseUpdate } from '../../bots/telegram/message.ts';
import { Inbound } from '../../flows/message.ts';

const bot = { id: 7001, username: 'AlurDeskBot' };
const now = 1_790_000_000_000;
const date = 1_780_000_000;
const ana = {
  id: 111,
  is_bot: false,
  first_name: 'Ana',
  last_name: 'Souza',
  username: 'ana_s',
  language_code: 'pt-br',
};
const private111 = { id: 111, first_name: 'Ana', last_name: 'Souza', username: 'ana_s', type: 'private' };
const forum = { id: -1001234567890, title: 'Marketing desk', is_forum: true, type: 'supergroup' };
const group = { id: -100222, title: 'Product team', type: 'supergroup' };
const anonymousBot = { id: 1087968824, is_bot: true, first_name: 'Group', username: 'GroupAnonymousBot' };

const parse = (update: unknown): Inbound | null => parseUpdate('telegram', update, bot, now);
const message = (fields: object): object => ({
  update_id: 9001,
  message: { message_id: 12, from: ana, chat: private111, date, ...fields },
});
const inForum = (fields: object): object =>
  message({ chat: forum, message_id: 60, message_thread_id: 41, is_topic_message: true, ...fields });
const read = (fields: object): Inbound | null => parse(message(fields));

const from = { address: 'telegram:111', name: 'Ana Souza', language: 'pt-br' };
const common = { contact: 'telegram', chat: 'telegram:111', from, message: '12', at: date * 1000 };

describe('a message in a private chat', () => {
  test('keeps its text, its writer and its time in milliseconds', () => {
    expect(read({ text: 'Need a banner' })).toEqual({
      type: 'message',
      id: 'telegram:111:12',
      ...common,
      text: 'Need a banner',
      files: [],
    });
  });

  test('is an Inbound by the contract', () => {
    expect(() => Inbound.parse(read({ text: 'Need a banner' }))).not.toThrow();
  });

  test.each([
    ['/start promo_24', '/start promo_24'],
    ['/status@AlurDeskBot 1024', '/status 1024'],
    ['/status@alurdeskbot', '/status'],
    ['ask me@AlurDeskBot', 'ask me@AlurDeskBot'],
  ])('reads the command %s as %s', (text, expected) => {
    expect(read({ text })).toMatchObject({ text: expected });
  });

  test('is nothing when its command is for another bot', () => {
    expect(read({ text: '/status@OtherBot' })).toBeNull();
  });

  test('quotes the message it replies to', () => {
    expect(read({ text: 'yes', reply_to_message: { message_id: 7, date, chat: private111, text: 'Ok?' } })).toMatchObject({ quote: '7' });
  });
});

describe('a file', () => {
  test('that is a photo comes once, in its largest size', () => {
    const photo = [
      { file_id: 'small', file_unique_id: 's', width: 90, height: 67, file_size: 1200 },
      { file_id: 'large', file_unique_id: 'l', width: 1280, height: 960, file_size: 150_000 },
      { file_id: 'middle', file_unique_id: 'm', width: 320, height: 240, file_size: 20_000 },
    ];
    expect(read({ photo, caption: 'the logo', media_group_id: 'album-1' })).toMatchObject({
      text: 'the logo',
      album: 'album-1',
      files: [
        {
          id: 'telegram:111:12/1',
          kind: 'photo',
          mime: 'image/jpeg',
          size: 150_000,
          contact: 'telegram',
          remote: 'large',
        },
      ],
    });
  });

  const file = {
    file_id: 'F',
    file_unique_id: 'u',
    file_name: 'plano de mídia.pdf',
    mime_type: 'application/pdf',
    file_size: 99,
  };
  test.each([
    ['document', { document: file }, { kind: 'document', name: 'plano de mídia.pdf', mime: 'application/pdf', size: 99 }],
    ['audio', { audio: { file_id: 'F', duration: 3, mime_type: 'audio/mpeg' } }, { kind: 'audio', mime: 'audio/mpeg' }],
    ['voice', { voice: { file_id: 'F', duration: 3, mime_type: 'audio/ogg' } }, { kind: 'voice', mime: 'audio/ogg' }],
    ['video', { video: { file_id: 'F', width: 1, height: 1, duration: 1 } }, { kind: 'video' }],
    ['video note', { video_note: { file_id: 'F', length: 240, duration: 1 } }, { kind: 'video', mime: 'video/mp4' }],
    ['animation, which is a document too', { animation: file, document: file }, { kind: 'animation' }],
  ])('that is a %s comes once', (_name, fields, expected) => {
    const inbound = read(fields);
    expect(inbound).toMatchObject({ files: [{ remote: 'F', ...expected }] });
    expect(inbound?.type === 'message' && inbound.files.length).toBe(1);
  });
});

describe('what is neither text nor file', () => {
  test.each([
    ['a location', { location: { latitude: -23.5, longitude: -46.63 } }, 'https://maps.google.com/?q=-23.5,-46.63'],
    [
      'a venue',
      {
        location: { latitude: 1, longitude: 2 },
        venue: { title: 'Kafe Kota', address: 'Jl. 1', location: { latitude: 1, longitude: 2 } },
      },
      'Kafe Kota\nhttps://maps.google.com/?q=1,2',
    ],
    ['a contact', { contact: { phone_number: '551199', first_name: 'Bia', last_name: 'Reis' } }, 'Bia Reis +551199'],
    ['a contact with a plus', { contact: { phone_number: '+551199', first_name: 'Bia' } }, 'Bia +551199'],
  ])('becomes a text when it is %s', (_name, fields, text) => {
    expect(read(fields)).toMatchObject({ type: 'message', text, files: [] });
  });

  test.each([
    [{ sticker: { file_id: 'S', width: 512, height: 512 } }, 'sticker'],
    [{ poll: { id: '1', question: 'Which?' } }, 'poll'],
    [{ dice: { emoji: '🎲', value: 3 } }, 'dice'],
    [{ story: { chat: private111, id: 1 } }, 'story'],
    [{ paid_media: { star_count: 1 } }, 'paid media'],
    [{ hologram: { file_id: 'H' } }, 'hologram'],
  ])('is told by its plain word: %o', (fields, other) => {
    expect(read(fields)).toMatchObject({ type: 'message', other, files: [] });
  });

  test.each([
    [{ forum_topic_created: { name: 'x', icon_color: 1 } }],
    [{ pinned_message: { message_id: 3, date, chat: private111, text: 'x' } }],
    [{ new_chat_members: [ana], new_chat_member: ana }],
    [{ migrate_from_chat_id: -5 }],
    [{ message_auto_delete_timer_changed: { message_auto_delete_time: 1 } }],
  ])('is nothing when Telegram itself wrote it: %o', (fields) => {
    expect(read(fields)).toBeNull();
  });

  test('tells where a group has moved to', () => {
    expect(read({ chat: { id: -55, title: 'Old', type: 'group' }, migrate_to_chat_id: -10055 })).toMatchObject({
      type: 'moved',
      id: 'telegram:-55:12',
      chat: 'telegram:-55',
      to: 'telegram:-10055',
    });
  });
});

describe('names', () => {
  test.each([
    [{ id: 1, first_name: 'مریم', last_name: '‏رضایی' }, 'مریم ‏رضایی'],
    [{ id: 1, first_name: '🦊 Ayşe', last_name: '👩🏽‍💻' }, '🦊 Ayşe 👩🏽‍💻'],
    [{ id: 1, first_name: 'Оля' }, 'Оля'],
    [{ id: 1, first_name: 'ㅤ\u200f', username: 'shy' }, '@shy'],
    [{ id: 77, first_name: '' }, '77'],
  ])('%o is called %s', (user, name) => {
    expect(read({ from: user, text: 'hi' })).toMatchObject({ from: { name } });
  });
});

describe('the desk', () => {
  const created = {
    message_id: 41,
    from: { ...bot, is_bot: true, first_name: 'Alur' },
    chat: forum,
    date,
    forum_topic_created: { name: '#1024' },
  };

  test('a plain message in a topic quotes nothing, though it replies to the creation of the topic', () => {
    const inbound = parse(inForum({ text: 'a note', reply_to_message: created }));
    expect(inbound).toMatchObject({
      group: true,
      thread: '41',
      chat: 'telegram:-1001234567890',
      mentioned: false,
    });
    expect(inbound?.type === 'message' && inbound.quote).toBeUndefined();
  });

  test('quotes nothing even when the creation is told without its fields', () => {
    const bare = { message_id: 41, from: created.from, chat: forum, date };
    expect(parse(inForum({ text: 'a note', reply_to_message: bare }))).toMatchObject({
      quote: undefined,
      mentioned: false,
    });
  });

  test('a reply to a message of the topic quotes it', () => {
    const copy = { message_id: 55, from: created.from, chat: forum, date, text: 'the client said' };
    expect(parse(inForum({ text: 'done', reply_to_message: copy }))).toMatchObject({
      quote: '55',
      thread: '41',
      mentioned: true,
    });
  });

  test('a chain of replies outside topics is no topic, and its first message can be quoted', () => {
    const first = { message_id: 41, from: ana, chat: group, date, text: 'first' };
    const inbound = parse(message({ chat: group, message_thread_id: 41, reply_to_message: first, text: 'second' }));
    expect(inbound).toMatchObject({ quote: '41', thread: undefined });
  });

  test.each([
    ['by sender_chat', { from: anonymousBot, sender_chat: forum }],
    ['by its account alone', { from: anonymousBot }],
  ])('an anonymous admin is told %s, and has the address of the group', (_name, fields) => {
    expect(parse(inForum({ ...fields, text: '/claim 123' }))).toMatchObject({
      from: { address: 'telegram:-1001234567890', name: 'Marketing desk', anonymous: true },
    });
  });

  test('a channel that writes into the group is not taken for a person', () => {
    const channel = { id: -100777, title: 'News', type: 'channel' };
    const inbound = parse(
      inForum({
        from: { id: 136817688, is_bot: true, first_name: 'Channel' },
        sender_chat: channel,
        text: 'x',
      }),
    );
    expect(inbound).toMatchObject({ from: { address: 'telegram:-100777', anonymous: true } });
  });

  test('another bot is not heard', () => {
    expect(parse(inForum({ from: { id: 5, is_bot: true, first_name: 'Other' }, text: 'x' }))).toBeNull();
  });
});

describe('in a group, the bot', () => {
  const said = (text: string, entities: object[]): Inbound | null => parse(message({ chat: group, text, entities }));

  test.each([
    ['is named after an emoji', '👋🏽 @alurdeskbot banner', [{ type: 'mention', offset: 5, length: 12 }], true],
    [
      'is named without a username',
      'Alur, banner',
      [{ type: 'text_mention', offset: 0, length: 4, user: { id: 7001, is_bot: true, first_name: 'Alur' } }],
      true,
    ],
    ['is not meant by another without a username', 'Bia, banner', [{ type: 'text_mention', offset: 0, length: 3, user: ana }], false],
    ['is commanded', '/status@AlurDeskBot', [{ type: 'bot_command', offset: 0, length: 19 }], true],
    ['is not meant by another name', '@someone banner', [{ type: 'mention', offset: 0, length: 8 }], false],
    ['is given a command without its name', '/status', [{ type: 'bot_command', offset: 0, length: 7 }], true],
    ['is not meant by a command in mid-sentence', 'type /status', [{ type: 'bot_command', offset: 5, length: 7 }], false],
  ])('%s', (_name, text, entities, mentioned) => {
    expect(said(text, entities)).toMatchObject({ group: true, mentioned });
  });

  const name = '@AlurDeskBot';
  test.each([
    [`${name} I need a banner`, 'I need a banner'],
    [`${name}, I need a banner`, 'I need a banner'],
    [`I need a banner ${name}`, 'I need a banner'],
    [`please ${name} a banner`, 'please a banner'],
    [`please ${name}, a banner`, 'please, a banner'],
    [`one\n${name}\ntwo`, 'one\n\ntwo'],
    [`${name} ask ${name}`, 'ask'],
    [name, ''],
    ['Bia @someone banner', 'Bia @someone banner'],
  ])('“%s” says “%s”, whoever it is for', (text, left) => {
    const entities = [...text.matchAll(/@\w+/g)].map(({ index, 0: found }) => ({ type: 'mention', offset: index, length: found.length }));
    expect(said(text, entities)).toMatchObject({ text: left });
    expect(
      said(
        `👋🏽${text}`,
        entities.map((one) => ({ ...one, offset: one.offset + 4 })),
      ),
    ).toMatchObject({
      text: expect.stringContaining('👋🏽'),
    });
  });

  test('is named in a caption', () => {
    const fields = {
      chat: group,
      photo: [],
      document: { file_id: 'F' },
      caption: '@AlurDeskBot',
      caption_entities: [{ type: 'mention', offset: 0, length: 12 }],
    };
    expect(read(fields)).toMatchObject({ mentioned: true });
  });
});

describe('an edit', () => {
  const edit = (update_id: number, fields: object): unknown => ({
    update_id,
    edited_message: { message_id: 12, from: ana, chat: private111, date, edit_date: date + 60, ...fields },
  });

  test('has an id of its own, its new text and the time of the edit', () => {
    expect(parse(edit(9002, { text: 'a blue banner' }))).toEqual({
      type: 'edit',
      id: `telegram:111:12:e${date + 60}:9002`,
      ...common,
      at: (date + 60) * 1000,
      text: 'a blue banner',
      files: [],
    });
  });

  test('differs from another edit in the same second, and not from itself', () => {
    const ids = [edit(1, { text: 'a' }), edit(2, { text: 'b' }), edit(1, { text: 'a' })].map((update) => parse(update)?.id);
    expect(ids[0]).not.toBe(ids[1]);
    expect(ids[0]).toBe(ids[2]);
  });

  test('of what is neither text nor file is nothing', () => {
    expect(parse(edit(3, { poll: { id: '1' } }))).toBeNull();
  });
});

describe('a pressed button', () => {
  const pressed = {
    message_id: 70,
    chat: forum,
    date,
    message_thread_id: 41,
    is_topic_message: true,
    from: { ...bot, is_bot: true, first_name: 'A' },
  };

  test('tells its data, its message and its topic, dated by our clock', () => {
    expect(
      parse({
        update_id: 5,
        callback_query: { id: '4382', from: ana, data: 'take:1024', chat_instance: 'c', message: pressed },
      }),
    ).toEqual({
      type: 'choice',
      id: 'telegram:cb:4382',
      contact: 'telegram',
      chat: 'telegram:-1001234567890',
      group: true,
      thread: '41',
      from,
      message: '70',
      at: now,
      data: 'take:1024',
      callback: '4382',
    });
  });

  test('of a message too old to be seen still comes', () => {
    const old = { message_id: 3, date: 0, chat: private111 };
    expect(
      parse({
        update_id: 5,
        callback_query: { id: '1', from: ana, data: 'x', chat_instance: 'c', message: old },
      }),
    ).toMatchObject({
      type: 'choice',
      chat: 'telegram:111',
      message: '3',
      at: now,
    });
  });
});

describe('being blocked', () => {
  const change = (status: string, chat: object): unknown => ({
    update_id: 8,
    my_chat_member: {
      chat,
      from: ana,
      date,
      old_chat_member: { user: bot, status: 'member' },
      new_chat_member: { user: bot, status, until_date: 0 },
    },
  });

  test.each([
    ['kicked', false],
    ['member', true],
  ])('is told by the status %s', (status, reachable) => {
    expect(parse(change(status, private111))).toEqual({
      type: 'reach',
      id: 'telegram:u:8',
      contact: 'telegram',
      chat: 'telegram:111',
      from,
      at: date * 1000,
      reachable,
    });
  });

  test('is nothing in a group', () => {
    expect(parse(change('kicked', forum))).toBeNull();
  });
});

describe('what we do not know', () => {
  test('keeps its kind, its chat and its sender', () => {
    expect(parse({ update_id: 6, business_message: { message_id: 1, chat: private111, from: ana, date } })).toEqual({
      type: 'unknown',
      id: 'telegram:u:6',
      contact: 'telegram',
      chat: 'telegram:111',
      from,
      at: now,
      what: 'business_message',
    });
  });

  test('has the address of nobody when nobody can be made out', () => {
    expect(parse({ update_id: 6, poll: { id: '1' } })).toMatchObject({
      type: 'unknown',
      what: 'poll',
      chat: 'telegram:0',
      from: { address: 'telegram:0' },
    });
  });

  test.each([
    ['a message without an id', { message: { chat: private111, from: ana, date, text: 'x' } }, 'telegram:111'],
    ['a text that is a number', { message: { message_id: 1, chat: private111, from: ana, date, text: 5 } }, 'telegram:111'],
    ['a message that is a list', { message: [] }, 'telegram:0'],
  ])('is malformed when it is %s, and finds its sender where it can', (_name, update, chat) => {
    expect(parse({ update_id: 6, ...update })).toMatchObject({ type: 'unknown', what: 'malformed', chat });
  });

  test('is nothing when a channel posts', () => {
    const channel = { id: -100777, title: 'News', type: 'channel' };
    expect(
      parse({
        update_id: 6,
        channel_post: { message_id: 1, chat: channel, sender_chat: channel, date, text: 'x' },
      }),
    ).toBeNull();
  });

  test.each([[null], [42], ['x'], [{}], [{ update_id: 'x' }]])('throws a clear error for %o, which is no update at all', (update) => {
    expect(() => parse(update)).toThrow(/without an update_id/);
  });
});

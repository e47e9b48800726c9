// The loopback Bot API against the real telegraf client: it must behave to the product as Telegram would.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Telegraf, Telegram, TelegramError } from 'telegraf';
import type { Update } from 'telegraf/types';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type BotApi, type BotApiOptions, startBotApi } from './bot-api/index.ts';

const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489', 'hex');
const FORUM = { id: -1001234567890, title: 'Desk', is_forum: true };
const INLINE = { inline_keyboard: [[{ text: 'Take', callback_data: 'take:1' }]] };

let api: BotApi;
let telegram: Telegram;
let clock: number;

async function start(options: BotApiOptions = {}): Promise<void> {
  clock = Date.UTC(2026, 10, 23, 10);
  api = await startBotApi({ now: () => clock, ...options });
  telegram = new Telegram(api.token, { apiRoot: api.root });
}

beforeEach(() => start());
afterEach(() => api.stop());

function poll(offset: number, timeoutS = 0, limit = 100, allowed?: string[]): Promise<Update[]> {
  return telegram.getUpdates(timeoutS, limit, offset, allowed as never);
}

async function refused(call: Promise<unknown>): Promise<TelegramError> {
  const error: unknown = await call.then(
    () => new Error('the call was not refused'),
    (reason: unknown) => reason,
  );
  if (error instanceof TelegramError) return error;
  throw error;
}

async function raw(method: string, params: object): Promise<{ status: number; text: string }> {
  const headers = { 'content-type': 'application/json' };
  const url = `${api.root}/bot${api.token}/${method}`;
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(params) });
  return { status: response.status, text: await response.text() };
}

describe('the door', () => {
  test('refuses a wrong token and an unknown method as Telegram does', async () => {
    const stranger = new Telegram('1:wrong', { apiRoot: api.root });
    expect((await refused(stranger.getMe())).response).toEqual({
      ok: false,
      error_code: 401,
      description: 'Unauthorized',
    });
    expect((await raw('makeCoffee', {})).status).toBe(404);
    expect(await telegram.getMe()).toMatchObject({ is_bot: true, username: 'loopback_bot', id: api.bot.id });
  });

  test('takes JSON, urlencoded and query arguments alike', async () => {
    const ana = api.user({ id: 11 });
    ana.start();
    const url = `${api.root}/bot${api.token}/sendMessage`;
    const markup = JSON.stringify(INLINE);
    const form = new URLSearchParams({ chat_id: '11', text: 'by form', reply_markup: markup });
    await fetch(url, { method: 'POST', body: form });
    await fetch(`${url}?chat_id=11&text=by%20query`);
    expect(ana.chat.transcript()).toBe('User 11> /start\nbot> by form [Take]\nbot> by query');
  });
});

describe('getUpdates', () => {
  test('keeps updates until a later offset confirms them, and then forgets them for good', async () => {
    const ana = api.user({ id: 11, first_name: 'Ana', language_code: 'tr' });
    ana.start('campaign7');
    ana.write('hello');
    const first = await poll(0);
    expect(first).toHaveLength(2);
    expect(await poll(0)).toEqual(first);
    expect(first[0]).toMatchObject({
      message: {
        text: '/start campaign7',
        from: { language_code: 'tr' },
        entities: [{ type: 'bot_command', offset: 0, length: 6 }],
      },
    });
    expect(await poll(0, 0, 1)).toEqual(first.slice(0, 1));
    const next = (first[1]?.update_id ?? 0) + 1;
    expect(await poll(next)).toEqual([]);
    expect(await poll(0)).toEqual([]);
    expect(api.confirmedOffset).toBe(next);
    expect(api.pending()).toEqual([]);
  });

  test('waits for an update and answers as soon as there is one', async () => {
    const ana = api.user({ id: 11 });
    const waiting = poll(0, 30);
    await api.waitForCall('getUpdates');
    ana.write('at last');
    expect(await waiting).toMatchObject([{ message: { text: 'at last' } }]);
  });

  test('answers empty when the timeout passes', async () => {
    expect(await poll(0, 1)).toEqual([]);
  });

  test('ends the older of two polls with 409, and refuses polls while a webhook is set', async () => {
    const older = refused(poll(0, 30));
    await api.waitForCall('getUpdates');
    const newer = poll(0, 30);
    expect((await older).description).toBe(
      'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
    );
    api.user({ id: 11 }).write('x');
    expect(await newer).toHaveLength(1);
    await telegram.setWebhook('http://127.0.0.1:9/none');
    expect((await refused(poll(0))).response.error_code).toBe(409);
  });

  test('keeps what a killed client did not confirm', async () => {
    const killed = new AbortController();
    const url = `${api.root}/bot${api.token}/getUpdates?timeout=30`;
    const dying = fetch(url, { signal: killed.signal }).catch((error: Error) => error.name);
    await api.waitForCall('getUpdates');
    killed.abort();
    expect(await dying).toBe('AbortError');
    api.user({ id: 11 }).write('still there?');
    expect(await poll(0)).toHaveLength(1);
  });

  test('gives reactions only to who asked, injects raw updates and delivers again', async () => {
    const ana = api.user({ id: 11 });
    const said = ana.start();
    ana.react(said, '🔥');
    const [first] = await poll(0, 0, 100, ['message', 'message_reaction']);
    ana.react(said, '👍');
    const raw1 = api.push({ update_id: 900_000, message: { nonsense: true } });
    api.push((update_id: number) => ({ update_id, poll: null }));
    const next = await poll((first?.update_id ?? 0) + 1);
    expect(next.map((update) => Object.keys(update)[1])).toEqual(['message_reaction', 'message', 'poll']);
    expect(raw1).toBe(900_000);
    await poll(900_002);
    api.redeliver(900_000);
    expect(await poll(900_002)).toEqual([{ update_id: 900_000, message: { nonsense: true } }]);
    expect(await poll(900_002)).toEqual([]);
  });
});

describe('a forum', () => {
  test('marks messages of a topic, and answers of people point to its creation implicitly', async () => {
    const desk = api.group(FORUM);
    const ana = api.user({ id: 11, first_name: 'Ana' });
    const topic = await telegram.createForumTopic(desk.id, 'T-1 Banner', { icon_color: 0x6fb9f0 });
    const thread = topic.message_thread_id;
    const card = await telegram.sendMessage(desk.id, 'card', {
      message_thread_id: thread,
      reply_markup: INLINE,
    });
    expect(card).toMatchObject({ message_thread_id: thread, is_topic_message: true });
    const plain = desk.write(ana, 'plain', { topic: thread });
    desk.write(ana, 'explicit', { replyTo: card.message_id });
    desk.write(ana, 'general');
    desk.write(ana, 'answer in general', { replyTo: desk.history.at(-1) });
    const updates = await poll(0);
    const messages = updates.map((update) => ('message' in update ? update.message : undefined));
    expect(messages[0]).toMatchObject({
      forum_topic_created: { name: 'T-1 Banner' },
      from: { id: api.bot.id },
    });
    expect(messages[1]).toMatchObject({
      text: 'plain',
      message_thread_id: thread,
      is_topic_message: true,
      reply_to_message: { message_id: thread, forum_topic_created: { name: 'T-1 Banner' } },
    });
    expect(messages[2]).toMatchObject({ reply_to_message: { message_id: card.message_id, text: 'card' } });
    expect(messages[3]).not.toHaveProperty('message_thread_id');
    expect(messages[4]).not.toHaveProperty('is_topic_message');
    expect(plain.replyToMessageId).toBeUndefined();
    expect(desk.transcript()).toContain(`#${thread} Ana> plain`);
    const anonymous = desk.writeAnonymous('from above', { topic: thread });
    expect(anonymous).toMatchObject({
      from: { username: 'GroupAnonymousBot' },
      sender_chat: { id: desk.id },
    });
  });

  test('refuses unknown, closed and deleted topics', async () => {
    const desk = api.group(FORUM);
    const { message_thread_id } = await telegram.createForumTopic(desk.id, 'A');
    const send = (): Promise<unknown> => telegram.sendMessage(desk.id, 'x', { message_thread_id });
    await telegram.closeForumTopic(desk.id, message_thread_id);
    expect((await refused(send())).description).toBe('Bad Request: TOPIC_CLOSED');
    expect(desk.topics).toMatchObject([{ name: 'A', closed: true }]);
    await telegram.reopenForumTopic(desk.id, message_thread_id);
    await telegram.editForumTopic(desk.id, message_thread_id, { name: 'B' });
    await send();
    desk.deleteTopic(message_thread_id);
    expect((await refused(send())).description).toBe('Bad Request: message thread not found');
    expect(desk.messages).toHaveLength(0);
  });

  test('refuses topics and pins without the rights, and topics where there is no forum', async () => {
    const desk = api.group({ ...FORUM, botRights: { can_manage_topics: false, can_pin_messages: false } });
    const plain = api.group({ id: -1002, title: 'Plain' });
    expect((await refused(telegram.createForumTopic(desk.id, 'x'))).description).toBe('Bad Request: not enough rights to create a topic');
    expect((await refused(telegram.createForumTopic(plain.id, 'x'))).description).toBe('Bad Request: the chat is not a forum');
    const sent = await telegram.sendMessage(desk.id, 'x');
    expect((await refused(telegram.pinChatMessage(desk.id, sent.message_id))).description).toBe(
      'Bad Request: not enough rights to manage pinned messages in the chat',
    );
    desk.setBotRights({ can_pin_messages: true });
    await telegram.pinChatMessage(desk.id, sent.message_id);
    expect(desk.history[0]?.pinned).toBe(true);
    expect(desk.history[1]?.service).toMatchObject({ pinned_message: { message_id: sent.message_id } });
    expect((await telegram.getChatMember(desk.id, api.bot.id)).status).toBe('administrator');
  });
});

describe('pace and faults', () => {
  test('allows 20 messages a minute to a group, refuses with retry_after, and lets go with time', async () => {
    const desk = api.group({ id: -1002, title: 'Plain' });
    const sent = await telegram.sendMessage(desk.id, '0');
    for (let i = 1; i < 19; i += 1) await telegram.sendMessage(desk.id, `${i}`);
    clock += 12_500;
    await telegram.editMessageText(desk.id, sent.message_id, undefined, 'edits count');
    const error = await refused(telegram.sendMessage(desk.id, 'one too many'));
    expect(error.response).toEqual({
      ok: false,
      error_code: 429,
      description: 'Too Many Requests: retry after 48',
      parameters: { retry_after: 48 },
    });
    await telegram.callApi('setMessageReaction', {
      chat_id: desk.id,
      message_id: sent.message_id,
      reaction: [{ type: 'emoji', emoji: '👍' }],
    });
    const ana = api.user({ id: 11 });
    ana.start();
    for (let i = 0; i < 25; i += 1) await telegram.sendMessage(11, `${i}`);
    clock += 47_500;
    await telegram.sendMessage(desk.id, 'now');
    expect(desk.messages).toHaveLength(20);
  });

  test('plays ordered faults: HTML, 429, lost answers, cut connections, delays', async () => {
    const ana = api.user({ id: 11 });
    ana.start();
    api.fail({ method: 'sendMessage', status: 502 });
    expect(await raw('sendMessage', { chat_id: 11, text: 'x' })).toMatchObject({
      status: 502,
      text: expect.stringContaining('<html>'),
    });
    api.fail({ chat: ana.chat, retryAfter: 3 });
    expect((await refused(telegram.sendMessage(11, 'x'))).parameters).toEqual({ retry_after: 3 });
    api.fail({ reset: true });
    await expect(telegram.sendMessage(11, 'cut before')).rejects.toThrow();
    const fault = api.fail({ dropAnswer: true });
    await expect(telegram.sendMessage(11, 'cut after')).rejects.toThrow();
    expect(fault.left).toBe(0);
    const slow = api.fail({ method: 'sendMessage', times: 5, delayMs: 1 });
    await telegram.sendMessage(11, 'slow');
    slow.cancel();
    await telegram.sendMessage(11, 'quick');
    expect(ana.chat.transcript()).toBe('User 11> /start\nbot> cut after\nbot> slow\nbot> quick');
    expect(api.callsOf('sendMessage').map((call) => call.status)).toEqual([502, 429, 0, 0, 200, 200]);
  });
});

describe('files', () => {
  test('go up by multipart and come down byte for byte', async () => {
    const ana = api.user({ id: 11 });
    ana.start();
    const bytes = Buffer.from(Array.from({ length: 70_000 }, (_, i) => (i * 7) % 256));
    const sent = await telegram.sendDocument(
      11,
      { source: bytes, filename: 'plan "ü".pdf' },
      { caption: '<b>Plan</b>', parse_mode: 'HTML', reply_markup: INLINE },
    );
    expect(sent.document).toMatchObject({ file_size: 70_000, mime_type: 'application/pdf' });
    const record = ana.chat.last();
    expect(record?.file?.bytes.equals(bytes)).toBe(true);
    expect(record).toMatchObject({ caption: 'Plan', buttons: ['Take'] });
    const link = await telegram.getFileLink(sent.document.file_id);
    const down = Buffer.from(await (await fetch(link)).arrayBuffer());
    expect(down.equals(bytes)).toBe(true);
    const again = await telegram.sendDocument(11, sent.document.file_id);
    expect(again.document.file_id).toBe(sent.document.file_id);
  });

  test('of people are downloaded whole, and refused over 20 MB', async () => {
    const ana = api.user({ id: 11 });
    ana.sendPhoto(PNG, { caption: 'look', mediaGroup: 'a' });
    ana.sendDocument(Buffer.from('big'), { name: 'big.zip', size: 21 * 1024 * 1024 });
    const [photo, big] = await poll(0);
    const sizes = photo && 'message' in photo && 'photo' in photo.message ? photo.message.photo : [];
    expect(sizes).toHaveLength(2);
    const down = await fetch(await telegram.getFileLink(sizes[1]?.file_id ?? ''));
    expect(Buffer.from(await down.arrayBuffer()).equals(PNG)).toBe(true);
    const bigId = big && 'message' in big && 'document' in big.message ? big.message.document.file_id : '';
    expect((await refused(telegram.getFile(bigId))).description).toBe('Bad Request: file is too big');
  });

  test('make albums, and are refused when they do not fit', async () => {
    const ana = api.user({ id: 11 });
    ana.start();
    const album = await telegram.sendMediaGroup(11, [
      { type: 'photo', media: { source: PNG }, caption: 'both' },
      { type: 'photo', media: { source: PNG } },
    ]);
    expect(new Set(album.map((message) => message.media_group_id)).size).toBe(1);
    expect(ana.chat.messages.slice(1).every((message) => message.file?.bytes.equals(PNG))).toBe(true);
    const fake = refused(telegram.sendPhoto(11, { source: Buffer.from('no image') }));
    expect((await fake).description).toBe('Bad Request: IMAGE_PROCESS_FAILED');
    const huge = refused(telegram.sendDocument(11, { source: Buffer.alloc(50 * 1024 * 1024 + 1) }));
    expect((await huge).response.error_code).toBe(413);
    const copy = await telegram.copyMessage(11, 11, album[0]?.message_id ?? 0, { caption: 'copied' });
    expect(ana.chat.find(copy.message_id)).toMatchObject({ caption: 'copied', media: { kind: 'photo' } });
  });
});

describe('chats the bot cannot reach', () => {
  test('are told by 400 and 403 in the words of Telegram', async () => {
    const send = async (id: number): Promise<string> => (await refused(telegram.sendMessage(id, 'x'))).description;
    expect(await send(404)).toBe('Bad Request: chat not found');
    const ana = api.user({ id: 11 });
    expect(await send(11)).toBe("Forbidden: bot can't initiate conversation with a user");
    ana.start();
    ana.block();
    expect(await send(11)).toBe('Forbidden: bot was blocked by the user');
    ana.start();
    await telegram.sendMessage(11, 'again');
    const kinds = (await poll(0)).map((update) => Object.keys(update)[1]);
    expect(kinds).toEqual(['message', 'my_chat_member', 'my_chat_member', 'message']);
    const desk = api.group(FORUM);
    desk.kickBot();
    expect(await send(desk.id)).toBe('Forbidden: bot was kicked from the supergroup chat');
  });

  test('names the new id when a group became a supergroup', async () => {
    const old = api.group({ id: -500, title: 'Team', type: 'group' });
    const next = old.migrate(-1009);
    const error = await refused(telegram.sendMessage(-500, 'x'));
    expect(error.response).toEqual({
      ok: false,
      error_code: 400,
      description: 'Bad Request: group chat was upgraded to a supergroup chat',
      parameters: { migrate_to_chat_id: -1009 },
    });
    await telegram.sendMessage(next.id, 'here');
    expect(await poll(0)).toMatchObject([
      { message: { chat: { id: -500 }, migrate_to_chat_id: -1009 } },
      { message: { chat: { id: -1009 }, migrate_from_chat_id: -500 } },
    ]);
  });
});

describe('buttons, edits and reactions', () => {
  test('a press is a callback query that can be answered once and in time', async () => {
    const ana = api.user({ id: 11 });
    ana.start();
    const sent = await telegram.sendMessage(11, 'Choose', { reply_markup: INLINE });
    expect(() => ana.press(sent.message_id, 'Nope')).toThrow(/there are: \[Take\]/);
    const pressed = ana.press(sent.message_id, 'Take');
    const update = (await poll(0)).at(-1);
    expect(update).toMatchObject({
      callback_query: { id: pressed.id, data: 'take:1', message: { text: 'Choose' } },
    });
    const long = refused(telegram.answerCbQuery(pressed.id, 'x'.repeat(201)));
    expect((await long).description).toBe('Bad Request: MESSAGE_TOO_LONG');
    await telegram.answerCbQuery(pressed.id, 'Yours now', { show_alert: true });
    expect(await pressed.waitForAnswer()).toEqual({ text: 'Yours now', show_alert: true });
    const late = ana.pressAnyway(sent.message_id, 'gone:1');
    clock += 61_000;
    expect((await refused(telegram.answerCbQuery(late.id))).description).toBe(
      'Bad Request: query is too old and response timeout expired or query ID is invalid',
    );
  });

  test('an edit keeps the versions, refuses the same and the missing', async () => {
    const ana = api.user({ id: 11 });
    ana.start();
    const sent = await telegram.sendMessage(11, 'one', { reply_markup: INLINE });
    const edit = (text: string, id = sent.message_id): Promise<unknown> =>
      telegram.editMessageText(11, id, undefined, text, { reply_markup: INLINE });
    expect((await refused(edit('one'))).description).toMatch(/^Bad Request: message is not modified: specified/);
    const waiting = ana.chat.waitFor((message) => message.text === 'two');
    await edit('two');
    expect(await waiting).toMatchObject({ text: 'two', versions: [{ text: 'one' }] });
    expect((await refused(edit('x', 999))).description).toBe('Bad Request: message to edit not found');
    await telegram.deleteMessage(11, sent.message_id);
    expect((await refused(edit('three'))).description).toBe('Bad Request: message to edit not found');
    expect(ana.chat.transcript()).toContain('bot> two [Take] (edited) (deleted)');
    const text = 'Ana wrote';
    ana.edit(ana.write(text), `${text} more`);
    expect((await poll(0)).at(-1)).toMatchObject({
      edited_message: { text: 'Ana wrote more', edit_date: clock / 1000 },
    });
  });

  test('takes only reactions from the permitted list', async () => {
    const ana = api.user({ id: 11 });
    const said = ana.start();
    const react = (emoji: string): Promise<unknown> => {
      const reaction = [{ type: 'emoji', emoji }];
      return telegram.callApi('setMessageReaction', {
        chat_id: 11,
        message_id: said.message_id,
        reaction,
      } as never);
    };
    expect((await refused(react('✅'))).description).toBe('Bad Request: REACTION_INVALID');
    await react('✍');
    expect(said.reactions).toEqual(['✍']);
    await react('👀');
    expect(said.reactions).toEqual(['👀']);
  });
});

describe('texts', () => {
  const html = (text: string): object => ({ text, parse_mode: 'HTML' });
  const markdown = (text: string): object => ({ text, parse_mode: 'MarkdownV2' });
  const keyboard = (row: unknown): object => ({ text: 'x', reply_markup: { inline_keyboard: [row] } });

  test.each([
    ['message text is empty', { text: '' }],
    ['text must be non-empty', { text: '  \n' }],
    ['message is too long', { text: 'x'.repeat(4097) }],
    [`can't parse entities: Can't find end tag corresponding to start tag "b"`, html('<b>x')],
    [`can't parse entities: Unsupported start tag "p" at byte offset 2`, html('ü<p>x</p>')],
    [`can't parse entities: Unexpected end tag at byte offset 1`, html('x</b>')],
    [`can't parse entities: Unmatched end tag at byte offset 7, expected "</i>", found "</b>"`, html('<b><i>x</b>')],
    [`can't parse entities: Unsupported start tag "" at byte offset 2`, html('a < b')],
    [`can't parse entities: Can't find end of Bold entity at byte offset 1`, markdown('a*b')],
    [`can't parse entities: Character '.' is reserved and must be escaped with the preceding '\\'`, markdown('a.b')],
    [
      'entity beginning at UTF-16 offset 0 ends after the end of the text at UTF-16 offset 1',
      { text: 'x', entities: [{ type: 'bold', offset: 0, length: 2 }] },
    ],
    ['field "inline_keyboard" must be an Array of Arrays', keyboard({ text: 'a' })],
    [`can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard`, keyboard([{ text: 'a' }])],
    ['BUTTON_DATA_INVALID', keyboard([{ text: 'a', callback_data: 'ş'.repeat(33) }])],
    [
      `inline keyboard button URL 'http://localhost:3000' is invalid: Wrong HTTP URL`,
      keyboard([{ text: 'a', url: 'http://localhost:3000' }]),
    ],
    ['message to be replied not found', { text: 'x', reply_parameters: { message_id: 77 } }],
    ['message thread not found', { text: 'x', message_thread_id: 5 }],
  ])('refuses: %s', async (description, params) => {
    api.user({ id: 11 }).start();
    const answer = await raw('sendMessage', { chat_id: 11, ...params });
    expect(answer.status).toBe(400);
    expect(JSON.parse(answer.text).description).toBe(`Bad Request: ${description}`);
  });

  test('refuses a caption over 1024 characters', async () => {
    api.user({ id: 11 }).start();
    const sent = telegram.sendDocument(11, { source: PNG }, { caption: 'x'.repeat(1025) });
    expect((await refused(sent)).description).toBe('Bad Request: message caption is too long');
  });

  test.each([
    ['HTML', ' <b>Bold <i>both</i></b> &lt;3 &amp; <a href="http://t.co/a?b=1&amp;c=2">link</a>', 'Bold both <3 & link'],
    ['MarkdownV2', '*Bold _both_* <3 & [link](http://t.co/a?b\\=1&c=2)', 'Bold both <3 & link'],
    ['Markdown', '*Bold both* <3 & [link](http://t.co/a?b=1&c=2)', 'Bold both <3 & link'],
  ])('reads %s', async (parse_mode, source, text) => {
    api.user({ id: 11 }).start();
    const sent = await telegram.sendMessage(11, source, { parse_mode: parse_mode as 'HTML' });
    expect(sent.text).toBe(text);
    expect(sent.entities).toContainEqual({ type: 'bold', offset: 0, length: 9 });
    expect(sent.entities).toContainEqual({
      type: 'text_link',
      offset: 15,
      length: 4,
      url: 'http://t.co/a?b=1&c=2',
    });
  });

  test('counts entities in UTF-16 units and takes hand-made ones', async () => {
    api.user({ id: 11 }).start();
    const sent = await telegram.sendMessage(11, '👍 <b>ok</b>', { parse_mode: 'HTML' });
    expect(sent.entities).toEqual([{ type: 'bold', offset: 3, length: 2 }]);
    const half = { text: '👍 ok', entities: [{ type: 'bold', offset: 1, length: 2 }] };
    expect((await raw('sendMessage', { chat_id: 11, ...half })).status).toBe(400);
  });
});

describe('the webhook', () => {
  let site: Server;
  const seen: { secret: string | undefined; body: Update }[] = [];
  let answers: number[] = [];

  beforeEach(async () => {
    seen.length = 0;
    site = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
      const secret = request.headers['x-telegram-bot-api-secret-token'];
      seen.push({ secret: String(secret), body: JSON.parse(Buffer.concat(chunks).toString()) as Update });
      response.statusCode = answers.shift() ?? 200;
      response.end('ok');
    });
    await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
  });
  afterEach(() => new Promise<void>((resolve) => site.close(() => resolve())));

  test('gets updates in order with the secret, again until it takes them, and no more once deleted', async () => {
    await api.stop();
    await start({ webhookRetryMs: 5 });
    const { port } = site.address() as AddressInfo;
    answers = [500];
    const ana = api.user({ id: 11 });
    ana.write('before');
    await telegram.setWebhook(`http://127.0.0.1:${port}/hook`, { secret_token: 'abc-123' });
    ana.write('after');
    await api.waitUntil(() => seen.length >= 3);
    expect(seen.map(({ body }) => ('message' in body && 'text' in body.message ? body.message.text : ''))).toEqual([
      'before',
      'before',
      'after',
    ]);
    expect(new Set(seen.map(({ secret }) => secret))).toEqual(new Set(['abc-123']));
    await expect.poll(async () => (await telegram.getWebhookInfo()).pending_update_count).toBe(0);
    await telegram.deleteWebhook();
    ana.write('later');
    expect(await poll(0)).toMatchObject([{ message: { text: 'later' } }]);
    expect(seen).toHaveLength(3);
  });
});

test('commands, administrators and chat actions answer as the product needs them', async () => {
  const desk = api.group({ ...FORUM, creator: api.user({ id: 12 }), members: [api.user({ id: 11 })] });
  const commands = [{ command: 'help', description: 'What I can do' }];
  await telegram.setMyCommands(commands, { scope: { type: 'chat', chat_id: desk.id }, language_code: 'tr' });
  const scope = { type: 'chat', chat_id: desk.id } as const;
  expect(await telegram.getMyCommands({ scope, language_code: 'tr' })).toEqual(commands);
  expect(await telegram.getMyCommands()).toEqual([]);
  const administrators = await telegram.getChatAdministrators(desk.id);
  expect(administrators.map(({ status }) => status)).toEqual(['creator', 'administrator']);
  expect((await telegram.getChatMember(desk.id, 11)).status).toBe('member');
  for (let i = 0; i < 30; i += 1) await telegram.sendChatAction(desk.id, 'typing');
  expect(await telegram.getChat(desk.id)).toMatchObject({ title: 'Desk', is_forum: true });
  await telegram.leaveChat(desk.id);
  expect((await refused(telegram.getChat(desk.id))).description).toBe('Forbidden: bot is not a member of the supergroup chat');
});

test('in a group where it is no administrator the bot sees only what is meant for it', async () => {
  const group = api.group({ id: -1002, title: 'Plain', botRights: { administrator: false } });
  const ana = api.user({ id: 11 });
  const sent = await telegram.sendMessage(group.id, 'hi');
  group.write(ana, 'not for the bot');
  group.write(ana, '/help');
  group.write(ana, 'yes', { replyToMessageId: sent.message_id });
  const texts = (await poll(0)).map((update) => 'message' in update && 'text' in update.message && update.message.text);
  expect(texts).toEqual(['/help', 'yes']);
});

test('a real telegraf bot runs over it, and a wait that fails shows the chat', async () => {
  const bot = new Telegraf(api.token, { telegram: { apiRoot: api.root } });
  bot.start((ctx) => ctx.reply(`Hello ${ctx.from.first_name}`, { reply_markup: INLINE }));
  bot.action('take:1', async (ctx) => {
    await ctx.answerCbQuery('taken');
    await ctx.editMessageText('Taken');
  });
  const running = bot.launch();
  try {
    const ana = api.user({ id: 11, first_name: 'Ana' });
    ana.start();
    const hello = await ana.chat.waitFor((message) => message.text === 'Hello Ana');
    const pressed = ana.press(hello, 'Take');
    expect(await pressed.waitForAnswer()).toEqual({ text: 'taken' });
    await ana.chat.waitFor((message) => message.text === 'Taken', { after: pressed });
    const failing = ana.chat.waitFor((message) => message.text === 'never', { timeoutMs: 20 });
    await expect(failing).rejects.toThrow('Ana> /start\nbot> Taken (edited)');
  } finally {
    bot.stop();
    await running;
  }
});

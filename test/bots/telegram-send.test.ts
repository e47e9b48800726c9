// What leaves by the Telegram door, over real HTTP to the loopback Bot API, which refuses as Telegram does.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { SendError } from '../../bots/channel.ts';
import { type TelegramChannel, telegram } from '../../bots/telegram/index.ts';
import type { FileRef, OutboundBody } from '../../flows/message.ts';
import { type BotApi, type Group, type Person, startBotApi } from '../loopback/bot-api/index.ts';

const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 1, 2, 3, 4, 5, 6, 7, 8]);
const at = 1_790_000_000_000;

let api: BotApi;
let ana: Person;
let door: TelegramChannel;
let store: Map<string, Uint8Array>;
let logged: string[];
let row = 0;

beforeEach(async () => {
  api = await startBotApi();
  ana = api.user({ id: 111, first_name: 'Ana' });
  ana.start();
  store = new Map();
  logged = [];
  door = open();
});
afterEach(() => api.stop());

function open(token = api.token, root = api.root): TelegramChannel {
  const note = (facts: object, sentence: string): void => void logged.push(`${JSON.stringify(facts)} ${sentence}`);
  return telegram({
    contact: 'telegram',
    token,
    root,
    openFile: async (file) => store.get(file.id) ?? null,
    log: { info: note, warn: note, error: note },
    now: () => at,
    sleep: () => Promise.resolve(),
  });
}

function freshRow(): string {
  row += 1;
  return `row-${row}`;
}
const send = (body: OutboundBody, more: object = {}) => door.send({ id: freshRow(), to: 'telegram:111', ...more, body });
const say = (body: object, more: object = {}) => send({ type: 'text', text: '', ...body }, more);
const said = () => ana.chat.messages.filter((message) => message.byBot);
const file = (id: string, kind: FileRef['kind'], contact = 'whatsapp', remote = `r-${id}`): FileRef => ({
  id,
  kind,
  contact,
  remote,
});
const kept = (id: string, kind: FileRef['kind'], bytes = png): FileRef => {
  store.set(id, bytes);
  return file(id, kind);
};

async function failure(sending: Promise<unknown>): Promise<SendError> {
  const error = await sending.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof SendError)) throw new Error('a SendError was expected', { cause: error });
  expect(`${error.message} ${error.stack} ${String(error.cause)}`).not.toContain(api.token);
  return error;
}

describe('a text', () => {
  test('leaves as it is, marks and all, with its title in bold', async () => {
    const sent = await say({ title: '#1024 · 🎉 <b>Banner</b>', text: '*not* _marked_ & <i>plain</i>' });
    const [message] = said();
    expect(message?.text).toBe('#1024 · 🎉 <b>Banner</b>\n*not* _marked_ & <i>plain</i>');
    expect(message?.entities).toEqual([{ type: 'bold', offset: 0, length: 24 }]);
    expect(sent.messages).toEqual([String(message?.message_id)]);
    expect(api.callsOf('sendMessage')[0]?.params).not.toHaveProperty('parse_mode');
  });

  test('is said plainly when Telegram refuses its entities', async () => {
    api.fail({
      method: 'sendMessage',
      status: 400,
      description: "Bad Request: can't parse entities: ENTITY_BOUNDS_INVALID",
    });
    await say({ title: 'Title', text: 'text' });
    expect(said()[0]).toMatchObject({ text: 'Title\ntext' });
    expect(said()[0]?.entities ?? []).toEqual([]);
  });

  test('too long for one message comes in parts, the quote with the first, the buttons with the last', async () => {
    const quoted = ana.write('the question');
    const text = Array.from({ length: 9 }, (_, i) => `${i}${'👩🏽‍💻'.repeat(140)}`).join('\n\n');
    const choices = [{ data: 'yes', label: 'Yes' }];
    const nav = [
      { data: 'back', label: 'Back' },
      { data: 'skip', label: 'Skip' },
    ];
    const sent = await say({ text, choices, nav, quote: String(quoted.message_id) });
    const parts = said();
    expect(sent.messages).toEqual(parts.map((part) => String(part.message_id)));
    expect(parts.map((part) => part.text).join('\n\n')).toBe(text);
    expect(parts.map((part) => part.replyToMessageId)).toEqual([quoted.message_id, undefined, undefined]);
    expect(parts.map((part) => part.buttons)).toEqual([[], [], ['Yes', 'Back', 'Skip']]);
    expect(parts.at(-1)?.reply_markup?.inline_keyboard?.map((line) => line.length)).toEqual([1, 2]);
  });

  test('quotes nothing when the quoted message is gone', async () => {
    await say({ text: 'hello', quote: '99999' });
    expect(said()[0]?.text).toBe('hello');
  });

  test('goes on where it was interrupted, and says nothing twice', async () => {
    const parcel = {
      id: 'row-x',
      to: 'telegram:111',
      body: { type: 'text' as const, text: `${'a'.repeat(4096)}${'b'.repeat(4096)}c` },
    };
    api.fail({ method: 'sendMessage', delayMs: 0 });
    api.fail({ method: 'sendMessage', retryAfter: 3 });
    const error = await failure(door.send(parcel));
    expect(error).toMatchObject({ code: 'rate_limited', retryAfterMs: 3000 });
    expect(said().length).toBe(1);
    expect(door.pace('telegram:111', parcel.body, at)).toBe(3000);
    const sent = await door.send(parcel);
    expect(said().map((part) => part.text?.charAt(0))).toEqual(['a', 'b', 'c']);
    expect(sent.messages.length).toBe(3);
  });

  test('with nothing in it is refused here', async () => {
    expect(await failure(say({ text: '  ' }))).toMatchObject({ code: 'rejected' });
  });

  test('with half a surrogate pair leaves all the same', async () => {
    await say({ text: `broken ${'🎉'.charAt(0)}` });
    expect(said()[0]?.text).toBe('broken \ufffd');
  });
});

describe('files', () => {
  test('one goes as bytes under its name, with the text as its caption', async () => {
    await say({
      title: 'Final',
      text: 'here you are',
      files: [{ ...kept('1', 'document'), name: 'план 🎉.pdf', mime: 'application/pdf' }],
      choices: [{ data: 'ok', label: 'Ok' }],
    });
    const [message] = said();
    expect(message).toMatchObject({
      caption: 'Final\nhere you are',
      caption_entities: [{ type: 'bold', offset: 0, length: 5 }],
      buttons: ['Ok'],
    });
    expect(message?.file).toMatchObject({ name: 'план 🎉.pdf', mime: 'application/pdf' });
    expect(new Uint8Array(message?.file?.bytes ?? [])).toEqual(png);
  });

  test('that came in here go by Telegram’s own reference, without bytes', async () => {
    const photo = ana.sendPhoto(png);
    await say({ text: 'again', files: [file('1', 'photo', 'telegram', photo.file?.file_id)] });
    expect(said()[0]?.file?.file_id).toBe(photo.file?.file_id);
    expect(api.callsOf('sendPhoto')[0]?.files).toEqual([]);
  });

  test('whose reference Telegram has forgotten go as bytes', async () => {
    store.set('1', png);
    await say({ files: [file('1', 'photo', 'telegram', 'forgotten')] });
    expect(said()[0]?.file?.kind).toBe('photo');
  });

  test('that Telegram does not take for a picture go as documents', async () => {
    await say({ files: [kept('1', 'photo', new Uint8Array([1, 2, 3]))] });
    expect(said()[0]?.file?.kind).toBe('document');
  });

  test('several pictures are one set with one caption, documents another', async () => {
    const photos = [kept('1', 'photo'), kept('2', 'video'), kept('3', 'photo')];
    await say({ text: 'three', files: photos });
    expect(said().map((message) => [message.media?.kind, message.caption])).toEqual([
      ['photo', 'three'],
      ['video', undefined],
      ['photo', undefined],
    ]);
    expect(new Set(said().map((message) => message.media_group_id)).size).toBe(1);
    await say({ text: 'all', files: [kept('4', 'document'), ...photos, kept('5', 'document')] });
    expect(api.callsOf('sendMediaGroup').length).toBe(3);
    expect(said().at(-1)?.text).toBe('all');
  });

  test('with a text too long for a caption leave before it', async () => {
    const sent = await say({ text: 'a'.repeat(1025), files: [kept('1', 'photo')] });
    expect(said().map((message) => [message.media?.kind, message.caption, message.text?.length])).toEqual([
      ['photo', undefined, undefined],
      [undefined, undefined, 1025],
    ]);
    expect(sent.messages.length).toBe(2);
  });

  test('that have not been fetched yet are not ready', async () => {
    expect(await failure(say({ files: [file('1', 'photo')] }))).toMatchObject({ code: 'not_ready' });
  });

  test('come in as bytes', async () => {
    const voice = ana.sendVoice(new Uint8Array([1, 2, 3]));
    const sent = await send({ type: 'fetch', file: file('1', 'voice', 'telegram', voice.file?.file_id) });
    expect(sent.bytes).toEqual(new Uint8Array([1, 2, 3]));
  });

  test('over 20 MB cannot be fetched', async () => {
    const large = ana.sendDocument(new Uint8Array([1]), { size: 21_000_000 });
    expect(await failure(send({ type: 'fetch', file: file('1', 'document', 'telegram', large.file?.file_id) }))).toMatchObject({
      code: 'too_large',
    });
  });

  test('of another contact point cannot be fetched here', async () => {
    expect(await failure(send({ type: 'fetch', file: file('1', 'voice') }))).toMatchObject({
      code: 'rejected',
      message: expect.stringMatching(/came in by whatsapp/),
    });
  });
});

describe('at the desk', () => {
  let desk: Group;
  const card = (text: string): OutboundBody => ({
    type: 'card',
    title: '#1024 Banner',
    text,
    choices: [{ data: 'take', label: 'Take' }],
  });
  const toDesk = (body: OutboundBody, more: object = {}) => send(body, { to: `telegram:${desk.id}`, ...more });

  beforeEach(() => {
    desk = api.group({ id: -1001234567890, title: 'Desk', is_forum: true, members: [ana] });
  });

  test('a topic is opened under a name cut to 128, and can be written into', async () => {
    const sent = await toDesk({ type: 'topic', name: `#1024 ${'👩🏽‍💻'.repeat(40)}` });
    const topic = desk.topics[0];
    expect(sent).toEqual({ messages: [], thread: String(topic?.threadId) });
    expect(topic?.name).toBe(`#1024 ${'👩🏽‍💻'.repeat(17)}…`);
    await toDesk({ type: 'text', text: 'hello' }, { thread: sent.thread });
    expect(desk.messages.at(-1)).toMatchObject({ text: 'hello', message_thread_id: topic?.threadId });
  });

  test('a topic that was deleted is told as missing, and its text is said anew as a whole', async () => {
    const { threadId } = desk.createTopic(ana, 'x');
    desk.deleteTopic(threadId);
    expect(await failure(toDesk({ type: 'text', text: 'x' }, { thread: String(threadId) }))).toMatchObject({
      code: 'thread_missing',
    });
  });

  test('a topic that somebody closed is opened again', async () => {
    const { threadId } = desk.createTopic(ana, 'x');
    desk.closeTopic(ana, threadId);
    await toDesk({ type: 'text', text: 'the client wrote' }, { thread: String(threadId) });
    expect(desk.messages.findLast((message) => message.text)?.text).toBe('the client wrote');
  });

  test('a card is sent and pinned once, then edited in place', async () => {
    const first = await toDesk(card('open'));
    const message = desk.messages.find((one) => one.text);
    expect(first).toEqual({ messages: [String(message?.message_id)], card: String(message?.message_id) });
    expect(message).toMatchObject({
      pinned: true,
      buttons: ['Take'],
      entities: [{ type: 'bold', offset: 0, length: 12 }],
    });
    const second = await toDesk(card('taken'), { card: first.card });
    const third = await toDesk(card('taken'), { card: first.card });
    expect([second.card, third.card]).toEqual([first.card, first.card]);
    expect(desk.messages.filter((one) => one.text).map((one) => one.text)).toEqual(['#1024 Banner\ntaken']);
    expect(api.callsOf('pinChatMessage').length).toBe(1);
  });

  test('a card that somebody deleted is sent and pinned anew', async () => {
    const sent = await toDesk(card('open'), { card: '4711' });
    expect(desk.messages.find((one) => one.text)).toMatchObject({
      message_id: Number(sent.card),
      pinned: true,
    });
  });

  test('a card too long is cut', async () => {
    await toDesk(card('🎉'.repeat(3000)));
    const text = desk.messages.find((one) => one.text)?.text ?? '';
    expect([text.length <= 4096, text.endsWith('🎉…')]).toEqual([true, true]);
  });

  test('a card is there, unpinned, when the bot may not pin', async () => {
    desk.setBotRights({ can_pin_messages: false });
    const sent = await toDesk(card('open'));
    expect(sent.card).toBe(String(desk.messages.find((one) => one.text)?.message_id));
    expect(logged.join()).toMatch(/may pin messages/);
  });

  test('a card whose pin was lost on the way is pinned at the next try, not sent twice', async () => {
    api.fail({ method: 'pinChatMessage', status: 502 });
    expect(await failure(toDesk(card('open')))).toMatchObject({ code: 'offline' });
    const sent = await toDesk(card('newer'));
    expect(desk.messages.filter((one) => one.text).map((one) => [String(one.message_id), one.text, one.pinned])).toEqual([
      [sent.card, '#1024 Banner\nnewer', true],
    ]);
  });

  test('a prompt asks the writer of the quoted message alone', async () => {
    const button = desk.write(ana, 'here');
    await toDesk({
      type: 'prompt',
      text: 'What shall I ask?\nOne line.',
      quote: String(button.message_id),
      to: 'telegram:111',
    });
    expect(desk.messages.at(-1)).toMatchObject({
      text: 'What shall I ask?\nOne line.',
      replyToMessageId: button.message_id,
    });
    expect(api.callsOf('sendMessage')[0]?.params.reply_markup).toEqual({
      force_reply: true,
      selective: true,
      input_field_placeholder: 'What shall I ask?',
    });
  });

  test.each([
    ['sent', '👍'],
    ['failed', '👎'],
    ['noted', '✍'],
  ] as const)('%s is marked %s', async (mark, emoji) => {
    const message = desk.write(ana, 'to the client');
    await toDesk({ type: 'reaction', message: String(message.message_id), mark });
    expect(message.reactions).toEqual([emoji]);
  });

  test('a pressed button is answered, its words cut to 200', async () => {
    await toDesk(card('open'));
    const message = desk.messages.find((one) => one.text);
    const press = desk.press(ana, message ?? 0, 'Take');
    await toDesk({ type: 'notice', callback: press.id, text: '🇧🇷'.repeat(100), alert: true });
    expect(press.answer).toEqual({ text: `${'🇧🇷'.repeat(49)}…`, show_alert: true });
    expect(await failure(toDesk({ type: 'notice', callback: press.id }))).toMatchObject({ code: 'expired' });
  });

  test('a group that became a supergroup tells its new address', async () => {
    const old = api.group({ id: -55, title: 'Team', type: 'group', members: [ana] });
    old.migrate(-10055);
    expect(await failure(say({ text: 'x' }, { to: 'telegram:-55' }))).toMatchObject({
      code: 'moved',
      movedTo: 'telegram:-10055',
    });
  });

  test('a group that put the bot out is blocked', async () => {
    desk.kickBot();
    expect(await failure(toDesk({ type: 'text', text: 'x' }))).toMatchObject({ code: 'blocked' });
  });

  test('the check finds nothing to mend when all is well', async () => {
    const found = await door.check(String(desk.id));
    expect(found.map(({ key, ok }) => [key, ok])).toEqual([
      ['telegram.token', true],
      ['telegram.desk.forum', true],
      ['telegram.desk.admin', true],
      ['telegram.desk.topics', true],
      ['telegram.desk.pins', true],
    ]);
  });

  test('the check names each missing right, with its remedy', async () => {
    desk.setBotRights({ can_manage_topics: false, can_pin_messages: false });
    const plain = api.group({ id: -77, title: 'Plain', botRights: { administrator: false } });
    const wrong = async (chat: string) => (await door.check(chat)).filter(({ ok }) => !ok);
    expect((await wrong(`telegram:${desk.id}`)).map(({ key }) => key)).toEqual(['telegram.desk.topics', 'telegram.desk.pins']);
    expect((await wrong(String(plain.id))).map(({ key }) => key)).toEqual([
      'telegram.desk.forum',
      'telegram.desk.admin',
      'telegram.desk.topics',
      'telegram.desk.pins',
    ]);
    expect((await wrong('-9')).map(({ key }) => key)).toEqual(['telegram.desk.chat']);
    expect((await wrong('desk')).map(({ key }) => key)).toEqual(['telegram.desk.number']);
    expect((await wrong(String(plain.id))).every(({ remedy }) => (remedy ?? '').includes('Plain'))).toBe(true);
  });
});

describe('a failure', () => {
  test.each([
    ['blocked by the client', { status: 403, description: 'Forbidden: bot was blocked by the user' }, { code: 'blocked' }],
    ['no such chat', { status: 400, description: 'Bad Request: chat not found' }, { code: 'blocked' }],
    ['too many calls', { retryAfter: 17 }, { code: 'rate_limited', retryAfterMs: 17_000 }],
    ['a deleted topic', { status: 400, description: 'Bad Request: TOPIC_DELETED' }, { code: 'thread_missing' }],
    ['something too large', { status: 413, description: 'Request Entity Too Large' }, { code: 'too_large' }],
    ['media too large', { status: 400, description: 'Bad Request: media is too large' }, { code: 'too_large' }],
    ['a file too large', { status: 400, description: 'Bad Request: file is too big' }, { code: 'too_large' }],
    ['something too large for a proxy', { status: 413, body: '<html>too large</html>' }, { code: 'too_large' }],
    [
      'any other refusal',
      { status: 400, description: 'Bad Request: BUTTON_DATA_INVALID' },
      { code: 'rejected', message: /BUTTON_DATA_INVALID/ },
    ],
    ['a broken gateway', { status: 502 }, { code: 'offline' }],
    ['a proxy’s page', { status: 200, body: '<html>log in</html>' }, { code: 'offline', message: /TELEGRAM_API_ROOT/ }],
    ['a cut connection', { reset: true }, { code: 'offline' }],
  ])('by %s says so', async (_name, fault, expected) => {
    api.fail({ method: 'sendMessage', ...fault });
    const { message, ...rest } = expected as { code: string; message?: RegExp };
    const error = await failure(say({ text: 'x' }));
    expect(error).toMatchObject(rest);
    if (message) expect(error.message).toMatch(message);
  });

  test('of a wrong token says what to do, and does not show it', async () => {
    door = open('7000000001:wrong');
    const error = await failure(say({ text: 'x' }));
    expect(error).toMatchObject({ code: 'rejected', message: expect.stringMatching(/BotFather/) });
    expect(error.message).not.toContain('wrong');
    expect((await door.check())[0]).toMatchObject({ ok: false, key: 'telegram.token' });
  });

  test.each([
    ['nobody listens', 'http://127.0.0.1:1'],
    ['the root is no address', 'nonsense'],
  ])('because %s does not show the token', async (_name, root) => {
    door = open(api.token, root);
    expect(await failure(say({ text: 'x' }))).toMatchObject({ code: 'offline' });
  });

  test('does not show the token even when the answer quotes it', async () => {
    api.fail({
      method: 'sendMessage',
      status: 400,
      description: `Bad Request: /bot${api.token}/sendMessage`,
    });
    expect((await failure(say({ text: 'x' }))).message).toContain('/bot<token>/sendMessage');
  });

  test('for an address of another door is a refusal', async () => {
    expect(await failure(say({ text: 'x' }, { to: 'whatsapp:111' }))).toMatchObject({ code: 'rejected' });
  });
});

test('the menu of commands is set for private chats, by language', async () => {
  await door.setCommands([{ command: 'status', description: 'Onde está meu pedido?' }], 'pt');
  expect(api.callsOf('setMyCommands')[0]).toMatchObject({
    status: 200,
    params: { scope: { type: 'all_private_chats' }, language_code: 'pt' },
  });
});

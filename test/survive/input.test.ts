// Whatever comes in by Telegram: it is stored, answered by a sentence where somebody can act on it, and the next message is worked.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { MessageRecord, Person } from '../loopback/bot-api/index.ts';
import { build } from '../support/process-build.ts';
import { openProcessDesk, type ProcessDesk } from '../support/process-desk.ts';
import { isAllSent, readInbox, readStore, spoilStore } from '../support/process-store.ts';

let desk: ProcessDesk;
let client: Person;
beforeEach(async () => {
  await build();
  desk = await openProcessDesk();
  ({ client } = desk);
  await desk.start();
  await desk.claim();
}, 120_000);
afterEach(() => desk.close());

const hears = (words: string, who = client, after?: MessageRecord) =>
  who.chat.waitFor(({ text }) => text?.includes(words) ?? false, after ? { after } : {});
const atDesk = (words: string) => desk.group.waitFor(({ text }) => text?.includes(words) ?? false);
const confirmed = () => desk.api.waitUntil(() => desk.api.pending().length === 0, { what: 'all to be confirmed' });

const settled = () =>
  desk.api.waitUntil(() => desk.api.pending().length === 0 && isAllSent(desk.folder), {
    what: 'all to be taken and answered',
  });

/** An update as Telegram sends it for a message of the client's, with other fields. */
let nextMessage = 90_000;
const pushMessage = (fields: object, who = client): number =>
  desk.api.push((update_id: number) => {
    const { id, user } = who;
    const chat = { id, type: 'private', first_name: user.first_name };
    return { update_id, message: { message_id: nextMessage++, date: Math.floor(Date.now() / 1000), chat, from: user, ...fields } };
  });

/** To the first question of a banner. */
async function begin(who = client): Promise<void> {
  who.write('Preciso de um banner, urgente');
  await hears('Para que é o banner?', who);
}

describe('updates that are none, or of no kind that is known', () => {
  test('are passed; what has a number is kept, and the next message is answered', async () => {
    const before = readInbox(desk.folder).length;
    for (const garbage of [null, 42, 'palavras soltas', [], {}, { update_id: 'seven' }, { message: { text: 'sem número' } }])
      desk.api.push(garbage);
    const kept = [
      { poll_answer: { poll_id: '1', user: client.user, option_ids: [0] } },
      { something_of_2031: { chat: { id: client.id, type: 'private' }, from: client.user } },
      { message: { message_id: 'x', chat: { id: client.id, type: 'private' }, from: client.user, text: 'mensagem malformada' } },
      { message: null },
      { callback_query: { id: 7, data: {} } },
      { message: { message_id: 1, date: 1, chat: { id: 'y' }, text: ['lista de palavras'] } },
      {},
    ].map((fields) => desk.api.push((update_id: number) => ({ update_id, ...fields })));
    await begin();
    await confirmed();
    const inbox = readInbox(desk.folder);
    expect(kept.filter((id) => !inbox.includes(`telegram:u:${id}`))).toEqual([]);
    expect(inbox).toHaveLength(before + kept.length + 1);
    expect(readStore(desk.folder, 'SELECT id FROM inbox WHERE parked IS NOT NULL')).toEqual([]);
    // Two of these could be told whose they are: they were answered, each with what can be done.
    const told = client.chat.messages.filter(
      ({ text, byBot }) => byBot && text?.includes('Não consigo ler esse tipo de mensagem. Pode escrever, ou mandar como arquivo'),
    );
    expect(told).toHaveLength(2 + 1); // and the one who voted in a poll
    expect(desk.output()).toContain('Something that is no update came in and was passed.');
    expect(desk.leaks(['palavras soltas', 'mensagem malformada', 'sem número', 'lista de palavras'])).toEqual([]);
  });
});

describe('a message that cannot be an answer', () => {
  test('a sticker: the question comes back', async () => {
    await begin();
    const sticker = client.sendSticker(Buffer.from('RIFF....WEBP'));
    const answer = await hears('Mande um texto ou arquivo', client, sticker);
    expect(answer.text).toContain('Para que é o banner?');
  });

  test('an empty text: the question comes back', async () => {
    await begin();
    pushMessage({ text: '' });
    expect((await hears('Essa mensagem chegou vazia')).text).toContain('Para que é o banner?');
  });

  test('100 kB of text: the limit is named, the text is kept, the question still stands', async () => {
    await begin();
    const long = 'palavra comprida '.repeat(6_250);
    pushMessage({ text: long });
    await hears('Pode mandar como arquivo, ou em partes menores?');
    const [row] = readStore(desk.folder, "SELECT body->>'$.text' AS text FROM inbox ORDER BY at DESC, rowid DESC LIMIT 1");
    expect(row?.text).toBe(long);
    client.write('Dia das mães');
    await hears('Onde ele vai aparecer?');
    expect(desk.leaks(['palavra comprida'])).toEqual([]);
  });

  test('half a character and a NUL, in words and in a name: worked, also after a restart', async () => {
    const half = '🎉'.slice(0, 1);
    await begin();
    pushMessage({ text: `Promoção ${half} de ver\u0000ão` });
    client.press(await hears('Onde ele vai aparecer?'), 'No site');
    await hears('Que texto deve aparecer?');
    pushMessage({ text: half });
    client.press(await hears('Mande fotos, logo ou links'), 'Pular');
    client.press(await hears('está certo assim?'), 'Sim, pode enviar');
    const colleague = desk.api.user({ id: 9_120_002, first_name: `Iolanda${half}\u0000`, language_code: 'pt-br' });
    desk.group.write(colleague, '/join');
    await atDesk('quer entrar nesta mesa');
    await desk.kill();
    await desk.start();
    desk.group.press(desk.manager, await desk.group.waitFor(({ buttons }) => buttons.includes('Assumir')), 'Assumir');
    await hears('está vendo seu pedido');
    expect(readStore(desk.folder, "SELECT name FROM staff WHERE role = 'guest'")).toEqual([{ name: 'Iolanda\ufffd' }]);
  });
});

const names = [
  ['right to left', 'محمد بن', 'عبد العزيز'],
  ['emoji', '👩‍👩‍👧‍👦🏳️‍🌈', '🇧🇷'],
  ['markup', '<b>Ana</b> & <script>', '_Souza_ *x* `y` [z](http://a.b)'],
  ['direction marks', '\u202Eodarrebo\u202C', 'Ω≈ç√'],
] as const;

describe('whatever is written arrives as it was written', () => {
  test.each(names)('a name: %s', async (_, first_name, last_name) => {
    const name = `${first_name} ${last_name}`;
    const who = desk.api.user({ id: 9_120_001, first_name, last_name, language_code: 'pt-br' });
    await file(who, ['Festa junina', 'Venha para o arraial']);
    const card = await atDesk('Cliente: ');
    expect(card.text).toContain(`Cliente: ${name}\n`);
    expect((await atDesk('💬')).text).toContain(`💬 ${name}`);
    expect(desk.group.topics.at(-1)?.name).toContain(name.slice(0, 40));
    expect(desk.leaks([first_name, last_name])).toEqual([]);
  });

  test('<b>, _ and their like in every field', async () => {
    const fields = [
      '<b>Liquidação</b> & _inverno_ <i>1</i>',
      '*tudo* `pela` [metade](https://a.example?x=1&y=<2>) ~~já~~ ||oi|| \\_fim\\_',
      'Qual <u>tamanho</u> em __pixels__ &lt;largura&gt;?',
      '<b>900</b> x 300 _px_',
      '<a href="https://b.example">pronto</a> __banner__ *final*',
    ] as const;
    const summary = await file(client, [fields[0], fields[1]]);
    expect(summary.text).toContain(`• Para quê: ${fields[0]}\n`);
    expect(summary.text).toContain(`• Texto do banner: ${fields[1]}\n`);
    const card = await atDesk('Cliente: ');
    expect(card.text).toContain(`Para quê: ${fields[0]}\n`);
    expect(card.text).toContain(`Texto do banner: ${fields[1]}`);

    const press = async (label: string): Promise<void> => {
      const shown = await desk.group.waitFor(({ buttons }) => buttons.includes(label));
      desk.group.press(desk.manager, shown, label);
    };
    const reply = async (prompt: string, text: string): Promise<void> => {
      const asked = await atDesk(prompt);
      const linked = `SELECT 1 FROM message WHERE chat = 'telegram:${desk.group.id}' AND external_id = '${asked.message_id}'`;
      await desk.api.waitUntil(() => readStore(desk.folder, linked).length > 0, { what: 'the prompt to be known' });
      desk.group.write(desk.manager, text, { replyTo: asked });
    };
    await press('Assumir');
    await hears('está vendo seu pedido');
    await press('Perguntar ao cliente');
    await reply('O que devo perguntar', fields[2]);
    expect((await hears('tem uma pergunta')).text).toContain(`\n\n${fields[2]}\n\n`);
    client.write(fields[3]);
    expect((await atDesk('900')).text).toContain(fields[3]);
    await hears('a equipe já tem a sua resposta');
    await press('Responder e concluir');
    await reply('O que digo ao cliente ao concluir?', fields[4]);
    expect((await hears('pronto</a>')).text).toContain(fields[4]);
    expect(desk.leaks(fields)).toEqual([]);
  });
});

/** A banner from the first word to "already with the team"; its summary. */
async function file(who: Person, [purpose, words]: readonly [string, string]): Promise<MessageRecord> {
  await begin(who);
  who.write(purpose);
  who.press(await hears('Onde ele vai aparecer?', who), 'No site');
  await hears('Que texto deve aparecer?', who);
  who.write(words);
  who.press(await hears('Mande fotos, logo ou links', who), 'Pular');
  const summary = await hears('está certo assim?', who);
  who.press(summary, 'Sim, pode enviar');
  await hears('já está com a equipe!', who);
  return summary;
}

describe('trouble of our own', () => {
  test('a flow that fails on a message: it is set aside, and both sides are told', async () => {
    await begin();
    await desk.kill();
    spoilStore(desk.folder, "UPDATE conversation SET state = json_set(state, '$.draft', 'spoilt')");
    await desk.start();
    client.write('Aniversário da loja Girassol');
    await hears('Algo deu errado do nosso lado');
    await atDesk('não pôde ser processada');
    const [row] = readStore(desk.folder, 'SELECT parked, body FROM inbox WHERE parked IS NOT NULL');
    expect(row?.parked).toEqual(expect.any(String));
    expect(String(row?.body)).toContain('Aniversário da loja Girassol');
    expect(desk.output()).toContain('A flow failed on this message');
    expect(desk.leaks()).toEqual([]);
  });

  test('Telegram refuses, breaks off and is slow: nothing of it brings a word, a name or a number into the log', async () => {
    const faults = [
      { status: 400, description: 'Bad Request: BUTTON_DATA_INVALID' },
      { status: 500 },
      { reset: true },
      { dropAnswer: true },
      { status: 429, retryAfter: 1 },
      { status: 502, body: '<html>Aniversário da loja Girassol</html>' },
    ];
    await begin();
    for (const fault of faults) {
      desk.api.fail({ method: 'sendMessage', ...fault });
      client.write('Aniversário da loja Girassol');
      await settled();
    }
    client.sendContact();
    client.edit(client.write('Semana do consumidor consciente'), 'Semana do consumidor esperto');
    desk.api.fail({ method: 'sendMessage', status: 403, description: 'Forbidden: bot was blocked by the user' });
    client.write('Alguém por aí?');
    await confirmed();
    await desk.api.waitUntil(() => /refuses our messages/.test(desk.output()), { what: 'the blocked chat to be told' });
    expect(desk.leaks()).toEqual([]);
  }, 90_000);
});

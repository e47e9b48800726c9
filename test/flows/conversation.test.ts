// What a client says and what they read, as dialogues. `desk:` is what Bruno types at the desk; everything else is the client's.
import { describe, expect, test } from 'vitest';
import { aFile, openRoom, type Room, readBy, type Said } from '../support/flow-room.ts';

type Step = string | Said | ((room: Room) => ReturnType<Room['say']>);
/** What must be read; `not` begins what must not be. */
type Line = [Step, ...string[]];
const silence = '(silence)';
type Dialogue = { what: string; language?: 'pt-BR' | 'en'; lines: Line[]; after?: (room: Room) => void };

const quoting = (role: 'question' | 'update' | 'delivery', text: string) => (room: Room) => room.say({ text, quote: room.lastSent(role) });
const reminder = (room: Room) => room.wait(24 * 3_600_000);
const photo = (album?: string, text?: string): Said => ({ files: [aFile()], ...(album ? { album } : {}), ...(text ? { text } : {}) });

const bannerFiled: Line[] = [['I need a banner'], ['Summer sale'], ['2'], ['Half price'], ['skip'], ['yes', '1001']];
const logoFiled: Line[] = [['new'], ['logo'], ['1'], ['skip'], ['yes', 'Your number is']];
const delivered: Line[] = [
  ...bannerFiled,
  ['desk: /take #1001', 'Bruno is looking into it'],
  ['desk: /plan #1001', 'Next you'],
  ['desk: /promise #1001 30/11', 'Mon'],
  ['desk: /produce #1001', "We've started work"],
  ['desk: /finish #1001', 'a final check'],
  ['desk: /deliver #1001 https://example.com/banner.png', 'example.com', '1. Approve', '2. Ask for changes'],
];
const place = (room: Room, number = 1001) => `${room.ticket(number)?.stage}/${room.ticket(number)?.situation}`;
const answers = (room: Room, number = 1001) => room.ticket(number)?.brief.map((line) => line.text);

const intake: Dialogue[] = [
  {
    what: 'a banner, by numbers',
    lines: [
      ['hi', 'Hi Ana!', '1. 🖼️ Banner', '7. ❓ Question', '10. 💬 Something else'],
      ['1', 'Banner · 1 of 4', 'What is the banner for?', '[Cancel]'],
      ['The summer sale', '2 of 4', '1. On the website'],
      ['2', '3 of 4', 'Which words'],
      ['Half price until Sunday', '4 of 4', '[Skip · Back · Cancel]'],
      ['skip', 'is this right?', 'Where: On social media', 'Material: —', '5 working days', '1. Yes, send it'],
      ['1', '#1001 · Banner', 'Your number is 1001', 'a person by 14:05 today.'],
    ],
    after: (room) => expect(answers(room)).toEqual(['The summer sale', 'On social media', 'Half price until Sunday', '']),
  },
  {
    what: 'um banner, por extenso',
    language: 'pt-BR',
    lines: [
      ['Bom dia!', 'Oi, Ana!', '3. 🔖 Arquivo da logomarca'],
      ['Banner', '1 de 4', 'Para que é o banner?'],
      ['Black Friday', '2 de 4', '4. Impresso'],
      ['nas redes sociais', '3 de 4'],
      ['Tudo pela metade do preço', '4 de 4', '[Pular · Voltar · Cancelar]'],
      ['pular', 'está certo assim?', 'Onde: Nas redes sociais', '5 dias úteis'],
      ['sim', 'Seu número é 1001', 'uma pessoa responde hoje até as 14:05.'],
    ],
  },
  {
    what: 'a landing page, with slips of the finger',
    lines: [
      ['landng pge please', 'Landing page · 1 of 4'],
      ['Our new course', '2 of 4', '3. Sign up for an event'],
      ['for webinra guests', '3 of 4', 'web address'],
      ['back', '2 of 4'],
      ['leave a contct', '3 of 4', 'web address'],
      ['skip', '4 of 4'],
      ['skip', 'Goal: Leave a contact', '10 working days'],
      ['ok', 'Your number is 1001'],
    ],
  },
  {
    what: 'uma landing page, com emoji de número e palavras soltas',
    language: 'pt-BR',
    lines: [
      ['preciso de uma landing page', 'Landing page · 1 de 4'],
      ['Curso de verão, para estudantes', '2 de 4'],
      ['3️⃣', '3 de 4', 'Já tem um endereço'],
      ['não tenho', '4 de 4'],
      [photo(), 'Objetivo: Inscrever-se em evento', 'Material: 1 arquivo'],
      ['👍🏽', 'Seu número é 1001'],
    ],
  },
  {
    what: 'a logo file, with an emoji number',
    lines: [
      ['2️⃣', 'Hi Ana!'],
      ['3️⃣', 'Logo file · 1 of 2'],
      ['2️⃣', '2 of 2', 'certain format'],
      ['SVG', 'Use: In print', 'Format: SVG', 'one working day'],
      ['👍', 'Your number is 1001'],
    ],
  },
  {
    what: 'a logo, a part of the label being enough',
    language: 'pt-BR',
    lines: [
      ['queria o logotipo de vocês', 'Arquivo da logomarca · 1 de 2'],
      ['impresso', '2 de 2'],
      ['pula', 'Uso: Em impresso'],
      ['Sim, pode enviar', 'Seu número é 1001'],
    ],
  },
  {
    what: 'something else, and what was said before it goes along',
    lines: [
      ['Well, it is about our fair', 'Hi Ana!'],
      ['something els', 'Something else · 1 of 2', 'Noted: Well, it is about our fair.', 'Do you need it by a certain day'],
      ['Friday', '2 of 2'],
      ['nothing', 'Request: Well, it is about our fair', 'When: Friday 27 November'],
      ['yep', 'Your number is 1001'],
    ],
    after: (room) => expect(room.ticket(1001)).toMatchObject({ first: { text: 'Well, it is about our fair' }, wanted: '2026-11-27' }),
  },
  {
    what: 'outra coisa, com saudação repetida e agradecimento',
    language: 'pt-BR',
    lines: [
      ['oi', 'Oi, Ana!'],
      ['boa tarde', 'Em que podemos ajudar?', 'not Anotei'],
      ['obrigada', 'Por nada', 'not Anotei'],
      ['10', 'Outra coisa · 1 de 3'],
      ['Trocar o telefone no site', '2 de 3'],
    ],
    after: (room) => expect(room.conversation()?.draft?.first.text).toBe(''),
  },
];

const wayAround: Dialogue[] = [
  {
    what: 'back goes one question back, at the first it stays, and the answers are kept',
    lines: [
      ['banner', '1 of 4'],
      ['back', '1 of 4', 'What is the banner for?'],
      ['Sale', '2 of 4'],
      ['2', '3 of 4'],
      ['back', '2 of 4', 'Where will it be shown?'],
      ['go back', '1 of 4'],
      ['Winter sale', '2 of 4'],
      ['print', '3 of 4'],
      ['words', '4 of 4'],
      ['skip', 'What for: Winter sale', 'Where: In print'],
      ['back', '4 of 4'],
    ],
  },
  {
    what: 'skip leaves out an optional question only',
    language: 'pt-BR',
    lines: [
      ['banner', '1 de 4'],
      ['pular', 'não dá para começar', 'Para que é o banner?'],
      ['Sale', '2 de 4'],
      ['pula', 'não dá para começar', 'Onde ele vai aparecer?'],
    ],
  },
  {
    what: 'each answer can be changed from the summary, by number or by its name',
    lines: [
      ['banner'],
      ['Sale'],
      ['1'],
      ['Half price'],
      ['skip', 'is this right?'],
      ['2', 'What shall we change?', '1. What for', '4. Material', '[Back]'],
      ['1', 'What is the banner for?', '[Back · Cancel]'],
      ['Clearance', 'What for: Clearance', 'Where: On the website'],
      ['change something', 'What shall we change?'],
      ['where', '2. On social media'],
      ['email', 'Where: In an e-mail'],
      ['no', 'What shall we change?'],
      ['Words on it', 'Which words'],
      ['Everything must go', 'Words on it: Everything must go'],
      ['2'],
      ['4', 'Send photos', '[Skip · Back · Cancel]'],
      [photo(), 'Material: 1 file'],
      ['2'],
      ['1'],
      ['back', 'is this right?', 'What for: Clearance'],
      ['2'],
      ['back', 'is this right?'],
      ['send it', 'Your number is 1001'],
    ],
    after: (room) => expect(answers(room)).toEqual(['Clearance', 'In an e-mail', 'Everything must go', '']),
  },
  {
    what: 'a number that is not offered is no choice, and the summary stays',
    lines: [
      ['banner'],
      ['Sale'],
      ['9', 'which one you mean', '2 of 4'],
      ['1'],
      ['w'],
      ['skip'],
      ['3', 'is this right?'],
      ['0', 'is this right?'],
    ],
    after: (room) => expect(room.conversation()?.draft).toBeDefined(),
  },
  {
    what: 'cancelar larga o pedido; nada foi à equipe',
    language: 'pt-BR',
    lines: [
      ['banner'],
      ['Natal'],
      ['deixa pra lá', 'nada foi enviado à equipe'],
      ['status', 'ainda não tem pedidos'],
      ['cancelar', 'Não há nada em aberto'],
    ],
    after: (room) => expect(room.tickets()).toEqual([]),
  },
  {
    what: 'restart begins the questions again, menu says where we are',
    lines: [['banner'], ['Sale', '2 of 4'], ['menu', '2 of 4', 'Where'], ['start over', 'Banner · 1 of 4'], ['Other', '2 of 4']],
  },
  {
    what: 'help and status in the middle of a question, and the question comes back',
    lines: [
      ['banner'],
      ['Sale'],
      ['?', 'What you can type', '2 of 4', 'Where will it be shown?'],
      ['status', 'Nothing has gone to the team yet', '2 of 4'],
      ['/help', 'What you can type', '2 of 4'],
      ['2', '3 of 4'],
    ],
  },
  {
    what: 'the language changes in the middle of a question',
    lines: [
      ['banner'],
      ['Sale'],
      ['idioma', '1. English', '. Português'],
      ['portugues', 'seguimos em português', '2 de 4', 'Onde ele vai aparecer?'],
      ['nas redes socias', '3 de 4'],
      ['language', 'Em que idioma'],
      ['english', 'continue in English', '3 of 4'],
    ],
  },
  {
    what: 'a person is called in mid-draft; the draft stays',
    lines: [
      ['banner'],
      ['Sale', '2 of 4'],
      ['talk to a person', 'Your number is 1001', '2 of 4'],
      ['2', '3 of 4'],
      ['half'],
      ['skip'],
      ['yes', 'Your number is 1002'],
    ],
  },
  {
    what: 'a person is called with an open request: the wish goes there; what was said before is not lost',
    language: 'pt-BR',
    lines: [
      ['é urgente, gente', 'Oi, Ana!'],
      ['o site está estranho', 'Anotei'],
      ['quero falar com alguem', 'Seu número é 1001'],
      ['falar com uma pessoa', 'Avisei a equipe'],
    ],
    after: (room) => {
      expect(room.ticket(1001)?.first.text).toBe('é urgente, gente\no site está estranho');
      expect(room.tickets()).toHaveLength(1);
    },
  },
  {
    what: 'a no to an optional question leaves it out; a new request waits until this one is done',
    lines: [
      ['banner'],
      ['Sale'],
      ['new', "Let's finish this one first", 'Where will it be shown?'],
      ['1'],
      ['Half price'],
      ['no', 'is this right?', '• Material: —'],
      ['hmm', "I didn't catch which one"],
      ['go ahead', '1001'],
      ['ok', '👍'],
      ['can I talk to a human?', "I've told the team"],
    ],
  },
  {
    what: 'a greeting is no answer to the question that the desk waits for',
    lines: [
      ...bannerFiled,
      ['desk: /take #1001'],
      ['desk: /ask #1001 Which colour?'],
      ['good morning', 'Waiting for your answer: “Which colour?”'],
      ['blue', 'has your answer'],
    ],
    after: (room) => expect(place(room)).toBe('analysis/open'),
  },
  {
    what: 'a sticker, nothing, too much: said so, and the question comes back; the third time a person is offered',
    lines: [
      [{ other: 'sticker' }, 'What can we do for you?', 'not as an answer'],
      ['banner', '1 of 4'],
      [{ other: 'sticker' }, "I can't use that as an answer", 'What is the banner for?'],
      ['   ', 'arrived empty', 'What is the banner for?', 'not Rather'],
      [{ other: 'poll' }, "I can't use that as an answer", 'Rather speak with one of us?'],
      ['x'.repeat(100_000), '100,000 characters', '8,000'],
      ['x'.repeat(8_000), '2 of 4'],
    ],
  },
  {
    what: 'a voice note is an answer to a question for words, and kept beside a question with options',
    lines: [
      ['banner'],
      [{ files: [aFile('voice')] }, 'Got your voice message', '2 of 4'],
      [{ files: [aFile('voice')] }, 'Got your voice message', '2 of 4'],
      ['1', '3 of 4'],
      ['x', '4 of 4'],
      ['skip', 'What for: 1 file', '• 1 file'],
    ],
  },
  {
    what: 'a message that is the answer stays whole, and is said back on one line; of what was heard before nothing is said again',
    lines: [
      [
        'the shop window is old\nsomebody should look at it by friday please',
        'Noted: “the shop window is old somebody should look at it',
        'Friday 27 November',
      ],
      ['skip', 'Request: the shop window is old\nsomebody should look at it by friday please'],
      ['cancel'],
      ['a banner by 30 november', 'Noted: by Monday 30 November'],
      ['actually 31 november', "can't find that day", 'not Noted'],
    ],
  },
  {
    what: 'an album is one answer, answered once',
    lines: [
      ['banner'],
      ['Sale'],
      ['1'],
      ['Half price', '4 of 4'],
      [photo('a1', 'from the shop'), 'Material: from the shop · 1 file'],
      [photo('a1'), silence],
      [photo('a1'), silence],
      ['status', 'Material: from the shop · 3 files'],
      ['yes', '1001'],
    ],
  },
  {
    what: 'an album beside a question for words, or before any: kept, answered once',
    lines: [
      [photo('a1'), 'Hi Ana!'],
      [photo('a1'), silence],
      [photo('a1'), silence],
      ['1', '1 of 3', 'Noted: 3 files.'],
      [photo('a2'), 'Got the file', 'What is the banner for?'],
      [photo('a2'), silence],
      ['Sale'],
      ['2'],
      ['w', 'Material: 3 files', '• 2 files'],
      ['yes', '1001'],
      [photo('a3'), 'Passed on'],
      [photo('a3'), silence],
    ],
    after: (room) => {
      expect(room.ticket(1001)?.first.files).toHaveLength(2);
      expect(room.ticket(1001)?.brief.at(-1)?.files).toHaveLength(3);
      expect(room.events(1001).filter(({ type }) => type === 'commented')).toHaveLength(2);
    },
  },
  {
    what: 'files before any text are kept with the request they turn into',
    language: 'pt-BR',
    lines: [
      [{ files: [aFile('document', 'briefing.pdf')] }, 'Oi, Ana!'],
      ['é para um banner', 'Banner · 1 de 3', 'Anotei: 1 arquivo.'],
    ],
    after: (room) =>
      expect(room.conversation()?.draft).toMatchObject({
        first: { text: 'é para um banner', files: [] },
        answers: { material: { files: [{ name: 'briefing.pdf' }] } },
      }),
  },
  {
    what: 'an edited answer changes the summary',
    lines: [
      ['banner'],
      ['Sael', '2 of 4'],
      [(room) => room.edit('web:ana:2', 'Sale'), 'Changed, thanks', '2 of 4'],
      ['4'],
      ['w'],
      ['skip', 'What for: Sale'],
    ],
  },
];

const afterFiling: Dialogue[] = [
  {
    what: 'status with no request, one, and three',
    lines: [
      ['status', 'You have no requests with us yet'],
      ...bannerFiled,
      ['status', 'Your open request', '#1001 · Banner', '▰▱▱▱▱ Triage · open', 'With the team', '1. #1001 · Banner in detail'],
      ['1', '#1001 · Banner', 'What for: Summer sale'],
      ...logoFiled,
      ...logoFiled,
      ['any news', 'Your 3 open requests', '#1001', '#1002', '#1003', '3. #1003'],
      ['3', '#1003 · Logo file', 'Use: On a screen'],
      ['status 1002', '#1002 · Logo file'],
      ['status #1001', '#1001 · Banner'],
      ['status 4711', 'a request #4711 of yours'],
      ['/status', 'Your 3 open requests'],
      ['the blue one is nicer', 'Which one is this for?'],
    ],
    after: (room) =>
      expect(room.tickets().flatMap(({ number }) => room.events(number).map(({ type }) => type))).toEqual(Array(3).fill('opened')),
  },
  {
    what: 'cadê meu pedido, com a espera e a data prometida',
    language: 'pt-BR',
    lines: [
      ['banner'],
      ['Natal'],
      ['1'],
      ['x'],
      ['pular'],
      ['sim'],
      ['desk: /take #1001', 'Bruno está vendo seu pedido', '▰▰▱▱▱ Análise'],
      ['desk: /ask #1001 Qual o tamanho?', 'Bruno tem uma pergunta', 'Qual o tamanho?'],
      ['cadê meu pedido?', 'aguardando cliente', 'Esperando a sua resposta: “Qual o tamanho?”'],
      ['300 por 200', 'a equipe já tem a sua resposta'],
      ['desk: /plan #1001', 'Planejamento'],
      ['desk: /promise #1001 2026-11-30', '30 de nov'],
      ['status', 'Prometido para', '30 de nov'],
    ],
  },
  {
    what: 'thanks opens nothing: not with a request, not with a question waiting, not quoting it, not on a closed one',
    lines: [
      ...bannerFiled,
      ['thank you very much!', 'welcome'],
      ['desk: /take #1001', 'Bruno'],
      ['desk: /ask #1001 Which size?', 'Which size?'],
      ['thanks', 'welcome'],
      [quoting('question', 'Thanks!'), 'welcome'],
      ['status', 'Waiting for your answer'],
      ['desk: /conclude #1001 Never mind', 'closed this request'],
      [quoting('update', '🙏'), 'welcome'],
      ['❤', 'welcome'],
    ],
    after: (room) => expect(place(room)).toBe('analysis/done'),
  },
  {
    what: 'a 👍 answers a question, and approves',
    lines: [
      ...bannerFiled,
      ['desk: /take #1001', 'Bruno'],
      ['desk: /ask #1001 Is blue fine?', 'Is blue fine?'],
      ['👍', 'the team has your answer'],
      ['👍', 'welcome'],
    ],
  },
  {
    what: 'a greeting in the middle of an open request offers the services and adds nothing to it',
    lines: [...bannerFiled, ['good morning', 'Hi Ana!', '1. 🖼️ Banner'], ['thanks', 'welcome'], ['hello', 'Hi Ana!']],
    after: (room) => expect(room.events(1001)).toHaveLength(1),
  },
  {
    what: 'words join the only open request; words of a service ask which is meant; several are asked about once',
    lines: [
      ...bannerFiled,
      ['the logo should be bigger', 'Which one is this for?', '1. #1001 · Banner', '2. Something new'],
      ['1', 'Passed on to the team'],
      ['and the text red', 'Passed on'],
      ['we also need a landing page', 'Which one is this for?'],
      ['something new', 'Landing page · 1 of 4'],
      ['cancel', 'Dropped'],
      ...logoFiled,
      ['make it green', 'Which one is this for?', '1. #1001', '2. #1002', '3. Something new'],
      ['and bold', 'Which one is this for?'],
      ['#1002', 'Passed on'],
    ],
    after: (room) => expect(room.events(1002).at(-1)).toMatchObject({ type: 'commented', content: { text: 'make it green\nand bold' } }),
  },
  {
    what: 'two wait for an answer: the bot asks which, a quote needs no asking',
    lines: [
      ...bannerFiled,
      ...logoFiled,
      ['desk: /take #1001', 'Bruno'],
      ['desk: /take #1002', 'Bruno'],
      ['desk: /ask #1001 Which colour?', 'Which colour?'],
      ['desk: /ask #1002 Which format?', 'Which format?'],
      ['blue', 'Which one is this for?', '1. #1001 · Banner', '2. #1002 · Logo file', 'not new'],
      ['help', 'What you can type', 'Which one is this for?'],
      ['1', '#1001 · Banner', 'the team has your answer'],
      [quoting('question', 'PNG'), '#1002 · Logo file', 'the team has your answer'],
    ],
    after: (room) => {
      expect([place(room, 1001), place(room, 1002)]).toEqual(['analysis/open', 'analysis/open']);
      expect(room.events(1001).at(-1)).toMatchObject({ content: { text: 'blue' } });
    },
  },
  {
    what: 'a question comes in mid-draft: an exact option is the draft’s, other words are asked about once',
    lines: [
      ...bannerFiled,
      ['desk: /take #1001', 'Bruno'],
      ['new'],
      ['landing page', '1 of 4'],
      ['Spring course', '2 of 4'],
      ['desk: /ask #1001 Which size?', 'Which size?'],
      ['buy', '3 of 4'],
      ['desk: /resume #1001', 'All settled'],
      ['desk: /ask #1001 Which colour?', 'Which colour?'],
      ['example.com', 'Which one is this for?', '1. #1001 · Banner', '2. The unfinished one'],
      ['2', '4 of 4'],
      ['http://x.y', 'is this right?'],
      ['yes', 'Your number is 1002'],
      ['red', '#1001 · Banner', 'the team has your answer'],
    ],
  },
  {
    what: 'uma pergunta no meio do pedido, respondida primeiro',
    language: 'pt-BR',
    lines: [
      ['logo', '1 de 2'],
      ['1'],
      ['pular'],
      ['sim', '1001'],
      ['desk: /take #1001', 'Bruno'],
      ['novo', 'Em que podemos ajudar?'],
      ['1', '1 de 4'],
      ['desk: /ask #1001 PNG ou SVG?', 'PNG ou SVG?'],
      ['SVG', 'Para qual deles é isso?', 'O pedido de agora'],
      ['1', 'a equipe já tem a sua resposta'],
      ['Natal', '2 de 4'],
    ],
  },
];

const approvalAndEnd: Dialogue[] = [
  ...['approve', '1', 'yes', 'looks good', '👍', 'Aprovado!', 'approv'].map(
    (word): Dialogue => ({
      what: `“${word}” approves what was delivered`,
      lines: [...delivered, [word, 'Great, all done']],
      after: (room) => expect(place(room)).toBe('delivery/done'),
    }),
  ),
  ...['2', 'ask for changes', 'no', 'changes'].map(
    (word): Dialogue => ({
      what: `“${word}” asks what should change, and the next words are the changes`,
      lines: [
        ...delivered,
        [word, 'What should be different?'],
        ['thanks', 'welcome'],
        ['darker, please', 'Production', "We'll make those changes"],
      ],
      after: (room) => {
        expect(place(room)).toBe('production/open');
        expect(room.events(1001).at(-1)).toMatchObject({ type: 'changes_asked', content: { text: 'darker, please' } });
      },
    }),
  ),
  {
    what: 'other words at the approval are asked about; yes means the change',
    lines: [
      ...delivered,
      ['the red is too dark', 'Is that something we should change?', '1. Yes, change that', '3. Just a comment'],
      ['yes', "We'll make those changes"],
    ],
    after: (room) => expect(room.events(1001).at(-1)).toMatchObject({ type: 'changes_asked', content: { text: 'the red is too dark' } }),
  },
  {
    what: 'other words at the approval are asked about; no means a remark, and the approval still waits',
    lines: [
      ...delivered,
      ['my boss is on holiday', 'Is that something'],
      ['no', 'Passed on'],
      ['status', 'look at it and approve'],
      ['1', '1. Approve'],
    ],
    after: (room) => expect(place(room)).toBe('delivery/awaiting'),
  },
  {
    what: 'after a remark on a delivery, a bare ok approves nothing; praise and the button do',
    lines: [
      ...delivered,
      ['I will look at it tonight', 'Is that something'],
      ['3', 'Passed on'],
      ['ok', 'Is that something'],
      ['3', 'Passed on'],
      ['looks good', 'Great, all done'],
    ],
    after: (room) => expect(place(room)).toBe('delivery/done'),
  },
  {
    what: 'other words at the approval are asked about; praise approves',
    lines: [...delivered, ['wow, what a banner'], ['perfect', 'Great, all done']],
    after: (room) => expect(place(room)).toBe('delivery/done'),
  },
  {
    what: 'a file at the approval is a change when the client says so',
    lines: [...delivered, [photo(), 'Is that something'], ['and the text', 'Is that something'], ['1', "We'll make those changes"]],
    after: (room) => expect(room.events(1001).at(-1)).toMatchObject({ content: { text: 'and the text', files: [{ kind: 'photo' }] } }),
  },
  {
    what: 'a remark on a closed request is passed on, and yes opens it again',
    lines: [
      ...delivered,
      ['approve', 'Great, all done'],
      [quoting('update', 'the link is dead'), 'This request is closed', '1. Open it again'],
      ['yes', 'Delivery', 'open again'],
    ],
    after: (room) => expect(place(room)).toBe('delivery/open'),
  },
  {
    what: 'um comentário em pedido encerrado fica encerrado se não for para reabrir',
    language: 'pt-BR',
    lines: [
      ['logo'],
      ['1'],
      ['pular'],
      ['sim', '1001'],
      ['desk: /take #1001', 'Bruno'],
      ['desk: /conclude #1001 https://x.y/logo.svg', 'Pedido encerrado'],
      [quoting('update', 'gostei'), 'Este pedido está encerrado', '1. Abrir de novo'],
      ['não', 'fica tudo como está'],
      [quoting('update', 'faltou o SVG'), 'encerrado'],
      ['abrir de novo', 'aberto de novo'],
    ],
  },
  {
    what: 'asked which request it is for, a service’s name begins that service, with what was said',
    lines: [
      ...bannerFiled,
      ['I need a landing page for our new course', 'Which one is this for?', '1. #1001', '2. Something new'],
      ['a landing page', 'Landing page · 1 of', 'our new course'],
      ['cancel', 'Dropped'],
      ['I need another banner', 'Which one is this for?'],
      ['the one about the banner', 'Which one is this for?'],
      ['new', 'Banner · 1 of 4'],
    ],
  },
  {
    what: 'a sticker where nothing is asked is a smile; where something is, no answer',
    lines: [
      ...bannerFiled,
      [{ other: 'sticker' }, '👍', 'not as an answer'],
      [{ other: 'location' }, 'in words', 'not as an answer'],
      ['desk: /take #1001', 'Bruno'],
      ['desk: /ask #1001 Which colour?', 'Which colour?'],
      [{ other: 'sticker' }, "I can't use that as an answer"],
    ],
  },
  {
    what: '“shall we finish it?”: a yes brings the question back, a no drops it, and only then',
    lines: [
      ['banner', '1 of 4'],
      [reminder, 'Shall we finish it?', 'What is the banner for?'],
      ['yes', 'What is the banner for?', 'not 2 of 4'],
      ['Summer sale', '2 of 4', 'Where will it be shown?'],
      ['yes', "didn't catch"],
      ['cancel', 'Dropped'],
      ['banner', '1 of 4'],
      ['Summer sale', '2 of 4'],
      [reminder, 'Shall we finish it?', 'Where will it be shown?'],
      ['sure', 'Where will it be shown?', "not didn't catch"],
      ['2', '3 of 4'],
      ['cancel', 'Dropped'],
      ['banner', '1 of 4'],
      [reminder, 'Shall we finish it?'],
      ['no', 'Dropped'],
      ['status', 'no requests with us yet'],
    ],
  },
  {
    what: 'with everything closed, new words begin something new',
    lines: [...delivered, ['approve'], ['I need a landing page', 'Landing page · 1 of 4']],
  },
  {
    what: 'cancelling a filed request asks first',
    lines: [
      ...bannerFiled,
      ['cancel', 'Cancel this request?', '1. Cancel #1001 · Banner', '2. No, keep it'],
      ['no', 'everything stays'],
      ['cancel', 'Cancel this request?'],
      ['cancel', 'Cancelled, as you asked'],
      ['cancel', 'nothing open'],
      ['status', 'Nothing is open. Your last one: #1001 · Banner (Triage · cancelled)'],
    ],
  },
  {
    what: 'qual cancelar, quando são dois',
    language: 'pt-BR',
    lines: [
      ['logo'],
      ['1'],
      ['pular'],
      ['sim', '1001'],
      ['novo'],
      ['logo'],
      ['1'],
      ['pular'],
      ['sim', '1002'],
      ['cancelar', 'Qual pedido devo cancelar?', '1. Cancelar #1001', '2. Cancelar #1002', '3. Não, deixe'],
      ['sim', 'Qual pedido devo cancelar?'],
      ['não', 'fica tudo como está'],
      ['cancela', 'Qual pedido'],
      ['2', '#1002', 'Cancelado, como você pediu'],
    ],
    after: (room) => expect([place(room, 1001), place(room, 1002)]).toEqual(['triage/open', 'triage/cancelled']),
  },
  {
    what: 'an edited message after filing reaches the desk',
    lines: [
      ...bannerFiled,
      [(room) => room.edit('web:ana:2', 'Winter sale'), 'The team has your correction'],
      ['status 1001', 'What for: Winter sale'],
    ],
  },
];

describe.each([
  ['intake', intake],
  ['the way around', wayAround],
  ['after filing', afterFiling],
  ['approval and the end', approvalAndEnd],
])('%s', (_group, dialogues) => {
  test.each(dialogues)('$what', ({ language = 'en', lines, after }) => {
    const room = openRoom({ language });
    for (const [step, ...expected] of lines) {
      room.wait(1000);
      const said = typeof step === 'function' ? step(room) : isDesk(step) ? room.desk(step.slice(6)) : room.say(step);
      const read = readBy(said);
      if (expected[0] === silence) {
        expect(read).toBe('');
        continue;
      }
      expect(read, `the reply to ${JSON.stringify(step)?.slice(0, 80)}`).not.toBe('');
      for (const part of expected)
        if (part.startsWith('not ')) expect(read).not.toContain(part.slice(4));
        else expect(read, `the reply to ${JSON.stringify(step)?.slice(0, 80)}`).toContain(part);
    }
    after?.(room);
  });
});

const isDesk = (step: string | Said): step is string => typeof step === 'string' && step.startsWith('desk: ');

const stale: [string, Line[], string][] = [
  ['a service while another request is being made', [['banner'], ['Sale']], 's:logo-file'],
  ['an option of an earlier question', [['banner'], ['Sale'], ['2']], 'o:place:site'],
  ['send, while a question stands open', [['banner']], 'c:send'],
  ['an answer to change, while a question stands open', [['banner'], ['Sale']], 'e:purpose'],
  ['an answer to change that no longer exists', [['banner'], ['S'], ['1'], ['w'], ['skip']], 'e:budget'],
];
const over: [string, Line[], string][] = [
  ['an option, with no request being made', [], 'o:place:site'],
  ['skip, with no request being made', [], 'n:skip'],
  ['send, once it was sent', bannerFiled, 'c:send'],
  ['change, once it was sent', bannerFiled, 'e:purpose'],
  ['which one, once it was chosen', bannerFiled, 'w:0'],
  ['a ticket of somebody else’s in detail', bannerFiled, 't:4711'],
  ['approving somebody else’s ticket', bannerFiled, 'a:4711'],
  ['changes to somebody else’s ticket', bannerFiled, 'x:4711'],
  ['a remark, once it was made', bannerFiled, 'm:1001'],
  ['reopening somebody else’s ticket', bannerFiled, 'r:4711'],
  ['cancelling somebody else’s ticket', bannerFiled, 'k:4711'],
  ['a language that is not offered', [], 'l:xx'],
  ['nonsense', [], '__proto__:constructor'],
  ['nothing', [], ''],
];
const tooLate: [string, Line[], string][] = [
  ['approving what is not delivered', bannerFiled, 'a:1001'],
  ['changes to what is not delivered', bannerFiled, 'x:1001'],
  ['approving twice', [...delivered, ['approve']], 'a:1001'],
  ['reopening what is open', bannerFiled, 'r:1001'],
  ['cancelling what is done', [...delivered, ['approve']], 'k:1001'],
];

describe('a stale button', () => {
  const afterwards = (lines: Line[], data: string) => {
    const room = openRoom();
    for (const [step] of lines) typeof step === 'string' && isDesk(step) ? room.desk(step.slice(6)) : room.say(step as string);
    const before = JSON.stringify([room.tickets(), room.conversation()?.draft?.answers]);
    const outbound = room.press(data);
    expect(outbound[0]?.body.type, 'the button stops waiting').toBe('notice');
    expect(JSON.stringify([room.tickets(), room.conversation()?.draft?.answers]), 'nothing changed').toBe(before);
    return readBy(outbound);
  };
  test.each(stale)('%s: said so, and the open question comes back', (_what, lines, data) => {
    const read = afterwards(lines, data);
    expect(read).toContain('That button belongs to an earlier question.');
    expect(read).toMatch(/\d of 4|is this right/);
  });
  test.each(over)('%s: said so, with the way on', (_what, lines, data) => {
    expect(afterwards(lines, data)).toContain('Type “menu” to start again');
  });
  test.each(tooLate)('%s: refused with the way to see where it stands', (_what, lines, data) => {
    expect(afterwards(lines, data)).toContain('no longer possible for #1001 · Banner. Type “status”');
  });
});

test('a remark on one delivery never goes to another by an old button', () => {
  const room = openRoom();
  const go = (lines: Line[]) => {
    for (const [step] of lines) {
      room.wait(1000);
      typeof step === 'string' && isDesk(step) ? room.desk(step.slice(6)) : room.say(step as string);
    }
  };
  go([...delivered, ['new'], ['banner'], ['Winter'], ['2'], ['w'], ['skip'], ['yes']]);
  go(
    ['take', 'plan', 'promise', 'produce', 'finish', 'deliver'].map((name) => [
      `desk: /${name} #1002 ${name === 'promise' ? '30/11' : 'here'}`,
    ]),
  );
  expect(readBy(room.say({ text: 'the red is too dark', quote: room.lastSent('delivery') }))).toContain(
    '#1002 · Banner\nIs that something',
  );
  expect(readBy(room.press('x:1001'))).toContain('#1001 · Banner\nWhat should be different?');
  expect([place(room, 1001), place(room, 1002)]).toEqual(['delivery/awaiting', 'delivery/awaiting']);
});

test('what was written for one request never goes to another by an old button', () => {
  const room = openRoom();
  for (const [step] of [...delivered, ...logoFiled, ['desk: /take #1002'], ['desk: /ask #1002 PNG?']] as Line[]) {
    room.wait(1000);
    typeof step === 'string' && isDesk(step) ? room.desk(step.slice(6)) : room.say(step as string);
  }
  expect(readBy(room.say('PNG please'))).toContain('Which one is this for?');
  room.press('x:1001');
  expect(room.events(1001).at(-1)?.type).toBe('delivered');
});

test('a draft left for a day is reminded of once, with its question; one that goes on is reminded later', () => {
  const hour = 3_600_000;
  const room = openRoom();
  room.say('banner');
  expect(readBy(room.wait(20 * hour))).toBe('');
  room.say('Sale');
  expect(readBy(room.wait(4 * hour))).toBe('');
  expect(readBy(room.wait(20 * hour))).toBe(''); // six in the morning: nobody is written to
  expect(readBy(room.wait(3 * hour))).toContain('Your request for “Banner” is still waiting here');
  expect(readBy(room.wait(100 * hour))).toBe('');
  expect(readBy(room.say('2'))).toContain('3 of 4');
});

test('a message nobody can read is answered', () => {
  expect(readBy(openRoom().unknown('story'))).toContain("I can't read that kind of message");
});

test('blocking and letting in again says nothing, and is remembered', () => {
  const room = openRoom();
  room.say('hi');
  expect(room.reach(false)).toEqual([]);
  expect(room.reach(true)).toEqual([]);
  expect(readBy(room.say('1'))).toContain('Banner · 1 of 4');
});

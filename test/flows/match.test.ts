// How typed words are matched: by number, label, near miss; and the words that are understood at any moment.
import { describe, expect, test } from 'vitest';
import {
  holdsWord,
  isAddition,
  isApproval,
  isChange,
  isConfirmation,
  isGreeting,
  isMoment,
  isNear,
  isNo,
  isThanks,
  isYes,
  matchChoice,
  matchChoices,
  matchWord,
} from '../../flows/match.ts';
import { normalize } from '../../flows/normalize.ts';

const choices = ['🖼️ Banner', 'On social media', 'In an e-mail', 'Página de captura'].map((label, i) => ({ data: `d${i + 1}`, label }));
const nav = [{ data: 'back', label: 'Back' }];

test.each([
  ['1', 'd1'],
  [' 2. ', 'd2'],
  ['3)', 'd3'],
  ['02', 'd2'],
  ['2️⃣', 'd2'],
  ['4⃣', 'd4'],
  ['banner', 'd1'],
  ['BANNER!', 'd1'],
  ['🖼️ Banner', 'd1'],
  ['bannr', 'd1'],
  ['baner', 'd1'],
  ['abnner', 'd1'],
  ['on socail media', 'd2'],
  ['social media', 'd2'],
  ['social', 'd2'],
  ['bannernya', 'd1'],
  ['in socials', undefined],
  ['pagina 4', undefined],
  ['email', 'd3'],
  ['in an email', 'd3'],
  ['pagina de captura', 'd4'],
  ['PÁGINA', 'd4'],
  ['back', 'back'],
  ['two', 'd2'],
  ['the second one', 'd2'],
  ['a segunda', 'd2'],
  ['opção 3', 'd3'],
  ['option 4 please', 'd4'],
  ['number one', 'd1'],
  ['nº 2', 'd2'],
  ['2ª', 'd2'],
  ['the banner please', 'd1'],
  ['the first two', undefined],
  ['yang kedua ya mas', 'd2'],
  ['banner please mate', 'd1'],
  ['social media, por favor', 'd2'],
  ['please', undefined],
  ['5', undefined],
  ['0', undefined],
  ['99', undefined],
  ['123', undefined],
  ['', undefined],
  ['👍', undefined],
  ['on', undefined],
  ['media of the social kind', undefined],
  ['banana', undefined],
])('“%s” chooses %s', (text, data) => {
  expect(matchChoice(text, choices, nav)?.data).toBe(data);
});

test.each([
  ['1 and 3', ['d1', 'd3']],
  ['3, 1', ['d1', 'd3']],
  ['1 2 4', ['d1', 'd2', 'd4']],
  ['banner e social', ['d1', 'd2']],
  ['first + third', ['d1', 'd3']],
  ['2', ['d2']],
  ['1 and 9', []],
  ['banner and a mouse', []],
  ['', []],
])('“%s” chooses %j where several may be', (text, data) => {
  expect(matchChoices(text, choices).map((one) => one.data)).toEqual(data);
});

test('what is as near to two labels as to one chooses neither', () => {
  const twins = ['Banner one', 'Banner two'].map((label) => ({ data: label, label }));
  expect(matchChoice('banner', twins)).toBeUndefined();
  expect(matchChoice('banner two', twins)?.data).toBe('Banner two');
});

test.each([
  ['status', { word: 'status' }],
  ['  STATUS ?', { word: 'status' }],
  ['situacao', { word: 'status' }],
  ['Cadê meu pedido?', { word: 'status' }],
  ['status 1024', { word: 'status', number: 1024 }],
  ['Status #1024', { word: 'status', number: 1024 }],
  ['statsu', { word: 'status' }],
  ['?', { word: 'help' }],
  ['ajuda!', { word: 'help' }],
  ['voltar', { word: 'back' }],
  ['Pular', { word: 'skip' }],
  ['forget it', { word: 'cancel' }],
  ['hlep me', undefined],
  ['nvm', { word: 'cancel' }],
  ["What's the status?", { word: 'status' }],
  ['ficou pronto?', { word: 'status' }],
  ['pula essa', { word: 'skip' }],
  ['pode me ligar?', { word: 'person' }],
  ['updates', undefined],
  ['atendimento', undefined],
  ['kkk', undefined],
  ['langauge', { word: 'language' }],
  ['cancelr', undefined],
  ['Pearson', undefined],
  ['Parra', undefined],
  ['durun', undefined],
  ['yarım', undefined],
  ['drum', { word: 'status' }],
  ['yardm', { word: 'help' }],
  ['ajdua', { word: 'help' }],
  ['start over', { word: 'restart' }],
  ['novo', { word: 'menu' }],
  ['LANGUAGE', { word: 'language' }],
  ['falar com alguém', { word: 'person' }],
  ['help 12', undefined],
  ['status of the banner', undefined],
  ['cancel the banner', undefined],
  ['👍', undefined],
  ['🙏', undefined],
  ['…', undefined],
  ['!', undefined],
  ['1024', undefined],
  ['', undefined],
  ['persons', undefined],
  [`status ${'x'.repeat(60)}`, undefined],
  ['udah jadi belum ya kak', { word: 'status' }],
  ['kak, mau bicara dengan admin dong', { word: 'person' }],
  ['status 1001 dong kak', { word: 'status', number: 1001 }],
  ['Por favor, cancela', { word: 'cancel' }],
  ['pula aí, pfv', { word: 'skip' }],
  ['iptal hocam lütfen', { word: 'cancel' }],
  ['скасуйте, будь ласка', { word: 'cancel' }],
  ['batalllll', { word: 'cancel' }],
  ['statussss pls', { word: 'status' }],
  ['kak', undefined],
  ['please', undefined],
  ['skip the first one please', undefined],
  ['batal nikah kak', undefined],
  ['new mate', { word: 'menu' }],
  ['our new mate', undefined],
  ['dill', undefined],
  ['status of 2 banners', undefined],
])('“%s” is the word %o', (text, found) => {
  expect(matchWord(text)).toEqual(found);
});

test.each([
  ['yes', isYes, true],
  ['Sim!', isYes, true],
  ['ok.', isYes, true],
  ['👍', isYes, true],
  ['👍🏿', isYes, true],
  ['perfect', isYes, true],
  ['yes but', isYes, false],
  ['Yup!', isYes, true],
  ['ss', isYes, true],
  ['Aham 👍', isYes, true],
  ['tá bom', isYes, true],
  ['Sim, obrigada', isYes, true],
  ['✅', isYes, true],
  ['kk', isYes, false],
  ['No, thanks', isNo, true],
  ['Não, obrigado!', isNo, true],
  ['No, thanks', isThanks, false],
  ['vlw', isThanks, true],
  ['Cheers', isThanks, true],
  ['Bom dia! Tudo bem?', isGreeting, true],
  ['Hi, how are you?', isGreeting, true],
  ['tudo bem', isGreeting, false],
  ['', isYes, false],
  ['perfect', isApproval, true],
  ['yes', isApproval, false],
  ['não', isNo, true],
  ['👎🏼', isNo, true],
  ['note', isNo, false],
  ['Obrigada!', isThanks, true],
  ['thank you very much', isThanks, true],
  ['❤️', isThanks, true],
  ['❤', isThanks, true],
  ['thanks, but the red is wrong', isThanks, false],
  ['Oi, tudo bem?', isGreeting, true],
  ['hello', isGreeting, true],
  ['hello world', isGreeting, false],
  ['udah bener kak', isYes, true],
  ['Iya kak, udah bener ya', isYes, true],
  ['okeeee', isYes, true],
  ['yessss please', isYes, true],
  ['pode mandar, gente', isYes, true],
  ['evet hocam', isYes, true],
  ['так, будь ласка', isYes, true],
  ['kkkkk', isYes, false],
  ['hmmmm', isYes, false],
  ['wwww', isYes, false],
  ['kak ya', isNo, false],
  ['yes, but not the red', isYes, false],
  ['iya kirim makasih kak', isYes, true],
  ['iya kirim makasih kak', isConfirmation, true],
  ['udah bener makasih', isConfirmation, true],
  ['okeee gasss', isConfirmation, true],
  ['mau banner', isConfirmation, false],
  ['makasih', isConfirmation, false],
  ['gak makasih', isConfirmation, false],
  ['udah kak makasih', isThanks, true],
  ['oke siap kak, makasih banyak ya', isThanks, true],
  ['oke siap', isThanks, false],
  ['makasih tapi warnanya salah', isThanks, false],
  ['sim mas', isYes, false],
  ['sip mas', isYes, true],
  ['udah bener kak, tapi merahnya kurang', isYes, false],
  ['yes no', isYes, false],
  ['bagus bangettt', isApproval, true],
  ['perfeitoooo, gente', isApproval, true],
  ['çok güzel olmuş abi', isApproval, true],
  ['bagus kalau merahnya diganti', isApproval, false],
  ['please', isApproval, false],
  ['gaaak', isNo, true],
  ['nggak kok', isNo, true],
  ['noooo', isNo, true],
  ['não, viu', isNo, true],
  ['none', isNo, false],
  ['nook', isNo, false],
  ['makasiiih yaa kak', isThanks, true],
  ['obrigadaaa viu', isThanks, true],
  ['sağ olun hocam', isThanks, true],
  ['Halo kak, selamat siang, apa kabar?', isGreeting, true],
  ['hiiiii guys', isGreeting, true],
  ['halo kak saya mau banner', isGreeting, false],
  ['mas', isGreeting, false],
  ['selam kolay gelsin hocam nasılsınız', isGreeting, true],
  ['evet sağolun', isYes, true],
  ['Ok gente, pode ser', isYes, true],
  ['ya kak', isYes, true],
  ['tamam olur hocam', isYes, true],
  ['hello ok', isYes, true],
  ['hello', isYes, false],
  ['yok teşekkürler iyi günler', isNo, true],
  ['evet ama', isYes, false],
  ['evet yok', isYes, false],
  ['çok teşekkürler kolay gelsin', isThanks, true],
  ['harika olmuş, ellerinize sağlık 👏', isApproval, true],
  ['teşekkürler evet', isApproval, false],
  ['lütfen', isYes, false],
  ['quero mudar uma coisa', isChange, true],
  ['bişeyi değiştircem', isChange, true],
  ['хочу змінити дату', isChange, true],
  ['looks fine', isChange, false],
])('“%s” is such a word: %o %s', (text, is, expected) => {
  expect(is(text)).toBe(expected);
});

describe('near', () => {
  test.each([
    ['logo', 'lgoo', true],
    ['logo', 'loga', true],
    ['log', 'lag', false],
    ['banner', 'bnaner', true],
    ['banner', 'binder', false],
    ['landing page', 'lnading pgae', true],
    ['banner', 'manner', false],
    ['word', 'sword', true],
  ])('%s and %s: %s', (a, b, near) => {
    expect(isNear(a, b)).toBe(near);
    expect(isNear(b, a)).toBe(near);
  });
});

test('normalizing leaves letters and digits of any script', () => {
  expect(normalize('  Olá,   MÚNDO!! 🎉 ')).toBe('ola mundo');
  expect(normalize('ПРИВЕТ')).toBe('привет');
  expect(normalize('İSTANBUL ılık')).toBe('istanbul ilik');
  expect(normalize('\ud83d')).toBe('');
});

test('a keyword is found as a word of its own, plurals too', () => {
  expect(holdsWord('we need two banners', 'Banner')).toBe(true);
  expect(holdsWord('our bannerman', 'banner')).toBe(false);
  expect(holdsWord('a landing page now', 'landing page')).toBe(true);
  expect(holdsWord('anything', '!')).toBe(false);
});

test.each([
  [isYes, 'perfect, send it'],
  [isYes, 'yep looks good'],
  [isYes, 'isso aí, pode mandar 👍'],
  [isYes, 'yes please thanks'],
  [isApproval, 'omg love it 😍 approved!!'],
  [isApproval, 'ficou ótimo gente, aprovado'],
  [isNo, 'nope nothing else thanks'],
  [isNo, 'não, só isso mesmo'],
  [isThanks, 'ok great, thanks guys'],
  [isGreeting, 'heyyy good morning, how are you guys?'],
])('several known words in a row mean what one of them does (%#)', (means, text) => {
  expect(means(text)).toBe(true);
});

test.each(['yes but smaller', 'yes no', 'ok the logo', 'looks good logo', 'then please', 'so so', 'perfect match'])(
  '“%s” is no plain yes',
  (text) => {
    expect(isYes(text)).toBe(false);
  },
);

test.each([
  [isYes, 'yesss'],
  [isApproval, 'ameiii, aprovado'],
  [isMoment, 'só um minutinho'],
  [isMoment, 'hold on, let me check'],
  [isChange, 'quero mudar uma coisa'],
  [isAddition, 'and facebook'],
  [isAddition, 'facebook too'],
  [isAddition, 'e no linkedin também'],
])('as people type it (%#)', (means, text) => {
  expect(means(text)).toBe(true);
});

test.each([
  [isMoment, 'wait, by friday'],
  [isMoment, 'a moment of calm'],
  [isAddition, 'facebook'],
])('and what only looks so (%#)', (means, text) => {
  expect(means(text)).toBe(false);
});

// Which language a short text is in: twenty texts a language as people write them, and those of which nobody can tell.
import { describe, expect, test } from 'vitest';
import { detectLanguage, languageNamed } from '../../flows/understand/language.ts';

const all = ['en', 'pt-BR', 'id', 'tr', 'uk'];

const texts: Record<string, string[]> = {
  en: [
    'hi, I need a banner',
    'hello there',
    'how much is a landing page?',
    'can you send us the logo pls',
    'we need a post for friday',
    'where is my banner?',
    'the website is down!!',
    'good morning',
    'thanks a lot',
    'what do you need from me?',
    'not a banner, just the logo',
    'asap please',
    'Could you make a newsletter about our sale',
    'i want my money back',
    'is it ready yet',
    'any news on the ads?',
    'by next week if you can',
    'we open a new shop in january',
    'do you do podcasts',
    'hey! quick one for you',
    'need help with something',
  ],
  'pt-BR': [
    'oi, preciso de um banner',
    'bom dia',
    'quanto custa uma landing page?',
    'me manda a logo pfv',
    'a gente precisa de um post pra sexta',
    'cadê meu banner?',
    'o site caiu!!',
    'boa tarde, tudo bem?',
    'muito obrigado',
    'o que vocês precisam?',
    'não é banner, é só o logo',
    'urgente, é pra ontem',
    'vcs fazem podcast?',
    'quero meu dinheiro de volta',
    'já está pronto?',
    'alguma novidade dos anúncios?',
    'até semana que vem se der',
    'vamos abrir uma loja nova em janeiro',
    'preciso de ajuda',
    'opa, tudo certo por aí?',
    'manda pra mim hoje',
  ],
  id: [
    'halo kak, mau pesan spanduk',
    'selamat pagi',
    'berapa harga landing page?',
    'minta file logonya dong',
    'kami butuh postingan buat jumat',
    'banner saya udah jadi belum?',
    'websitenya gak bisa dibuka!!',
    'permisi min',
    'makasih banyak ya',
    'apa yang perlu dikirim?',
    'bukan banner, logo aja',
    'tolong segera ya',
    'kalian bisa bikin podcast?',
    'saya mau refund',
    'sudah selesai?',
    'gimana kabar iklannya?',
    'paling lambat minggu depan',
    'kita buka toko baru bulan januari',
    'butuh bantuan nih',
    'pagi min',
    'iya kak bisa',
  ],
  tr: [
    'merhaba, banner lazım',
    'günaydın',
    'landing page ne kadar?',
    'logomuzu gönderir misiniz lütfen',
    'cumaya bir post istiyoruz',
    'banner nerede kaldı?',
    'site açılmıyor!!',
    'iyi günler',
    'çok teşekkürler',
    'bizden ne lazım?',
    'banner değil sadece logo',
    'acil lütfen',
    'podcast çekiyor musunuz',
    'paramızı geri istiyoruz',
    'hazır mı',
    'reklamlardan haber var mı?',
    'haftaya kadar olursa iyi olur',
    'ocakta yeni mağaza açıyoruz',
    'yardım lazım',
    'selam kolay gelsin',
    'bugün olur mu',
  ],
  uk: [
    'привіт, потрібен банер',
    'добрий ранок',
    'скільки коштує лендинг?',
    'скиньте лого будь ласка',
    "нам треба пост на п'ятницю",
    'де мій банер?',
    'сайт не працює!!',
    'добрий день',
    'дуже дякую',
    'що від нас потрібно?',
    'не банер, а логотип',
    'терміново прошу',
    'ви робите подкасти?',
    'поверніть гроші',
    'вже готово?',
    'є новини по рекламі?',
    'до наступного тижня',
    'відкриваємо новий магазин у січні',
    'потрібна допомога',
    'вітаю!',
    'можна на завтра',
  ],
};

describe.each(Object.entries(texts))('%s', (language, list) => {
  test.each(list)('%s', (text) => {
    expect(detectLanguage(text, all)).toBe(language);
  });
});

test.each(['', 'ok', 'banner', 'logo png', 'Black Friday', '28/11', '👍', 'Instagram', 'срочно нужен баннер, что и как', '12345'])(
  'says nothing of “%s”',
  (text) => {
    expect(detectLanguage(text, all)).toBeUndefined();
  },
);

test('names only what is allowed', () => {
  expect(detectLanguage('merhaba, banner lazım', ['en', 'pt-BR'])).toBeUndefined();
  expect(detectLanguage('привіт, потрібен банер', ['en'])).toBeUndefined();
});

test.each([
  ['ingilizce', 'en'],
  ['Türkçe', 'tr'],
  ['turco', 'tr'],
  ['inglês', 'en'],
  ['Indonesian', 'id'],
  ['англійська', 'en'],
  ['portugis', 'pt-BR'],
  ['Klingon', undefined],
  ['', undefined],
])('“%s” names %s', (text, language) => {
  expect(languageNamed(text, all)).toBe(language);
});

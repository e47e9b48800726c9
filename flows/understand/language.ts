// Which language a short text is written in, by its letters and its commonest words; nothing when that is not clear.
import { plainWord, tokensOf } from './tokens.ts';

/** Words that are common in one language and not a word of another; two for what hardly occurs elsewhere. */
const common: Readonly<Record<string, string>> = {
  en: 'the|and|is|are|we|you|need|our|for|please|pls|with|have|has|can|could|would|my|of|to|it|its|this|that|want|by|i|im|hi|hello|hey|thanks|thank|how|much|what|where|when|not|just|some|from|be|will|your|on|in|at|or|an|get|make|there|morning|afternoon|good|day|last|next|new|now|asap|was|do|does|did|us|me|any|help|one|two|three|should|about|ready|cant|dont|doesnt|works|working|down|week|month|today|tomorrow|monday|tuesday|wednesday|thursday|yes',
  'pt-BR':
    'de|da|do|das|dos|que|não|nao|um|uma|para|pra|pro|preciso|precisamos|quero|queria|com|oi|olá|ola|bom|boa|dia|tarde|noite|vocês|voces|vcs|você|vc|meu|minha|nosso|nossa|por|favor|pfv|obrigado|obrigada|quanto|custa|onde|cadê|cade|está|tá|até|amanhã|amanha|hoje|sexta|quinta|quarta|segunda|terça|terca|sábado|semana|mês|mais|mas|e|é|eh|em|no|na|nos|nas|ao|tudo|bem|gente|fazer|faz|manda|isso|essa|esse|só|também|tbm|já|ainda|sem|urgente|aí|ai|seu|sua|foi|ser|tem|tenho|ou|se|o|os|as|gostaria|queremos|arte|sim|valeu|galera|pessoal|dá|cliente|loja',
  id: 'yang|yg|dan|di|ke|dari|untuk|utk|buat|saya|sy|kami|kita|mau|butuh|minta|tolong|kak|min|mas|mbak|bang|pak|bu|dong|ya|nih|sih|kok|deh|ini|itu|ada|tidak|gak|ga|nggak|ngga|bukan|bisa|sudah|udah|udh|belum|blm|besok|hari|minggu|bulan|tanggal|tgl|jumat|senin|selasa|rabu|kamis|sabtu|berapa|brp|harga|halo|selamat|pagi|siang|sore|malam|terima|kasih|makasih|aja|saja|lagi|sama|dengan|dgn|jadi|nya|perlu|mohon|bikin|apa|kapan|gimana|permisi|kalo|kalau|banget|juga|sampai|sampe|paling|lambat|kakak|lusa|baru|pesan|pesen|kirim|atau|iya|situs|pelanggan|assalamualaikum',
  tr: 'bir|ve|için|icin|ile|bu|şu|da|de|mi|mı|mu|mü|ne|çok|cok|var|yok|lazım|lazim|istiyorum|istiyoruz|merhaba|selam|slm|günaydın|gunaydin|iyi|günler|gunler|kolay|gelsin|nasıl|nasil|nerede|nerde|kadar|bize|bana|biz|ben|siz|bizim|benim|değil|degil|acil|yarın|yarin|bugün|bugun|cuma|cumaya|pazartesi|salı|çarşamba|perşembe|cumartesi|pazar|hafta|ay|gün|gun|lütfen|lutfen|teşekkürler|tesekkurler|sadece|ama|şimdi|simdi|olsun|oldu|gibi|daha|sonra|önce|once|hangi|kaç|fiyat|tane|adet|haftaya|ihtiyacım|gerek|gerekiyor|rica|musunuz|mısınız|misiniz|hazır|hazir|yeni|evet|hayır|tamam|sizden|olarak|bi|bişey|şey|açılmıyor|çalışmıyor|ederim|abi|hocam',
};

const tables = new Map(Object.entries(common).map(([language, list]) => [language, new Set(list.split('|').map(plainWord))] as const));

/** The language that is named, in any of those allowed: "English", "ingilizce", "inglês". */
export function languageNamed(text: string, allowed: readonly string[]): string | undefined {
  const said = tokensOf(text).map(({ word }) => word).join(' '); // biome-ignore format: one thought
  const nameOf = (language: string, by: string): string => plainWord(new Intl.DisplayNames([by], { type: 'language' }).of(language.split('-')[0] ?? language) ?? ''); // biome-ignore format: one thought
  return allowed.find((language) => allowed.some((by) => nameOf(language, by) === said));
}

/** Letters that only one of the languages has. */
const letters: readonly (readonly [string, RegExp])[] = [
  ['tr', /[ğışİ]/gu],
  ['pt-BR', /[ãõáâêàíóô]/giu],
];

/** Russian letters, and Russian words that Ukrainian does not have. */
const russian = /[ыэъё]|(?:^|[^\p{L}])(?:и|что|как|это|нужен|нужно|мне|вам|есть|или|здравствуйте|привет)(?=$|[^\p{L}])/iu;
const ukrainian = /[іїєґ]|[бвпмфр]['’]я/iu;
const ukrainianWords = new Set('та|треба|нам|банер|добрий|день|дякую|доброго|дня|ранку|де|коли|будь|ласка|скоро|прошу|до|на|ви|ми|хочу|а|як|вам|щоб|завтра|сьогодні|можна|можете|мене|не|працює|горить|пост|сайт|дайте|гроші|вже|уже|зараз'.split('|').map(plainWord)); // biome-ignore format: one thought

/** The language of a text among those allowed; undefined when it is not clear, as with "ok" or "banner". */
export function detectLanguage(text: string, allowed: readonly string[]): string | undefined {
  const words = tokensOf(text).map(({ word }) => word);
  if (/\p{Script=Cyrillic}{2}/u.test(text)) return allowed.includes('uk') && isUkrainian(text, words) ? 'uk' : undefined;
  const [first, second] = scoresOf(text, words, allowed);
  if (!first || first.score < 1) return undefined;
  const lead = first.score - (second?.score ?? 0);
  return lead >= 1 && lead >= first.score * 0.2 ? first.language : undefined;
}

const clearLead = 2;

/** The language of a message of somebody whose language is known: theirs, unless it is clearly another among those allowed. */
export function languageOf(text: string, own: string, allowed: readonly string[]): string {
  const words = tokensOf(text).map(({ word }) => word);
  if (/\p{Script=Cyrillic}{2}/u.test(text)) return allowed.includes('uk') ? 'uk' : own;
  const scores = scoresOf(text, words, allowed);
  const [best] = scores;
  const mine = scores.find(({ language }) => language === own)?.score ?? 0;
  return best && best.score >= mine + clearLead ? best.language : own;
}

/** How much of each language is in the text, most first. */
const scoresOf = (text: string, words: readonly string[], allowed: readonly string[]): { language: string; score: number }[] =>
  [...tables]
    .filter(([language]) => allowed.includes(language))
    .map(([language, table]) => ({ language, score: scoreOf(text, words, language, table) }))
    .toSorted((a, b) => b.score - a.score);

function isUkrainian(text: string, words: readonly string[]): boolean {
  if (ukrainian.test(text)) return true;
  return !russian.test(text) && words.some((word) => ukrainianWords.has(word));
}

function scoreOf(text: string, words: readonly string[], language: string, table: ReadonlySet<string>): number {
  const hits = words.filter((word) => table.has(word)).length;
  const marks = letters.filter(([own]) => own === language).reduce((sum, [, pattern]) => sum + Math.min(2, [...text.matchAll(pattern)].length), 0); // biome-ignore format: one thought
  return hits + marks;
}

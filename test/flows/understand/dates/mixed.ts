// Two languages in one message, or another than the phone's → the day meant. The second is the language that the phone tells.
export const mixed: readonly (readonly [string, string, string])[] = [
  ['preciso do banner by friday', 'pt-BR', '2026-11-27'],
  ['need it até sexta', 'en', '2026-11-27'],
  ['deadline tanggal 28 november', 'en', '2026-11-28'],
  ['bisa di-deliver by thursday?', 'id', '2026-11-26'],
  ['antes de 28/11 por favor', 'en', '2026-11-27'],
  ['привіт, треба банер до четверга', 'en', '2026-11-26'],
  ['merhaba, cumaya kadar afiş lazım', 'en', '2026-11-27'],
  ['olá, preciso disso daqui a 15 dias', 'id', '2026-12-08'],
  ['butuh banner sebelum jumat ya', 'en', '2026-11-26'],
  ['senin için afiş', 'tr', ''],
  ['cuma mau tanya harga', 'id', ''],
  ['the set is out, may we talk?', 'en', ''],
  ['a lusa veio pelo mar', 'pt-BR', ''],
  ['Deadline is Freitag', 'de', ''],
];

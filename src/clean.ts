// Takes out of what is logged whatever could be a secret or name a person: tokens, and the chat in an id.

const secret = /\b\d{6,}:[\w-]{30,}\b|(?<=bot)\d+:[\w-]{10,}/g;

/** The chat in an id or an address: `telegram:7340111:4` → `telegram:…:4`. Elsewhere it is a phone number. */
const chat = /(\b[a-z][\w-]*:)[-+]?\d{5,}(?=[:#/]|$|\s)/g;

/** A WhatsApp number or chat, alone or with its server: `whatsapp:5511900000001`, `5511900000001:7@s.whatsapp.net`, `1203630…@g.us`. */
const whatsapp =
  /\b\d[\d_.:-]{3,}\d(?=@(?:s\.whatsapp\.net|c\.us|lid|g\.us|hosted|broadcast|newsletter)\b)|(?<=\bwhatsapp[\w-]*:)[-+]?\d{5,}(?![\da-f])/g;

/** A mail address, alone or in an id: `email:ana@example.com`. A package's version (`name@1.2.3`) is none. */
const mail = /[^\s@:<>"'(),;/…]{1,64}@(?:[\w-]{1,63}\.)+[a-z]{2,}\b/gi;

const cleanText = (text: string): string => text.replace(secret, '…').replace(whatsapp, '…').replace(chat, '$1…').replace(mail, '…');

/** The same value with nothing in it that a log must not hold. */
export function clean(arg: unknown): unknown {
  if (typeof arg === 'string') return cleanText(arg);
  if (arg instanceof Error) return { message: cleanText(arg.message), stack: arg.stack && cleanText(arg.stack) };
  if (Array.isArray(arg)) return arg.map(clean);
  if (typeof arg === 'object' && arg !== null) return Object.fromEntries(Object.entries(arg).map(([key, value]) => [key, clean(value)]));
  return arg;
}

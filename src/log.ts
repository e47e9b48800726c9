// The log: JSON lines, or plain ones on a terminal. No phone number, token or message text may reach it.
import { pino } from 'pino';

type Write = (facts: object, sentence: string) => void;
export type Log = { info: Write; warn: Write; error: Write };

const secret = /\b\d{6,}:[\w-]{30,}\b|(?<=bot)\d+:[\w-]{10,}/g;

/** The chat in an id or an address: `telegram:7340111:4` → `telegram:…:4`. Elsewhere it is a phone number. */
const chat = /(\b[a-z][\w-]*:)[-+]?\d{5,}(?=[:#/]|$|\s)/g;

const cleanText = (text: string): string => text.replace(secret, '…').replace(chat, '$1…');

/** Facts and a sentence; whatever looks like a bot's token is cut, and so are the fields that could hold a person's words. */
export function openLog(level: string): Log {
  return pino({
    level,
    base: undefined,
    redact: { paths: ['text', '*.text', 'phone', '*.phone', 'token', '*.token', 'name', '*.name', 'body', '*.body'], censor: '…' },
    hooks: {
      logMethod(args, method) {
        method.apply(this, args.map((arg) => clean(arg)) as typeof args); // clean keeps the shape
      },
    },
  });
}

function clean(arg: unknown): unknown {
  if (typeof arg === 'string') return cleanText(arg);
  if (arg instanceof Error) return { message: cleanText(arg.message), stack: arg.stack && cleanText(arg.stack) };
  if (typeof arg === 'object' && arg !== null) return Object.fromEntries(Object.entries(arg).map(([key, value]) => [key, clean(value)]));
  return arg;
}

export const silentLog: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };

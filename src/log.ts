// The log: JSON lines, or plain ones on a terminal. No phone number, token or message text may reach it.
import { pino } from 'pino';
import { clean } from './clean.ts';

type Write = (facts: object, sentence: string) => void;
export type Log = { info: Write; warn: Write; error: Write };

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

export const silentLog: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };

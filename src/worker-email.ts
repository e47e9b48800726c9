// Mails on Workers: Cloudflare's mail routing hands each to the Worker's email handler; answers leave by SMTP over TLS.
import { z } from 'zod';
import type { OpenFile } from '../bots/channel.ts';
import { parseMailbox } from '../bots/email/address.ts';
import { type EmailDoor, emailDoor, type Fetched } from '../bots/email/door.ts';
import type { Store } from '../db/store.ts';
import { realClock } from './clock.ts';
import { doorConfig, emailContact } from './email-kept.ts';
import type { FileStore } from './files.ts';
import type { Log } from './log.ts';
import { sha256 } from './worker-files.ts';

/** The bindings of mail. */
export const mailBindings = {
  SMTP_URL: z.string().optional(),
  MAIL_FROM: z.string().optional(),
  /** Cloudflare's own, where it looks at who sent a mail. */
  MAIL_AUTHSERV_ID: z.string().default('mx.cloudflare.net'),
  MAIL_PER_HOUR: z.coerce.number().int().min(1).default(30),
};
const MailEnv = z.object(mailBindings);

/** As much of a mail that Cloudflare hands over as is read here. */
export type Message = { readonly raw: ReadableStream<Uint8Array>; readonly rawSize: number };

type Kept = { store: Store; files: Pick<FileStore, 'put'>; openFile: OpenFile; log: Log; language: string };

/** The door, or undefined while SMTP_URL and MAIL_FROM are not both set. */
export async function openWorkerEmail(env: z.infer<typeof MailEnv>, kept: Kept): Promise<EmailDoor | undefined> {
  const own = parseMailbox(env.MAIL_FROM ?? '');
  if (!env.SMTP_URL || !own) return undefined;
  const settings = { contact: emailContact, own, smtpUrl: env.SMTP_URL, perHour: env.MAIL_PER_HOUR, now: realClock.now };
  return emailDoor({ ...(await doorConfig(kept, settings)), server: env.MAIL_AUTHSERV_ID.toLowerCase() });
}

/** The mail as the door reads it. The same mail brought again has the same key. */
export async function fetchedOf({ raw, rawSize }: Message): Promise<Fetched> {
  const bytes = new Uint8Array(await new Response(raw).arrayBuffer());
  return { raw: bytes, size: rawSize, at: realClock.now(), key: await sha256(bytes) };
}

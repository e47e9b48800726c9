// Where each channel is reached from outside: kept by the desk's settings as soon as it is known, for the links of contact points.
import { parseMailbox } from '../bots/email/address.ts';
import { settingStatement } from '../db/desk.ts';
import type { Store } from '../db/store.ts';
import { reachKey } from '../flows/contact-links.ts';
import type { Doors } from './doors.ts';
import { emailContact } from './email-kept.ts';
import type { Env } from './env.ts';
import type { Memory } from './memory.ts';
import { telegramContact } from './telegram-door.ts';

type Known = { contact: string; reach: string | undefined };

/** Keeps what the doors and the configuration know now; the paired phone's number whenever it is told. */
export async function keepReach(store: Store, memory: Memory, { telegram, whatsapp }: Doors, env: Env): Promise<void> {
  const keep = async (all: readonly Known[]): Promise<void> => {
    const news = all.flatMap(({ contact, reach }) => {
      const key = reachKey(contact);
      return reach && memory.kept().get(key) !== reach ? [settingStatement(key, reach)] : [];
    });
    if (news.length === 0) return;
    await store.write(news);
    await memory.readDesk();
  };
  const mailbox = env.IMAP_URL ? parseMailbox(env.MAIL_FROM ?? '') : undefined;
  await keep([
    { contact: telegramContact, reach: telegram?.bot?.username },
    { contact: emailContact, reach: mailbox && `${mailbox.local}@${mailbox.domain}` },
    { contact: 'web', reach: env.PUBLIC_URL && new URL('/try', env.PUBLIC_URL).href },
  ]);
  whatsapp?.watch((state) => {
    if (state.type === 'open') void keep([{ contact: 'whatsapp', reach: state.phone.replace(/\D/g, '') }]).catch(() => undefined); // known again when it next connects
  });
}

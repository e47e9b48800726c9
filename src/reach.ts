// Where each account is reached from outside: kept by the desk's settings as soon as it is known, for the links of contact points.
import { parseMailbox } from '../bots/email/address.ts';
import { settingStatement } from '../db/desk.ts';
import type { Store } from '../db/store.ts';
import { accountsOn, reachKey } from '../flows/contact-links.ts';
import type { Doors } from './doors.ts';
import type { Env } from './env.ts';
import type { Memory } from './memory.ts';

type Known = { contact: string; reach: string | undefined };

/** Keeps which accounts are on and what is known of them now, and forgets those that are off; a paired phone's number whenever it is told. */
export async function keepReach(store: Store, memory: Memory, doors: Doors, env: Env): Promise<void> {
  const keep = async (all: readonly Known[], gone: readonly string[] = []): Promise<void> => {
    const news = all.flatMap(({ contact, reach }) => {
      const key = reachKey(contact);
      const known = memory.kept().get(key);
      return reach === undefined ? (known === undefined ? [settingStatement(key, '')] : []) : reach === known ? [] : [settingStatement(key, reach)]; // biome-ignore format: one thought
    });
    const old = gone.map((contact) => ({ sql: 'DELETE FROM setting WHERE key = ?1', args: [reachKey(contact)] }));
    if (news.length + old.length === 0) return;
    await store.write([...news, ...old]);
    await memory.readDesk();
  };
  const page = env.PUBLIC_URL ? [{ contact: 'web', reach: new URL('/try', env.PUBLIC_URL).href }] : [];
  const all = [...doors.map((door) => ({ contact: door.account.contact, reach: reachOf(door) })), ...page];
  const isOff = (contact: string): boolean => !all.some((one) => one.contact === contact);
  await keep(all, accountsOn(memory.kept()).filter(isOff));
  for (const { type, channel, account } of doors)
    if (type === 'whatsapp')
      channel.watch((state) => {
        if (state.type === 'open') void keep([{ contact: account.contact, reach: state.phone.replace(/\D/g, '') }]).catch(() => undefined); // known again when it next connects
      });
}

function reachOf({ type, channel, account }: Doors[number]): string | undefined {
  if (type === 'telegram') return channel.bot?.username;
  const mailbox = type === 'email' ? parseMailbox(account.env.MAIL_FROM ?? '') : undefined;
  return mailbox && `${mailbox.local}@${mailbox.domain}`;
}

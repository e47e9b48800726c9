// The one-time code that lets a member of staff in: sent to their own chat or mail, good in the browser that asked for it.
import { codeStatements, readCodeAt, readStaffMails, tryCode, usedStatements } from '../../../db/web.ts';
import { isMail, mailIn } from '../../../flows/link-words.ts';
import { type Address, contactOf } from '../../../flows/message.ts';
import { normalize } from '../../../flows/normalize.ts';
import { say } from '../../../flows/texts.ts';
import type { Staff } from '../../../flows/turn.ts';
import { fits } from '../guard.ts';
import type { AppParts } from '../parts.ts';
import { hashOf } from './session.ts';

const codeMs = 10 * 60_000;
/** A member is sent no more than one in this time. */
const againMs = 60_000;
const mostTries = 5;
const digits = 8;

type Parts = Pick<AppParts, 'house' | 'clock' | 'log'>;

/** Sends a code to whoever goes by this name or mail address, if there is somebody. `key`: the browser's own, random. */
export async function sendCode(parts: Parts, whom: string, key: string, language: string): Promise<void> {
  const { house, clock } = parts;
  const mails = await readStaffMails(house.store);
  const staff = memberCalled(house.memory.team(), mails, whom);
  const to = staff && reachOf(parts, staff, mails);
  if (!staff || !to) return;
  const at = clock.now();
  const last = await readCodeAt(house.store, staff.address);
  if (last !== null && at - last < againMs) return;
  const code = Array.from(crypto.getRandomValues(new Uint8Array(digits)), (byte) => byte % 10).join('');
  const shown = `${code.slice(0, 4)} ${code.slice(4)}`;
  const lane = laneOf(to);
  const body = { lane, body: { type: 'text', text: say(language, 'staff.code_message', { code: shown }) } };
  const message = { id: `sign-in:${crypto.randomUUID()}`, lane, body: JSON.stringify(body) };
  await house.store.write(
    codeStatements({ address: staff.address, browser: await hashOf(key), hash: await hashOf(key + code), at }, message),
  );
  house.outbox.wake();
}

/** Who the code lets in, or null when it is wrong, too old, used, or was tried too often: they all look alike. */
export async function useCode(parts: Parts, whom: string, key: string, given: string): Promise<Staff | null> {
  const { house, clock } = parts;
  const mails = await readStaffMails(house.store);
  const staff = memberCalled(house.memory.team(), mails, whom);
  const hash = await hashOf(key + given.replace(/\D/g, ''));
  if (!staff || key === '') return null;
  const kept = await tryCode(house.store, staff.address, await hashOf(key), mostTries);
  const isRight = await fits(hash, kept?.hash ?? 'none');
  if (!kept || !isRight || clock.now() - kept.at > codeMs) return null;
  const to = reachOf(parts, staff, mails);
  await house.store.write(usedStatements(staff.address, laneOf(to ?? staff.address)));
  return staff;
}

const laneOf = (to: string): string => `${to}#sign-in`;

/** Two of one name are told apart by their mail addresses only. */
function memberCalled(team: readonly Staff[], mails: ReadonlyMap<string, string>, whom: string): Staff | undefined {
  const wanted = normalize(whom);
  const own = mailIn(whom);
  const byMail = own ? team.filter((one) => mailOf(one, mails) === own) : [];
  const found = byMail.length > 0 ? byMail : team.filter(({ name }) => normalize(name) === wanted);
  return found.length === 1 ? found[0] : undefined;
}

/** The mail address of a member: the one that is kept, else the one that they were added by. */
export function mailOf({ address }: Staff, mails: ReadonlyMap<string, string>): Address | undefined {
  const kept = mails.get(address);
  return kept === undefined ? (isMail(address) ? address : undefined) : mailIn(kept);
}

/** Their own chat where its channel is on, else their mail. */
function reachOf({ house }: Pick<Parts, 'house'>, staff: Staff, mails: ReadonlyMap<string, string>): string | undefined {
  const has = (to: string) => house.channels.some(({ name }) => name === contactOf(to));
  const mail = mailOf(staff, mails);
  return [...(isMail(staff.address) ? [] : [staff.address]), ...(mail ? [mail] : [])].find((to) => !to.startsWith('web:') && has(to));
}

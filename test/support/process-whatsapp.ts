// The whole program with WhatsApp on the loopback server: started, paired, killed with everything that belongs to it.
import { readdirSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import type { WhatsAppState } from '../../bots/whatsapp/state.ts';
import type { WhatsApp } from '../loopback/whatsapp/index.ts';
import { type Alur, startAlur } from './process-alur.ts';
import { eventually } from './whatsapp.ts';

export const whatsappEnv = (server: WhatsApp): Record<string, string> => ({
  ...server.env,
  WHATSAPP: 'baileys',
  WHATSAPP_SOCKET_URL: server.url,
  WHATSAPP_TYPING_MS: '0',
  WHATSAPP_PER_MINUTE: '100000',
  WHATSAPP_PER_DAY: '1000000',
});

export const startWithWhatsApp = (folder: string, server: WhatsApp, more: Record<string, string> = {}): Promise<Alur> =>
  startAlur({ folder, env: { ...whatsappEnv(server), ...more } });

const Told = z.object({ state: z.custom<WhatsAppState>((value) => typeof value === 'object' && value !== null && 'type' in value) });

/** What /setup says, as the terminal on the same machine reads it. */
export async function stateOf(alur: Alur, folder: string): Promise<WhatsAppState> {
  const key = readFileSync(`${folder}/data/try.key`, 'utf8').trim();
  const answer = await fetch(`${alur.address}/setup/state`, { headers: { authorization: `Bearer ${key}` } });
  return Told.parse(await answer.json()).state;
}

/** Scans the QR that /setup shows; resolves when the account is open. */
export async function pairAlur(alur: Alur, folder: string, server: WhatsApp): Promise<void> {
  let qr: string | undefined;
  await eventually(async () => {
    const state = await stateOf(alur, folder);
    qr = state.type === 'unpaired' ? state.qr : undefined;
    return qr !== undefined;
  }, 'a QR on /setup');
  await server.owner.scan(qr ?? '');
  await isOpen(alur, folder);
}

export const isOpen = (alur: Alur, folder: string): Promise<void> =>
  eventually(async () => (await stateOf(alur, folder)).type === 'open', 'WhatsApp to be open');

/** The processes that this one has started. */
export function childrenOf(pid: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => {
      try {
        return readFileSync(`/proc/${name}/stat`, 'utf8').split(') ')[1]?.split(' ')[1] === String(pid);
      } catch {
        return false; // it has ended meanwhile
      }
    })
    .map(Number);
}

/** SIGKILL for the house and its account's process at the same moment. */
export async function killAll(alur: Alur): Promise<void> {
  const children = childrenOf(alur.pid);
  const ended = alur.kill();
  for (const child of children) {
    try {
      process.kill(child, 'SIGKILL');
    } catch {
      // it has ended by itself, with the house
    }
  }
  await ended;
}

// The setup page for tests: its routes in a whole house's web app, over an account of the test's own.
import type { WhatsAppState } from '../../bots/whatsapp/state.ts';
import { createSetup, type SetupParts } from '../../src/web/setup/routes.tsx';
import { type TestClock, testClock } from '../support/clock.ts';
import { openTryHouse, type TryHouse } from './open.ts';
import { type TestAccount, testAccount } from './whatsapp-account.ts';

export const linkKey = 'L'.repeat(32);
export const houseKey = 'H'.repeat(32);

export const channels = () => [
  { name: 'Telegram', sentence: 'On, and waiting for its desk.', ok: true },
  { name: 'Try-it page', sentence: 'Open on this machine.', ok: true },
  { name: 'E-mail', sentence: 'Off.', ok: false },
];

export type SetupHouse = { app: TryHouse['app']; account: TestAccount; clock: TestClock; close(): Promise<void> };

/** Null: there is no account. */
export async function openSetup(state: WhatsAppState | null, more: Partial<SetupParts> = {}): Promise<SetupHouse> {
  const clock = testClock();
  const account = testAccount(state ?? { type: 'starting' });
  const setup = createSetup({
    key: linkKey,
    bearer: houseKey,
    accounts: new Map(state ? [['', account]] : []),
    channels,
    clock,
    zone: 'America/Sao_Paulo',
    ...more,
  });
  const { house, app } = await openTryHouse({}, undefined, setup);
  return { app, account, clock, close: house.close };
}

/** The headers of a browser that came by the link. */
export async function enter(app: TryHouse['app']): Promise<{ cookie: string }> {
  const entered = await app.request(`/setup?key=${linkKey}`);
  return { cookie: entered.headers.get('set-cookie')?.split(';')[0] ?? '' };
}

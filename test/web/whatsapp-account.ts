// An account that stands as a test tells it to: input for what shows a state. The real one is tested in test/whatsapp.
import type { WhatsAppAccount, WhatsAppState } from '../../bots/whatsapp/state.ts';

export type TestAccount = WhatsAppAccount & {
  become(state: WhatsAppState): void;
  /** The numbers that codes were asked for. */
  readonly asked: string[];
  readonly reconnects: () => number;
  readonly watchers: () => number;
};

export function testAccount(first: WhatsAppState): TestAccount {
  let state = first;
  let reconnects = 0;
  const asked: string[] = [];
  const watchers = new Set<(state: WhatsAppState) => void>();
  const become = (to: WhatsAppState): void => {
    state = to;
    for (const watcher of watchers) watcher(to);
  };
  return {
    asked,
    become,
    reconnects: () => reconnects,
    watchers: () => watchers.size,
    state: () => state,
    watch: (listener) => {
      watchers.add(listener);
      return () => void watchers.delete(listener);
    },
    pairByCode: async (phone) => {
      asked.push(phone);
      if (phone.endsWith('000')) throw new Error('WhatsApp cannot be reached now; try again in a moment.');
      const code = 'ABCD1234';
      if (state.type === 'unpaired') become({ ...state, code });
      return code;
    },
    reconnect: () => {
      reconnects++;
      become({ type: 'starting' });
    },
  };
}

/** A text as long as WhatsApp's own. */
export const qrText = (n = 1): string =>
  `2@${`pairing-${n}-`.padEnd(110, 'aZ3+/')},${'Kq'.repeat(22)},${'9x'.repeat(22)},${'mP'.repeat(16)},1`;

/** Each way to stand, with what the page must say of it. */
export const everyState: readonly (readonly [string, WhatsAppState, RegExp])[] = [
  ['starting', { type: 'starting' }, /WhatsApp is being connected\./],
  ['unpaired', { type: 'unpaired', qr: qrText(), loggedOut: false }, /waits to be paired with a phone/],
  ['unpaired-no-qr', { type: 'unpaired', loggedOut: false }, /The QR code is on its way/],
  ['unpaired-code', { type: 'unpaired', qr: qrText(), code: 'ABCD1234', loggedOut: false }, /waits to be paired/],
  [
    'logged-out',
    { type: 'unpaired', qr: qrText(2), loggedOut: true },
    /logged out.*Messages to clients wait here; they leave once it is paired again/s,
  ],
  [
    'open',
    { type: 'open', name: 'Loja da Ana', phone: '5511912344821', since: Date.UTC(2026, 10, 23, 9) },
    /Connected as Loja da Ana \(\+… 4821\)/,
  ],
  [
    'offline-408',
    { type: 'offline', code: 408, retryAt: Date.UTC(2026, 10, 23, 10, 0, 20) },
    /cannot be reached, or does not answer.*\(408\).*in 20 seconds/s,
  ],
  ['offline-503', { type: 'offline', code: 503, retryAt: Date.UTC(2026, 10, 23, 10, 3) }, /trouble of its own \(503\).*in 3 minutes/s],
  ['replaced', { type: 'stopped', reason: 'replaced', code: 440 }, /Another program uses this account.*Use it here/s],
  ['banned', { type: 'stopped', reason: 'banned', code: 403 }, /banned or locked this number \(403\).*WHATSAPP=cloud/s],
  ['refused-403', { type: 'stopped', reason: 'refused', code: 403 }, /refuses this account \(403\).*WHATSAPP=cloud/s],
  ['refused-405', { type: 'stopped', reason: 'refused', code: 405 }, /too old.*Update Alur.*WHATSAPP=cloud/s],
  ['refused-411', { type: 'stopped', reason: 'refused', code: 411 }, /refuses linked devices.*\(411\).*Update WhatsApp/s],
];

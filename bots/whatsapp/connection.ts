// Keeps the account connected: opens the socket, pairs, tries again with back-off, and stops where trying would do harm.
import {
  Browsers,
  fetchLatestWaWebVersion,
  makeWASocket,
  proto,
  type UserFacingSocketConfig,
  type WASocket,
} from '@whiskeysockets/baileys';
import type { Inbound } from '../../flows/message.ts';
import { type Auth, openAuth } from './auth.ts';
import { statusOf } from './boom.ts';
import { afterClose } from './close.ts';
import type { Kept } from './kept.ts';
import { noLogger } from './no-logger.ts';
import type { WhatsAppState } from './state.ts';

export type ConnectionParts = {
  kept: Kept;
  socketUrl?: string;
  now: () => number;
  /** A new socket, before anything came in on it. */
  attach: (sock: WASocket) => void;
  makeRepository: NonNullable<UserFacingSocketConfig['makeSignalRepository']>;
  changed: (state: WhatsAppState) => void;
  alarm: (what: Extract<Inbound, { type: 'alarm' }>['what']) => void;
  log: (level: 'info' | 'warn' | 'error', facts: object, sentence: string) => void;
};

export type Connection = {
  /** The socket while it is open, else null. */
  socket(): WASocket | null;
  me(): { id: string; lid: string };
  start(): void;
  pairByCode(phone: string): Promise<string>;
  reconnect(): void;
  stop(): Promise<void>;
};

/** A connection that held so long was a good one: the next loss begins the back-off anew. */
const steadyMs = 30_000;
const outdated = 405;
const qrWaitMs = 20_000;

/** Reads the pairing; connects with `start`. */
export async function openConnection(parts: ConnectionParts): Promise<Connection> {
  const { kept, now, log } = parts;
  let auth: Auth = await openAuth(kept);
  let sock: WASocket | null = null;
  let state: WhatsAppState = { type: 'starting' };
  let version: UserFacingSocketConfig['version'];
  let tries = 0;
  let openedAt = 0;
  let isRestarting = false;
  let isAlarmed = false;
  let wasLoggedOut = false;
  let retry: NodeJS.Timeout | undefined;
  let isStopped = false;

  function change(to: WhatsAppState): void {
    state = to;
    parts.changed(to);
  }

  function connect(): void {
    clearTimeout(retry);
    if (isStopped) return;
    const mine = makeWASocket({
      auth: auth.state,
      logger: noLogger,
      browser: Browsers.ubuntu('Chrome'),
      markOnlineOnConnect: false,
      syncFullHistory: false,
      shouldSyncHistoryMessage: () => false,
      emitOwnEvents: false,
      makeSignalRepository: parts.makeRepository,
      getMessage: async ({ id }) => {
        const body = id ? await kept.sent(id) : null;
        return body === null ? undefined : proto.Message.decode(Buffer.from(body, 'base64'));
      },
      ...(parts.socketUrl ? { waWebSocketUrl: parts.socketUrl } : {}),
      ...(version ? { version } : {}),
    });
    sock = mine;
    parts.attach(mine);
    const paired = auth; // a new pairing may have replaced it when the old socket's last words come
    mine.ev.on('creds.update', () => {
      paired.save().catch((error: unknown) => log('error', { err: String(error) }, "The account's pairing could not be written."));
    });
    mine.ev.on('connection.update', ({ connection, qr, lastDisconnect }) => {
      if (sock !== mine) return;
      if (qr)
        change({ type: 'unpaired', qr, loggedOut: wasLoggedOut, ...(state.type === 'unpaired' && state.code ? { code: state.code } : {}) });
      if (connection === 'open') opened(mine);
      if (connection === 'close') {
        sock = null;
        void closed(statusOf(lastDisconnect?.error) ?? 0);
      }
    });
  }

  function opened(mine: WASocket): void {
    openedAt = now();
    wasLoggedOut = false;
    isRestarting = false;
    const { id = '', name } = mine.user ?? {};
    change({ type: 'open', name: name ?? '', phone: id.split(/[:@]/)[0] ?? '', since: openedAt });
    log('info', {}, 'WhatsApp is connected.');
    if (isAlarmed) parts.alarm('connected');
    isAlarmed = false;
  }

  async function closed(code: number): Promise<void> {
    if (isStopped) return;
    if (openedAt > 0 && now() - openedAt > steadyMs) tries = 0;
    openedAt = 0;
    const registered = auth.state.creds.me?.lid !== undefined || auth.state.creds.registered;
    const isWaitingForScan = state.type === 'unpaired' && code === 408;
    const next = isWaitingForScan ? { type: 'again' as const, afterMs: 0 } : afterClose({ code, tries, registered, isRestarting });
    if (code === 515) isRestarting = true;
    if (code === outdated) version = await newestVersion();
    tries++;
    switch (next.type) {
      case 'again':
        if (!isWaitingForScan && code !== 515)
          log('warn', { code, afterMs: next.afterMs }, 'The connection to WhatsApp was closed; it is tried again.');
        if (!isWaitingForScan) change(next.afterMs === 0 ? { type: 'starting' } : { type: 'offline', code, retryAt: now() + next.afterMs });
        retry = setTimeout(connect, next.afterMs);
        return;
      case 'pair':
        wasLoggedOut = true;
        alarm('logged_out');
        log('error', { code }, 'WhatsApp was unpaired from the phone; pair it again: open /setup, or run npm run pair.');
        await forget();
        retry = setTimeout(connect, 0);
        return;
      case 'stop':
        alarm(next.reason);
        log('error', { code, reason: next.reason }, 'WhatsApp closed the connection for good; /setup says what can be done.');
        change({ type: 'stopped', reason: next.reason, code });
        return;
      default:
        return next satisfies never;
    }
  }

  function alarm(what: 'logged_out' | 'banned' | 'refused' | 'replaced'): void {
    isAlarmed = true;
    parts.alarm(what);
  }

  async function forget(): Promise<void> {
    await kept.forgetPairing();
    auth = await openAuth(kept);
    change({ type: 'unpaired', loggedOut: wasLoggedOut });
  }

  /** WhatsApp turns away clients that are too old (405): its newest version is asked for, where this is the real one. */
  async function newestVersion(): Promise<UserFacingSocketConfig['version']> {
    if (parts.socketUrl) return version;
    const found = await fetchLatestWaWebVersion();
    return found.isLatest ? found.version : version;
  }

  /** The socket once it shows a QR: before that it cannot ask for a code. */
  async function unpairedSocket(): Promise<WASocket> {
    for (const until = Date.now() + qrWaitMs; Date.now() < until; ) {
      if (state.type === 'open') throw new Error('WhatsApp is paired already.');
      if (state.type === 'unpaired' && state.qr && sock) return sock;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error('WhatsApp cannot be reached now; try again in a moment.');
  }

  return {
    socket: () => (state.type === 'open' ? sock : null),
    me: () => ({ id: auth.state.creds.me?.id ?? '', lid: auth.state.creds.me?.lid ?? '' }),
    start: () => {
      change(state);
      connect();
    },
    pairByCode: async (phone) => {
      const mine = await unpairedSocket();
      const code = await mine.requestPairingCode(phone);
      if (state.type === 'unpaired') change({ ...state, code });
      return code;
    },
    reconnect: () => {
      if (state.type !== 'stopped' && state.type !== 'offline') return;
      const isShutOut = state.type === 'stopped' && state.reason !== 'replaced';
      tries = 0;
      change({ type: 'starting' });
      void (isShutOut ? forget() : Promise.resolve()).then(connect);
    },
    stop: async () => {
      isStopped = true;
      clearTimeout(retry);
      await sock?.end(undefined);
      sock = null;
    },
  };
}

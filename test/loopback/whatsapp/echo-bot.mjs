// A bot for the server's own tests: real Baileys in a process of its own. It links itself, answers texts with `echo: …`
// and files with the same file, and reports every event as one line of JSON.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import makeWASocket, { BufferJSON, downloadMediaMessage, initAuthCreds, proto } from '@whiskeysockets/baileys';
import { pino } from 'pino';

for (const name of ['log', 'info', 'warn', 'error', 'debug', 'trace', 'dir']) console[name] = () => {};
const { BOT_URL, BOT_STATE, BOT_NUMBER, BOT_KEEP_ALIVE } = process.env;
const stored = existsSync(BOT_STATE) ? JSON.parse(readFileSync(BOT_STATE, 'utf8'), BufferJSON.reviver) : undefined;
const creds = stored?.creds ?? initAuthCreds();
const keys = new Map(stored?.keys ?? []);
const state = { creds, keys: { get: getKeys, set: setKeys } };
const logger = pino({ level: process.env.BOT_LOG ?? 'silent' }, pino.destination(2));
const kept = new Map();
let quiet = false;
let sock;

function getKeys(type, ids) {
  const found = {};
  for (const id of ids) {
    const text = keys.get(`${type} ${id}`);
    if (text === undefined) continue;
    const value = JSON.parse(text, BufferJSON.reviver);
    found[id] = type === 'app-state-sync-key' ? proto.Message.AppStateSyncKeyData.fromObject(value) : value;
  }
  return found;
}

function setKeys(data) {
  for (const [type, entries] of Object.entries(data)) {
    for (const [id, value] of Object.entries(entries)) {
      if (value) keys.set(`${type} ${id}`, JSON.stringify(value, BufferJSON.replacer));
      else keys.delete(`${type} ${id}`);
    }
  }
}

/** The state is kept when the bot is asked to end; a killed one forgets. */
function leave() {
  writeFileSync(BOT_STATE, JSON.stringify({ creds, keys: [...keys] }, BufferJSON.replacer));
  process.exit(0);
}

function report(what, more = {}) {
  process.stdout.write(`${JSON.stringify({ what, ...more })}\n`);
}

function connect() {
  let asked = false;
  sock = makeWASocket({
    auth: state,
    logger,
    waWebSocketUrl: BOT_URL,
    markOnlineOnConnect: false,
    keepAliveIntervalMs: Number(BOT_KEEP_ALIVE ?? 30_000),
    getMessage: async ({ id }) => kept.get(id),
  });
  sock.ev.on('creds.update', (update) => Object.assign(creds, update));
  sock.ev.on('connection.update', async ({ connection, qr, lastDisconnect }) => {
    if (qr && BOT_NUMBER && !asked) {
      asked = true;
      report('code', { code: await sock.requestPairingCode(BOT_NUMBER) });
    } else if (qr && !BOT_NUMBER) report('qr', { qr });
    if (connection === 'open') report('open', { me: sock.user });
    if (connection !== 'close') return;
    const code = lastDisconnect?.error?.output?.statusCode;
    report('close', { code });
    if (![401, 403, 411, 440].includes(code)) setTimeout(connect, code === 515 ? 0 : 50);
  });
  sock.ws.on('CB:ack,class:message', ({ attrs }) => report('ack', { id: attrs.id, error: attrs.error }));
  sock.ev.on('messages.update', (updates) => {
    for (const { key, update } of updates) report('update', { id: key.id, status: update.status, keys: Object.keys(update) });
  });
  sock.ev.on('messages.reaction', (reactions) => {
    for (const { key, reaction } of reactions) report('reaction', { id: key.id, emoji: reaction.text });
  });
  sock.ev.on('messages.upsert', async ({ messages, type }) => {
    for (const message of messages) await answer(message, type).catch((error) => report('failed', { error: String(error) }));
  });
}

async function answer({ key, message, pushName, status, messageStubType, messageTimestamp }, type) {
  const text = message?.conversation ?? message?.extendedTextMessage?.text;
  const kind = Object.keys(message ?? {}).find((name) => name !== 'messageContextInfo');
  report('message', { type, id: key.id, key, text, kind, pushName, status, stub: messageStubType, at: Number(messageTimestamp), message });
  if (key.fromMe || quiet || messageStubType) return;
  if (text !== undefined) await send(key.remoteJid, { text: `echo: ${text}` });
  const file =
    message?.imageMessage ??
    message?.documentMessage ??
    message?.documentWithCaptionMessage?.message?.documentMessage ??
    message?.audioMessage;
  if (!file) return;
  const bytes = await download({ key, message });
  const { mimetype, fileName, caption, ptt } = file;
  if (message.imageMessage) await send(key.remoteJid, { image: bytes, caption, jpegThumbnail: '' });
  else if (message.audioMessage) await send(key.remoteJid, { audio: bytes, mimetype, ptt, seconds: 3, waveform: new Uint8Array(64) });
  else await send(key.remoteJid, { document: bytes, mimetype, fileName, caption });
}

/** Baileys 7.0.0-rc14 never asks for a new upload by itself: it looks for `error.status`, which its own errors lack. */
async function download(message) {
  try {
    return await downloadMediaMessage(message, 'buffer', {});
  } catch (error) {
    if (![404, 410].includes(error.output?.statusCode)) throw error;
    return downloadMediaMessage(await sock.updateMediaMessage(message), 'buffer', {});
  }
}

async function send(jid, content, options) {
  const sent = await sock.sendMessage(jid, content, options);
  kept.set(sent.key.id, sent.message);
  report('sent', { id: sent.key.id });
}

const commands = {
  quiet: ({ on }) => {
    quiet = on;
  },
  send: ({ jid, content, id }) => send(jid, content, id ? { messageId: id } : undefined),
  composing: ({ jid }) => sock.sendPresenceUpdate('composing', jid),
  read: ({ key }) => sock.readMessages([key]),
  logout: () => sock.logout(),
};

createInterface({ input: process.stdin }).on('line', async (line) => {
  const { command, ...rest } = JSON.parse(line);
  try {
    await commands[command](rest);
  } catch (error) {
    report('failed', { error: String(error?.stack ?? error) });
  }
});
process.stdin.on('end', leave);
process.on('SIGTERM', leave);
connect();

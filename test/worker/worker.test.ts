// The house in the Workers runtime: workerd itself, a libSQL server, a Bot API and a Graph API on the loopback address.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type BotApi, startBotApi } from '../loopback/bot-api/index.ts';
import { type Graph, startGraph } from '../loopback/graph/index.ts';
import { type Hrana, startHrana } from '../loopback/hrana/index.ts';
import { type Smtp, startSmtp } from '../loopback/mail/smtp.ts';
import { lookAt } from '../support/db-stores.ts';

const secret = 'a-secret-of-the-webhook';
let folder: string;
let hrana: Hrana;
let api: BotApi;
let graph: Graph;
let smtp: Smtp;
let worker: ChildProcess;
let root: string;

/** One that nobody else is given meanwhile: those that the system gives out begin at 32768. */
async function freePort(): Promise<number> {
  const port = 20_000 + Math.floor(Math.random() * 12_000);
  const isFree = await new Promise<boolean>((resolve) => {
    const server = createServer().once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
  return isFree ? port : freePort();
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'alur-worker-'));
  hrana = await startHrana({ file: join(folder, 'server.db') });
  api = await startBotApi();
  graph = await startGraph({ retryMs: 200 });
  smtp = await startSmtp();
  const port = await freePort();
  root = `http://127.0.0.1:${port}`;
  const vars = {
    DATABASE_URL: hrana.url,
    TELEGRAM_BOT_TOKEN: api.token,
    TELEGRAM_API_ROOT: api.root,
    TELEGRAM_WEBHOOK_SECRET: secret,
    WHATSAPP_CLOUD_TOKEN: graph.token,
    WHATSAPP_CLOUD_PHONE_ID: graph.phoneId,
    WHATSAPP_CLOUD_APP_SECRET: graph.appSecret,
    WHATSAPP_CLOUD_VERIFY_TOKEN: graph.verifyToken,
    WHATSAPP_GRAPH_ROOT: graph.root,
    SMTP_URL: smtp.url,
    MAIL_FROM: 'Desk <desk@example.com>',
    TZ_NAME: 'UTC',
  };
  const words = [
    'dev',
    '--local',
    '--ip',
    '127.0.0.1',
    '--port',
    String(port),
    '--inspector-port',
    '0',
    '--test-scheduled',
    '--persist-to',
    folder,
    '--log-level',
    'error',
  ];
  // A group of its own: workerd is wrangler's child, and killing wrangler alone leaves it behind.
  worker = spawn(
    process.execPath,
    ['node_modules/wrangler/bin/wrangler.js', ...words, ...Object.entries(vars).flatMap(([name, value]) => ['--var', `${name}:${value}`])],
    {
      detached: true,
      stdio: 'pipe',
      env: { ...process.env, CI: '1', CLOUDFLARE_CF_FETCH_ENABLED: 'false', WRANGLER_SEND_METRICS: 'false' },
    },
  );
  let said = '';
  worker.stdout?.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  worker.stderr?.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  for (let tries = 0; ; tries++) {
    const up = await fetch(`${root}/healthz`).then(
      (answer) => answer.ok,
      () => false,
    );
    if (up) return;
    if (tries > 300 || worker.exitCode !== null) throw new Error(`The worker did not start:\n${said}`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}, 90_000);

afterAll(async () => {
  if (worker.pid) process.kill(-worker.pid, 'SIGKILL');
  await api.stop();
  await graph.stop();
  await smtp.stop();
  await hrana.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe('on Workers', () => {
  test('answers /healthz', async () => {
    expect(await (await fetch(`${root}/healthz`)).text()).toBe('ok');
  });

  test('refuses a webhook call without the secret', async () => {
    const answer = await fetch(`${root}/webhooks/telegram/main`, { method: 'POST', body: '{}' });
    expect(answer.status).toBe(401);
  });

  test('files a request that comes by the webhook, with the same engine and statements', async () => {
    const { Telegram } = await import('telegraf');
    await new Telegram(api.token, { apiRoot: api.root }).setWebhook(`${root}/webhooks/telegram/main`, { secret_token: secret });
    const ana = api.user({ id: 501, first_name: 'Ana', language_code: 'pt-br' });
    let last = ana.start();
    const reply = async (fits: RegExp) => ana.chat.waitFor((message) => fits.test(message.text ?? ''), { after: last });
    await reply(/Em que podemos ajudar/);
    for (const [says, hears] of [
      ['banner', /Para que é o banner/],
      ['Black Friday', /Onde ele vai aparecer/],
      ['1', /Que texto/],
      ['-50%', /Mande fotos/],
      ['pular', /está certo assim/],
      ['sim', /Seu número é 1001/],
    ] as const) {
      last = ana.write(says);
      await reply(hears);
    }
    expect(ana.chat.messages.filter((message) => message.byBot)).toHaveLength(7);
  });

  test('confirms the address to Meta, and believes nothing that Meta did not sign', async () => {
    const url = `${root}/webhooks/whatsapp/main`;
    const confirmed = await fetch(`${url}?hub.mode=subscribe&hub.verify_token=${graph.verifyToken}&hub.challenge=42`);
    expect([confirmed.status, await confirmed.text()]).toEqual([200, '42']);
    expect((await fetch(`${url}?hub.mode=subscribe&hub.verify_token=guess&hub.challenge=42`)).status).toBe(403);
    expect((await fetch(url, { method: 'POST', body: '{"entry":[]}' })).status).toBe(401);
  });

  test('files a request that comes by WhatsApp', async () => {
    graph.bringTo(`${root}/webhooks/whatsapp/main`);
    const bia = graph.person({ phone: '5500900000111', name: 'Bia' });
    const answers = async (count: number, fits: RegExp) => {
      await expect.poll(() => bia.got().length).toBe(count);
      expect(bia.last().text).toMatch(fits);
    };
    bia.write('logo');
    await answers(1, /Onde você vai usar|logo/i);
    bia.press(/./);
    await answers(2, /2 de 2/);
    bia.write('pular');
    await answers(3, /está certo assim/);
    bia.press('Sim, pode enviar');
    await answers(4, /Seu número é 1002/);
    await graph.idle();
    expect(graph.deliveries.every(({ status }) => status === 200)).toBe(true);
  });

  const bring = async (raw: string) =>
    fetch(`${root}/cdn-cgi/handler/email?from=${encodeURIComponent('dora@example.org')}&to=${encodeURIComponent('desk@example.com')}`, {
      method: 'POST',
      body: raw.replace(/\n/g, '\r\n'),
    });
  const mail = (id: string, subject: string, lines: string, headers = '') =>
    `Message-ID: <${id}@example.org>\nFrom: Dora <dora@example.org>\nTo: desk@example.com\nSubject: ${subject}\nDate: Mon, 23 Nov 2026 10:00:00 +0000\n${headers}Authentication-Results: mx.cloudflare.net; dkim=pass header.d=example.org; dmarc=pass header.from=example.org; spf=pass smtp.mailfrom=dora@example.org\nMIME-Version: 1.0\n${lines}`;
  const plain = (text: string) => `Content-Type: text/plain; charset=utf-8\n\n${text}\n`;

  test('takes a mail, asks for what is missing by mail, and files the request with its picture', async () => {
    const picture = Buffer.from('89504e470d0a1a0a0000', 'hex').toString('base64');
    const withFile = `Content-Type: multipart/mixed; boundary=b\n\n--b\n${plain('We need a logo for the fair.')}--b\nContent-Type: image/png; name=sketch.png\nContent-Disposition: attachment; filename=sketch.png\nContent-Transfer-Encoding: base64\n\n${picture}\n--b--\n`;
    expect((await bring(mail('one', 'A logo', withFile))).status).toBe(200);
    await expect.poll(() => smtp.received.length).toBe(1);
    const [asked] = smtp.received;
    expect(asked?.to).toEqual(['dora@example.org']);
    expect(asked?.email.inReplyTo).toBe('<one@example.org>');
    const answer = `In-Reply-To: ${asked?.email.messageId}\nReferences: <one@example.org> ${asked?.email.messageId}\n`;
    expect((await bring(mail('two', 'Re: A logo', plain('1. On a screen\n2. skip\n3. yes'), answer))).status).toBe(200);
    await expect.poll(() => smtp.received.length).toBeGreaterThan(1);
    expect(lookAt(join(folder, 'server.db'), "SELECT f.size AS size FROM file f WHERE f.id LIKE 'email:%'")).toEqual([{ size: 10 }]);
  });

  test('the same mail brought twice is one', async () => {
    const before = smtp.received.length;
    expect((await bring(mail('one', 'A logo', plain('We need a logo for the fair.')))).status).toBe(200);
    expect((await bring(mail('three', 'Status', plain('status')))).status).toBe(200);
    await expect.poll(() => smtp.received.length).toBe(before + 1);
  });

  test('works due timers when the cron comes', async () => {
    const answer = await fetch(`${root}/cdn-cgi/handler/scheduled?cron=*+*+*+*+*`);
    expect(answer.status).toBe(200);
  });
});

// What keeps the program from starting is told in sentences to whoever started it; what need not, does not.
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startBotApi } from '../loopback/bot-api/index.ts';
import { endAll, runAlur, startAlur } from '../support/process-alur.ts';
import { build } from '../support/process-build.ts';
import { openProcessDesk } from '../support/process-desk.ts';
import { openWay } from '../support/process-way.ts';

let folder: string;
beforeEach(async () => {
  await build();
  folder = mkdtempSync(join(tmpdir(), 'alur-start-'));
}, 120_000);
afterEach(async () => {
  await endAll();
  rmSync(folder, { recursive: true, force: true });
});

/** It ends by itself, as failed, and what it says are sentences: no stack, no lines of a log. */
async function refusal(env: Record<string, string> = {}): Promise<string> {
  const { code, output } = await runAlur({ folder, env });
  expect(code, output).toBe(1);
  expect(output).not.toMatch(/^\s+at /m);
  return output;
}
const lines = (text: string): string[] => text.trimEnd().split('\n');

describe('the configuration', () => {
  test('has several mistakes: each is told in a sentence, all at once', async () => {
    writeFileSync(join(folder, '.env'), '# mine\nHOST=127.0.0.1\nTELEGRAM_BOT_TOKEN: 123\nLANGUAGES=xx\n\nPUBLIC_URL desk.example\n');
    const output = await refusal({ PORT: 'abc', TZ_NAME: 'Mars/Base' });
    expect(lines(output)).toEqual([
      'The configuration has 5 mistakes:',
      '  • .env, line 3, is not NAME=value. Mend the line, or put # before it.',
      '  • .env, line 6, is not NAME=value. Mend the line, or put # before it.',
      '  • PORT must be a whole number from 0 to 65535, e.g. 3000. Change it in .env or in the environment.',
      '  • TZ_NAME must be a time zone such as America/Sao_Paulo. Change it in .env or in the environment.',
      '  • LANGUAGES must be a list of these, parted by commas: en, id, pt-BR, tr, uk. Change it in .env or in the environment.',
    ]);
  });

  test.each(['99999', '-1', '80.5', '0x'])('PORT=%s', async (PORT) => {
    expect(lines(await refusal({ PORT }))).toEqual([
      'The configuration has a mistake:',
      '  • PORT must be a whole number from 0 to 65535, e.g. 3000. Change it in .env or in the environment.',
    ]);
  });

  test('has a token that is none: the sentence says where one comes from, and does not repeat it', async () => {
    const output = await refusal({ TELEGRAM_BOT_TOKEN: 'my-secret-token' });
    expect(output).toContain('TELEGRAM_BOT_TOKEN must look like');
    expect(output).toContain('@BotFather');
    expect(output).not.toContain('my-secret-token');
  });

  test('has a token that Telegram does not know', async () => {
    const api = await startBotApi();
    const token = '7000000009:AAWrongwrongwrongwrongwrongwrongwro';
    const output = await refusal({ TELEGRAM_BOT_TOKEN: token, TELEGRAM_API_ROOT: api.root });
    await api.stop();
    expect(output).toContain('Telegram does not know this bot token: copy it again from @BotFather into TELEGRAM_BOT_TOKEN.');
    expect(lines(output)).toHaveLength(1);
    expect(output).not.toContain('AAWrong');
  });
});

describe('the data', () => {
  test('cannot be made: the folder would lie below a file', async () => {
    writeFileSync(join(folder, 'notes'), '');
    const DATA_DIR = join(folder, 'notes/data');
    expect(await refusal({ DATA_DIR })).toBe(
      `The folder ${DATA_DIR} cannot be written by this user. Give it to this user, or name another one in DATA_DIR.\n`,
    );
  });

  test('lies in a folder that cannot be written', async () => {
    // To root every folder of a disk can be written: then it is one of the kernel's.
    const DATA_DIR = process.getuid?.() === 0 ? '/proc' : join(folder, 'locked');
    if (DATA_DIR !== '/proc') {
      mkdirSync(DATA_DIR);
      chmodSync(DATA_DIR, 0o555);
    }
    const output = await refusal({ DATA_DIR });
    expect(output).toContain(DATA_DIR);
    expect(output).toMatch(/name another one in DATA_DIR|that this user may write it/);
    expect(lines(output)).toHaveLength(1);
  });

  test('is in use by another process: the second one refuses, the first goes on', async () => {
    const first = await startAlur({ folder });
    const output = await refusal();
    expect(output).toBe('Another Alur already has data/alur.db open. Stop that one first, or point DATABASE_URL at another file.\n');
    expect(await (await fetch(`${first.address}/readyz`)).text()).toBe('ok');
    await first.kill();
    const third = await startAlur({ folder }); // a kill leaves nothing behind that keeps the next one out
    expect((await third.stop()).code).toBe(0);
  });

  test('is no database: it is told, and left as it is', async () => {
    mkdirSync(join(folder, 'data'));
    const path = join(folder, 'data/alur.db');
    const content = 'These are my notes, not a database. '.repeat(500);
    writeFileSync(path, content);
    const output = await refusal();
    expect(output).toContain('The database data/alur.db cannot be opened');
    expect(output).toContain('Check that it is a database of Alur');
    expect(lines(output)).toHaveLength(1);
    expect(readFileSync(path, 'utf8')).toBe(content);
  });

  test('is of a newer Alur: it is told, and left as it is', async () => {
    const { stop } = await startAlur({ folder });
    await stop();
    const path = join(folder, 'data/alur.db');
    const database = new Database(path);
    database.exec("INSERT INTO migration (name, at) VALUES ('9001_tomorrow', 0)");
    database.close();
    const output = await refusal();
    expect(output).toBe('This database was made by a newer Alur (it has 9001_tomorrow). Start that version, or restore a backup.\n');
  });

  test('is held by another program for a moment: it is waited for, and for longer: it is told', async () => {
    const { stop } = await startAlur({ folder });
    await stop();
    const path = join(folder, 'data/alur.db');
    const other = new Database(path);
    other.exec('PRAGMA locking_mode = EXCLUSIVE');
    other.exec('BEGIN EXCLUSIVE');
    const moment = setTimeout(() => other.close(), 2000);
    const { startMs, stop: again } = await startAlur({ folder });
    expect(startMs).toBeGreaterThan(2000);
    clearTimeout(moment);
    await again();

    const writing = new Database(path);
    writing.exec('BEGIN IMMEDIATE');
    const output = await refusal();
    writing.close();
    expect(lines(output)).toHaveLength(1);
    expect(output).toContain('no other program holds it, then start again');
  });

  test('has a key for the try-it page that only this user can read', async () => {
    const { stop } = await startAlur({ folder });
    await stop();
    expect(statSync(join(folder, 'data/try.key')).mode & 0o077).toBe(0);
  });
});

test('the port is taken', async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const { port } = other.address() as AddressInfo; // listens on TCP
  const output = await refusal({ PORT: String(port) });
  other.close();
  expect(output).toBe(`Port ${port} is taken: another program, or another Alur, listens there. Stop it, or start with PORT=${port + 1}.\n`);
});

describe('Telegram', () => {
  test.each(['down', 'hang'] as const)(
    'is not there at the start (%s): the rest starts, and it works once it is back',
    async (how) => {
      const desk = await openProcessDesk();
      const way = await openWay(desk.api.root);
      try {
        await way[how]();
        const { address } = await desk.start({ TELEGRAM_API_ROOT: way.root });
        expect(await (await fetch(`${address}/healthz`)).text()).toBe('ok');
        await desk.api.waitUntil(() => /could not be reached|could not be/.test(desk.output()), {
          what: 'the trouble to be told',
        });
        await way.up();
        await desk.api.waitUntil(() => desk.api.callsOf('getUpdates').length > 0, { what: 'the polling to begin' });
        await desk.claim();

        await way[how](); // and in the middle
        desk.client.write('Preciso de uma landing page, por gentileza');
        await way.up();
        await desk.client.chat.waitFor(({ text }) => text?.includes('Para qual produto') ?? false, { timeoutMs: 45_000 });
        expect(desk.leaks()).toEqual([]);
      } finally {
        await way.down();
        await desk.close();
      }
    },
    120_000,
  );
});

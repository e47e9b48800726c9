// End to end, and nowhere else: what the wire carries, what a broken byte leads to, what is printed, and that Baileys is the pinned one.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { eventually, openWhatsAppHouse, type WhatsAppHouse } from '../support/whatsapp.ts';

describe('on the wire', () => {
  let opened: WhatsAppHouse;
  beforeAll(async () => {
    opened = await openWhatsAppHouse();
  }, 60_000);
  afterAll(() => opened.close());

  test('no frame holds what a client or the desk wrote', async () => {
    const sentences = ['The lighthouse opens on Friday', 'Seventeen paper boats, please', 'Nobody knows about the mixer yet'];
    const ana = opened.client('15550100001');
    await ana.says(sentences[0] ?? '');
    for (const text of ['logo', '1', 'skip', '1', sentences[1] ?? '']) await ana.says(text);
    await opened.desk(`/r 1001 ${sentences[2]}`);
    await eventually(() => ana.phone.inbox.some(({ text }) => text.includes(sentences[2] ?? '')), 'the desk’s words to arrive');
    expect(opened.server.frames.length).toBeGreaterThan(20);
    for (const sentence of sentences) expect(opened.server.leaks(sentence)).toEqual([]);
  });

  test('one flipped byte of a ciphertext leads to a retry receipt, and then to the message', async () => {
    const carla = opened.client('15550100002', { name: 'Carla' });
    await carla.says('logo');
    opened.server.faults.flipNextByte();
    expect((await carla.says('1')).map(({ text }) => text)).toEqual([expect.stringContaining('Do you need a certain format')]);
    expect(carla.phone.receipts.filter(({ type }) => type === 'retry')).toHaveLength(1);
  });

  test('an answer that a phone cannot read is sent again from the store, as the same message', async () => {
    const dora = opened.client('15550100003', { name: 'Dora' });
    opened.server.faults.flipNextByteToPhone();
    expect((await dora.says('logo')).map(({ text }) => text)).toEqual([expect.stringContaining('What will you use the logo for?')]);
  });
});

test('Baileys is the lockfile’s, and untouched', () => {
  const Lock = z.object({ packages: z.record(z.string(), z.object({ version: z.string().optional() })) });
  const name = 'node_modules/@whiskeysockets/baileys';
  const locked = Lock.parse(JSON.parse(readFileSync('package-lock.json', 'utf8'))).packages[name]?.version;
  const installed = z.object({ version: z.string() }).parse(JSON.parse(readFileSync(join(name, 'package.json'), 'utf8'))).version;
  expect(installed).toBe(locked);
  const hash = createHash('sha256');
  const files = readdirSync(join(name, 'lib'), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.js'));
  for (const file of files.map((one) => one.replaceAll('\\', '/')).sort()) hash.update(file).update(readFileSync(join(name, 'lib', file)));
  // Of the version that was read and tried: whoever pins another runs test/whatsapp and writes the new sum here.
  expect({ version: installed, sum: hash.digest('hex').slice(0, 32) }).toEqual({
    version: '7.0.0-rc14',
    sum: '411e6272258ae481e87f78015ff29a0b',
  });
});

// The corpus through the whole house, over a real mailbox: who is answered, who never may be, and that nothing is left lying.
import { afterEach, expect, test } from 'vitest';
import { createNames } from '../../bots/email/names.ts';
import { type MailHouse, openMail } from '../support/mail.ts';
import { addressOfSample, corpus } from './corpus/index.ts';
import { own } from './corpus/mail.ts';

let mail: MailHouse | undefined;
afterEach(() => mail?.close());

test('each awkward mail is answered, or kept in silence, as it must be', { timeout: 300_000 }, async () => {
  const opened = await openMail();
  mail = opened;
  const { house, smtp } = opened;
  const [setting] = await house.store.read({ sql: "SELECT value FROM setting WHERE key = 'mail_key'", args: [] });
  const names = createNames(own, new Uint8Array(Buffer.from(String(setting?.value), 'base64')));
  const samples = corpus.filter(({ name }) => name !== 'nothing-at-all'); // no server takes a mail without a byte
  for (const sample of samples) {
    const from = addressOfSample(sample);
    await opened.bring(await sample.raw({ from, names, sent: await names.messageId('row', from) }));
  }
  await opened.settle();
  const answered = new Set(smtp.received.flatMap(({ to }) => to));
  const isAnswered = ({ name }: (typeof samples)[number]) => [...answered].some((to) => to.endsWith(`@${name}.example.org`));
  const wrong = samples.flatMap((sample) => {
    const must = sample.becomes.as === 'answered';
    return isAnswered(sample) === must ? [] : [`${sample.name} ${must ? 'was not answered' : 'was answered'}`];
  });
  expect(wrong).toEqual([]);
  expect(smtp.received.every(({ to }) => to.every((one) => /@[\w-]+\.example\.org$/.test(one)))).toBe(true);
  const aside = await house.store.read({ sql: 'SELECT id, parked FROM inbox WHERE parked IS NOT NULL', args: [] });
  expect(aside).toEqual([]);
  expect(opened.logged.filter((line) => /failed|could not be taken|set aside/.test(line))).toEqual([]);
  const counted = opened.logged.filter((line) => line.includes('nobody’s word')).length;
  expect(counted).toBeGreaterThanOrEqual(samples.filter(({ becomes }) => becomes.as === 'counted').length);
});

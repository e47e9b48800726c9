// The channel contract over mail: the real channel against a real dovecot and a real SMTP server.

import { bytesOf } from '../../bots/email/parts.ts';
import type { Received } from '../loopback/mail/smtp.ts';
import { openMail } from '../support/mail.ts';
import { channelContract, type Rig } from './channel-contract.ts';

/** Lettered below their question where several are asked, else numbered. */
function labelsIn(text: string): string[] {
  const lettered = [...text.matchAll(/^ +[a-z]\) (.+)$/gm)];
  return (lettered.length > 0 ? lettered : [...text.matchAll(/^\d+\. (.+)$/gm)]).map(([, label = '']) => label);
}

channelContract('email', async (): Promise<Rig> => {
  const mail = await openMail();
  const { smtp, bring, settle } = mail;
  const ana = mail.client();
  let last: Buffer | undefined;
  const writes = async (raw: Buffer) => {
    last = raw;
    await bring(raw);
    await settle();
  };
  const textOf = ({ email }: Received) => (email.text ?? '').replace(/\n+$/, '');
  const mend = () => {
    smtp.fault = undefined;
  };
  const fails = (fault: NonNullable<typeof smtp.fault>) => ({
    cause: () => {
      smtp.fault = fault;
    },
    mend,
  });
  return {
    house: mail.house,
    channel: mail.channel,
    address: `email:${ana.address}`,
    settle,
    writes: async (text, quoting) => {
      const answers = quoting && ana.got().find(({ email }) => email.messageId === quoting.id);
      await writes(await ana.makes({ text, ...(answers ? { answers } : {}) }));
    },
    writesAll: async (texts) => {
      for (const text of texts) await bring(await ana.makes({ text }));
      await settle();
    },
    presses: async (label) => writes(await ana.makes({ text: label })),
    sends: async ({ bytes, name, mime }, caption) => writes(await ana.makes({ text: caption ?? '', files: [{ bytes, name, mime }] })),
    repeats: async () => {
      if (last) await bring(last);
      await settle();
    },
    got: () =>
      ana.got().map((one) => ({
        id: one.email.messageId ?? '',
        text: textOf(one),
        labels: labelsIn(textOf(one)),
        files: one.email.attachments.map(({ content }) => bytesOf(content)),
      })),
    faults: {
      offline: fails({ at: 'connect' }),
      not_ready: fails({ at: 'login' }),
      blocked: fails({ at: 'recipient', code: 550, words: '5.1.1 <ana@example.org>: Recipient address rejected: User unknown' }),
      rate_limited: fails({ at: 'recipient', code: 450, words: '4.7.1 Greylisted, try again' }),
      too_large: fails({ at: 'data', code: 552, words: '5.3.4 Message size exceeds fixed limit' }),
      rejected: fails({ at: 'data', code: 554, words: '5.7.1 Refused by policy' }),
    },
    close: mail.close,
  };
});

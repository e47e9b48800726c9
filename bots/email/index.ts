// The door for mails: a mailbox over IMAP in, SMTP out, as one Channel.
import type { Channel } from '../channel.ts';
import { checkServers, type Finding } from './check.ts';
import { type DoorConfig, emailDoor } from './door.ts';
import { createMailbox, type Mark } from './mailbox.ts';
import { usualServer } from './proof.ts';
import { serverAt } from './server.ts';

export type { Finding } from './check.ts';
export type { Mark } from './mailbox.ts';

export type EmailConfig = Omit<DoorConfig, 'server'> & {
  /** `imaps://user:password@host/INBOX`. */
  imapUrl: string;
  /** The authserv-id of the mail server, where it is not its host name. */
  authserv?: string | undefined;
  /** How far the mailbox was read. */
  readMark: () => Promise<Mark | null>;
  writeMark: (mark: Mark) => Promise<void>;
  sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
};

export type EmailChannel = Channel & {
  /** For doctor and start: see checkServers. */
  check(): Promise<Finding[]>;
};

/** One mailbox as a Channel. `start` does not wait for the server: it may be away. */
export function email(config: EmailConfig): EmailChannel {
  const { contact, log, now, sleep, readMark, writeMark } = config;
  const imap = serverAt(config.imapUrl);
  const door = emailDoor({ ...config, server: config.authserv?.toLowerCase() ?? usualServer(imap.host) });
  const mailbox = createMailbox({ contact, server: imap, log, now, sleep, readMark, writeMark, take: door.receive });
  return {
    ...door,
    start: async (take) => {
      await door.start(take);
      mailbox.start();
    },
    stop: async () => {
      await mailbox.stop();
      await door.stop();
    },
    check: () => checkServers(config),
  };
}

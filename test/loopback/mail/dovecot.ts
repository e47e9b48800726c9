// Debian's dovecot on the loopback address: a mailbox over IMAP, and LMTP to bring mails into it.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { ImapFlow } from 'imapflow';
import { createTransport } from 'nodemailer';

export type Dovecot = {
  imapUrl: string;
  port: number;
  /** Brings a mail in, as the internet would; resolves when it lies in the mailbox. */
  deliver(raw: string | Uint8Array, from?: string): Promise<void>;
  /** Somebody reads the mails that hold these words, with a program of their own. */
  see(words: readonly string[]): Promise<void>;
  /** Ends every process of it, in the middle of whatever it does. */
  kill(): Promise<void>;
  start(): Promise<void>;
  close(): Promise<void>;
};

export const user = 'desk';
const password = 'opensesame';
const nobody = 65_534;

/** Two ports that nobody listens on; both are held before either is let go, or they could be the same. */
async function freePorts(): Promise<[number, number]> {
  const servers = [createServer(), createServer()] as const;
  const [imap, lmtp] = servers.map((server) => server.listen(0, '127.0.0.1'));
  await Promise.all(servers.map((server) => once(server, 'listening')));
  const ports: [number, number] = [portOf(imap), portOf(lmtp)];
  await Promise.all(servers.map((server) => once(server.close(), 'close')));
  return ports;
}

function portOf(server: Server | undefined): number {
  const address = server?.address() ?? null;
  if (address === null || typeof address === 'string') throw new Error('There is no port.');
  return address.port;
}

/** dovecot wants root for its jails; as anybody else it is run without them. */
function configOf(folder: string, imap: number, lmtp: number): string {
  const isRoot = process.getuid?.() === 0;
  const me = userInfo();
  const [uid, gid] = isRoot ? [nobody, nobody] : [me.uid, me.gid];
  const name = isRoot ? 'nobody' : me.username;
  const unjailed = [
    'imap-login',
    'anvil',
    'stats',
    'lmtp',
    'imap',
    'auth',
    'auth-worker',
    'dict',
    'config',
    'log',
    'director',
    'ssl-params',
  ];
  return `
base_dir = ${folder}/run
state_dir = ${folder}/state
log_path = ${folder}/log
protocols = imap lmtp
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
default_internal_user = ${name}
default_internal_group = ${isRoot ? 'nogroup' : '$GROUP'}
default_login_user = ${name}
first_valid_uid = 1
mail_location = maildir:${folder}/mail
mail_uid = ${uid}
mail_gid = ${gid}
auth_username_format = %n
passdb {
  driver = static
  args = password=${password}
}
userdb {
  driver = static
  args = uid=${uid} gid=${gid} home=${folder}/home allow_all_users=yes
}
recipient_delimiter = +
lmtp_save_to_detail_mailbox = no
service imap-login {
  chroot =
  inet_listener imap {
    port = ${imap}
  }
  inet_listener imaps {
    port = 0
  }
}
service lmtp {
  inet_listener lmtp {
    address = 127.0.0.1
    port = ${lmtp}
  }
}
${unjailed
  .filter((one) => one === 'anvil')
  .map((one) => `service ${one} {\n  chroot =\n}`)
  .join('\n')}
`;
}

const opens = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('data', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });

export async function startDovecot(): Promise<Dovecot> {
  const folder = mkdtempSync(join(tmpdir(), 'alur-dovecot-'));
  chmodSync(folder, 0o755);
  for (const name of ['mail', 'home', 'run', 'state']) {
    mkdirSync(join(folder, name));
    if (process.getuid?.() === 0 && name !== 'run') chownSync(join(folder, name), nobody, nobody);
  }
  let [imapPort, lmtpPort] = [0, 0];
  const config = join(folder, 'dovecot.conf');
  let child: ChildProcess | undefined;

  /** Ports that were free may be taken by now, by another test: it then ends at once, and says so by its exit. */
  async function open(): Promise<void> {
    for (let i = 0; i < 5; i++) {
      [imapPort, lmtpPort] = await freePorts();
      writeFileSync(config, configOf(folder, imapPort, lmtpPort));
      if (await start()) return;
    }
    throw new Error(`dovecot did not start; see ${folder}/log.`);
  }

  /** Whether it runs; false when it ended before it listened. */
  async function start(): Promise<boolean> {
    const started = spawn('/usr/sbin/dovecot', ['-F', '-c', config], { stdio: ['ignore', 'ignore', 'inherit'], detached: true });
    child = started;
    for (let i = 0; i < 600; i++) {
      if (started.exitCode !== null) return false;
      if ((await opens(imapPort)) && (await opens(lmtpPort))) return true;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`dovecot does not listen; see ${folder}/log.`);
  }

  async function kill(): Promise<void> {
    const { pid } = child ?? {};
    if (pid === undefined) return;
    const gone = new Promise<void>((resolve) => child?.once('exit', () => resolve()));
    process.kill(-pid, 'SIGKILL'); // its own group: the master and all it started
    await gone;
    child = undefined;
    while (await opens(imapPort)) await new Promise((resolve) => setTimeout(resolve, 20));
    rmSync(join(folder, 'run', 'master.pid'), { force: true });
  }

  await open();
  return {
    imapUrl: `imap://${user}:${password}@127.0.0.1:${imapPort}`,
    port: imapPort,
    start: async () => {
      if (!(await start())) throw new Error(`dovecot did not start again; see ${folder}/log.`);
    },
    kill,
    deliver: async (raw, from = 'sender@example.net') => {
      const transport = createTransport({ host: '127.0.0.1', port: lmtpPort, lmtp: true, ignoreTLS: true });
      await transport.sendMail({ envelope: { from, to: `${user}@example.com` }, raw: Buffer.from(raw) });
      transport.close();
    },
    see: async (words) => {
      const imap = new ImapFlow({
        host: '127.0.0.1',
        port: imapPort,
        secure: false,
        doSTARTTLS: false,
        auth: { user, pass: password },
        logger: false,
      });
      await imap.connect();
      await imap.mailboxOpen('INBOX');
      for (const body of words) await imap.messageFlagsAdd({ body }, ['\\Seen']);
      await imap.logout();
    },
    close: async () => {
      await kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

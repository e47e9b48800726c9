// Whether mails can come in and go out, each with what to do. For doctor and start.
import PostalMime from 'postal-mime';
import { sendErrorOf } from './errors.ts';
import { connectTo, reasonOf } from './mailbox.ts';
import { serversIn, usualServer } from './proof.ts';
import { dial } from './send.ts';
import { type Server, serverAt } from './server.ts';

/** One thing that was looked at. `what` and `remedy` are English; `key` and `params` are for other tongues and for tests. */
export type Finding = { ok: boolean; key: string; params: Record<string, string>; what: string; remedy?: string };

const finding = (ok: boolean, key: string, what: string, remedy?: string, params: Record<string, string> = {}): Finding => ({
  ok,
  key: `email.${key}`,
  params,
  what,
  ...(remedy ? { remedy } : {}),
});

export type Servers = { imapUrl: string; smtpUrl: string; authserv?: string | undefined };

/** Logs in at both servers, and looks at who vouches for senders. Never throws: what cannot be done is a finding. */
export async function checkServers({ imapUrl, smtpUrl, authserv }: Servers): Promise<Finding[]> {
  const inServer = serverAt(imapUrl);
  const [box, smtp] = await Promise.all([
    checkMailbox(inServer, authserv?.toLowerCase() ?? usualServer(inServer.host)),
    checkSender(serverAt(smtpUrl)),
  ]);
  return [...box, smtp];
}

async function checkSender(server: Server): Promise<Finding> {
  const transport = dial(server);
  try {
    await transport.verify();
    return finding(true, 'smtp', 'Mails can be sent.');
  } catch (error) {
    const { code, message } = sendErrorOf(error);
    return finding(false, 'smtp', message, 'See SMTP_URL: the host, the port, the user and the password.', { reason: code });
  } finally {
    transport.close();
  }
}

async function checkMailbox(server: Server, authserv: string): Promise<Finding[]> {
  const imap = connectTo(server, true);
  imap.on('error', () => undefined); // told by what rejects
  try {
    await imap.connect();
    const { exists } = await imap.mailboxOpen(server.folder, { readOnly: true });
    const found = [finding(true, 'imap', `The mailbox can be read: ${exists} in ${server.folder}.`)];
    if (exists === 0) return found;
    const newest = (await imap.fetchOne('*', { headers: ['authentication-results'] })) || undefined;
    const headers = newest?.headers ? (await PostalMime.parse(new Uint8Array(newest.headers))).headers : [];
    return [...found, vouches(serversIn(headers), authserv)];
  } catch (error) {
    const remedy = 'See IMAP_URL: the host, the port, the user, the password and the folder.';
    return [finding(false, 'imap', `The mailbox cannot be read: ${reasonOf(error)}.`, remedy, { reason: reasonOf(error) })];
  } finally {
    imap.close();
  }
}

/** Without the server's word, nobody's From is believed where they are known already. */
function vouches(servers: readonly string[], authserv: string): Finding {
  const [top] = servers;
  const isOurs = servers.some((one) => (authserv.startsWith('.') ? one.endsWith(authserv) : one === authserv));
  if (isOurs) return finding(true, 'authserv', `The mail server says who a sender is (${authserv}).`);
  if (top === undefined)
    return finding(
      true,
      'authserv',
      'The newest mail bears no Authentication-Results of the mail server.',
      'Without them no sender is proven: a forged one would pass for anybody who was never proven. Turn them on at the server (OpenDMARC, rspamd).',
    );
  return finding(
    false,
    'authserv',
    `The mail server's results are signed "${top}", and "${authserv}" is waited for.`,
    `If "${top}" is your own mail server, put MAIL_AUTHSERV_ID=${top} into .env.`,
    { top },
  );
}

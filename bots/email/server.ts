// The addresses of mail servers as the configuration writes them. Plain ones are for this machine; elsewhere TLS is insisted on. Pure.

/** `secure`: TLS from the first byte · `mustUpgrade`: STARTTLS, or nothing. */
export type Server = {
  host: string;
  port: number;
  secure: boolean;
  mustUpgrade: boolean;
  user: string;
  password: string;
  folder: string;
};

const ports: Readonly<Record<string, number>> = { 'imap:': 143, 'imaps:': 993, 'smtp:': 587, 'smtps:': 465 };

const isLoopback = (host: string): boolean => host === 'localhost' || host === '::1' || /^127\./.test(host);

/** `imaps://user:password@mail.example.com:993/INBOX`; a sign such as `@` in the user's name is written `%40`. */
export function serverAt(address: string): Server {
  const url = new URL(address);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const secure = url.protocol.endsWith('s:');
  return {
    host,
    port: url.port === '' ? (ports[url.protocol] ?? 0) : Number(url.port),
    secure,
    mustUpgrade: !secure && !isLoopback(host),
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    folder: decodeURIComponent(url.pathname.replace(/^\//, '')) || 'INBOX',
  };
}

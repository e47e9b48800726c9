// The mail server that takes what leaves: a real one on the loopback address, which refuses when told to.
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer } from 'smtp-server';

export type Received = { to: string[]; from: string; raw: Buffer; email: Email };

/** How the next mails are met: the connection is cut, or a step is answered with a code. */
export type Fault = { at: 'connect' | 'login' | 'recipient' | 'data'; code?: number; words?: string };

export type Smtp = {
  url: string;
  received: Received[];
  fault: Fault | undefined;
  /** How many mails came to its data, taken or not. */
  tries: Received[];
  stop(): Promise<void>;
  start(): Promise<void>;
};

function refusal({ code = 554, words = 'refused' }: Fault): Error {
  return Object.assign(new Error(words), { responseCode: code });
}

export async function startSmtp(): Promise<Smtp> {
  let port = 0;
  let server: SMTPServer | undefined;

  async function start(): Promise<void> {
    const made = new SMTPServer({
      secure: false,
      hideSTARTTLS: true,
      authOptional: true,
      allowInsecureAuth: true,
      logger: false,
      onConnect: (_, done) => {
        if (smtp.fault?.at === 'connect') return done(refusal({ at: 'connect', code: 421 }));
        return done();
      },
      onAuth: (auth, _, done) => {
        if (smtp.fault?.at === 'login' || auth.password !== 'sesame') return done(refusal({ at: 'login', code: 535 }));
        return done(null, { user: auth.username });
      },
      onRcptTo: (_, __, done) => done(smtp.fault?.at === 'recipient' ? refusal(smtp.fault) : null),
      onData: (stream, session, done) => {
        const parts: Buffer[] = [];
        stream.on('data', (part: Buffer) => parts.push(part));
        stream.on('end', async () => {
          const raw = Buffer.concat(parts);
          const { mailFrom, rcptTo } = session.envelope;
          const one = {
            to: rcptTo.map(({ address }) => address),
            from: mailFrom ? mailFrom.address : '',
            raw,
            email: await PostalMime.parse(raw),
          };
          smtp.tries.push(one);
          if (smtp.fault?.at === 'data') return done(refusal(smtp.fault));
          smtp.received.push(one);
          return done();
        });
      },
    });
    made.on('error', () => undefined); // cut connections
    await new Promise<void>((resolve) => made.listen(port, '127.0.0.1', resolve));
    const address = made.server.address();
    if (address === null || typeof address === 'string') throw new Error('There is no port.');
    port = address.port;
    server = made;
  }

  const smtp: Smtp = {
    url: '',
    received: [],
    tries: [],
    fault: undefined,
    start,
    stop: () => new Promise((resolve) => (server ? server.close(() => resolve()) : resolve())),
  };
  await start();
  smtp.url = `smtp://desk:sesame@127.0.0.1:${port}`;
  return smtp;
}

// A receiver of webhooks on this machine, as a program would have one: it verifies with the public package, and can be down.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { Webhook } from 'standardwebhooks';

export type Received = { id: string; type: string; timestamp: string; data: Record<string, unknown>; payload: string };
/** `up` verifies and takes · `gone` hangs up without an answer, after it has taken · a number: it answers that, and where else to ask. */
export type Way = 'up' | 'gone' | number;

export type Receiver = {
  url: string;
  /** What was verified and answered 2xx, in order. */
  taken: Received[];
  /** Ids of everything that came, taken or not. */
  tries: string[];
  /** Why something was not taken that should have been. */
  refused: string[];
  be(way: Way): void;
  stop(): Promise<void>;
};

export async function openReceiver(secret: () => string): Promise<Receiver> {
  let way: Way = 'up';
  const taken: Received[] = [];
  const tries: string[] = [];
  const refused: string[] = [];
  const server = createServer((request, response) => void answer(request, response));

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let payload = '';
    for await (const chunk of request) payload += String(chunk);
    const id = String(request.headers['webhook-id']);
    tries.push(id);
    if (way === 'gone') return void request.socket.destroy();
    if (way !== 'up')
      return void response.writeHead(way, { location: '/elsewhere', ...(way === 429 ? { 'retry-after': '120' } : {}) }).end();
    try {
      const body = new Webhook(secret()).verify(payload, request.headers as Record<string, string>) as Omit<Received, 'id' | 'payload'>;
      taken.push({ ...body, id, payload });
      response.writeHead(204).end();
    } catch (error) {
      refused.push(String(error));
      response.writeHead(400).end();
    }
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('The receiver listens nowhere.');
  return {
    url: `http://127.0.0.1:${address.port}/hooks`,
    taken,
    tries,
    refused,
    be: (next) => {
      way = next;
    },
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

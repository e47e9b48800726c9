// Waits for WhatsApp's word on a message: Baileys resolves a send before the server has seen it.
import type { BinaryNode, WASocket } from '@whiskeysockets/baileys';

export type Acks = {
  /** Listens on a new connection. */
  attach(sock: WASocket): void;
  /** Resolves with the error's code, or null when it was accepted; rejects when nothing came in time. Ask before sending. */
  wait(id: string, ms: number): Promise<string | null>;
  /** The connection is gone: what waits will not be answered on it. */
  lost(): void;
};

export class NoAckError extends Error {
  override name = 'NoAckError';
}

export function openAcks(): Acks {
  const waiting = new Map<string, { settle(error: string | null): void; fail(why: Error): void }>();
  return {
    attach: (sock) => {
      sock.ws.on('CB:ack,class:message', ({ attrs }: BinaryNode) => {
        waiting.get(attrs.id ?? '')?.settle(attrs.error ?? null);
      });
    },
    wait: (id, ms) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => fail(new NoAckError('WhatsApp did not confirm the message in time.')), ms);
        const end = () => {
          clearTimeout(timer);
          waiting.delete(id);
        };
        const fail = (why: Error) => {
          end();
          reject(why);
        };
        waiting.set(id, {
          settle: (error) => {
            end();
            resolve(error);
          },
          fail,
        });
      }),
    lost: () => {
      for (const { fail } of [...waiting.values()])
        fail(new NoAckError('The connection to WhatsApp broke before it confirmed the message.'));
    },
  };
}

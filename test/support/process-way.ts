// The way to Telegram as a thing that can break: a port that passes everything on, refuses, or takes and never answers.
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

export type Way = {
  /** What TELEGRAM_API_ROOT is set to. */
  readonly root: string;
  /** Nobody listens there any more; what was open is cut. */
  down(): Promise<void>;
  /** Passes on, at the same port as before. */
  up(): Promise<void>;
  /** Passes on what is asked, and keeps the answers to this method back for so long. */
  slow(method: string, ms: number): void;
  /** Takes connections and says nothing, for as long as they like; what was open is cut. */
  hang(): Promise<void>;
};

/** `to`: the root of the Bot API behind it. Begins as `down`. */
export async function openWay(to: string): Promise<Way> {
  const target = Number(new URL(to).port);
  const sockets = new Set<Socket>();
  let server: Server | undefined;
  let held: { method: string; ms: number } | undefined;
  let port = 0;

  const down = (): Promise<void> =>
    new Promise((resolve) => {
      for (const socket of sockets) socket.destroy();
      if (server) server.close(() => resolve());
      else resolve();
      server = undefined;
    });
  const listen = async (pass: boolean): Promise<void> => {
    await down();
    held = undefined;
    const opened = createServer((socket) => {
      keep(sockets, socket);
      if (!pass) return;
      const onward = connect(target, '127.0.0.1');
      keep(sockets, onward);
      let waitMs = 0;
      socket.on('data', (asked: Buffer) => {
        const method = /^POST \/bot[^/]+\/(\w+)/.exec(asked.toString('latin1'))?.[1];
        if (method) waitMs = held?.method === method ? held.ms : 0;
        onward.write(asked);
      });
      onward.on('data', (answer: Buffer) => void setTimeout(() => socket.destroyed || socket.write(answer), waitMs));
      for (const [one, other] of [
        [socket, onward],
        [onward, socket],
      ] as const)
        one.on('close', () => other.destroy());
    });
    server = opened;
    await new Promise<void>((resolve) => opened.listen(port, '127.0.0.1', resolve));
    port = (opened.address() as AddressInfo).port; // listens on TCP, as asked for above
  };
  await listen(false); // to be given a port
  await down();
  const slow = (method: string, ms: number): void => {
    held = { method, ms };
  };
  return { root: `http://127.0.0.1:${port}`, down, up: () => listen(true), slow, hang: () => listen(false) };
}

function keep(sockets: Set<Socket>, socket: Socket): void {
  sockets.add(socket);
  socket.on('close', () => sockets.delete(socket)).on('error', () => socket.destroy());
}

// The way to Telegram as a thing that can break: a port that passes everything on, refuses, or takes and never answers.
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

export type Way = {
  /** What TELEGRAM_API_ROOT is set to. */
  readonly root: string;
  /** Nobody listens there any more; what was open is cut. */
  down(): Promise<void>;
  /** Passes on, at the same port as before. */
  up(): Promise<void>;
  /** Takes connections and says nothing, for as long as they like; what was open is cut. */
  hang(): Promise<void>;
};

/** `to`: the root of the Bot API behind it. Begins as `down`. */
export async function openWay(to: string): Promise<Way> {
  const target = Number(new URL(to).port);
  const sockets = new Set<Socket>();
  let server: Server | undefined;
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
    const opened = createServer((socket) => {
      keep(sockets, socket);
      if (!pass) return;
      const onward = connect(target, '127.0.0.1');
      keep(sockets, onward);
      socket.pipe(onward).pipe(socket);
    });
    server = opened;
    await new Promise<void>((resolve) => opened.listen(port, '127.0.0.1', resolve));
    port = (opened.address() as AddressInfo).port; // listens on TCP, as asked for above
  };
  await listen(false); // to be given a port
  await down();
  return { root: `http://127.0.0.1:${port}`, down, up: () => listen(true), hang: () => listen(false) };
}

function keep(sockets: Set<Socket>, socket: Socket): void {
  sockets.add(socket);
  socket.on('close', () => sockets.delete(socket)).on('error', () => socket.destroy());
}

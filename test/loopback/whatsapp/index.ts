// A WhatsApp on loopback for tests: the real Baileys connects to it from a process of its own, and the phones of its
// owner and of clients are acted by the test. Open one a test, give the bot `url` and `env`, stop it at the end.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WebSocketServer } from 'ws';
import { Faults } from './faults.ts';
import { type CloseCode, Gate } from './gate.ts';
import { Group } from './group.ts';
import { Link } from './link.ts';
import type { HandsetPlan } from './mail.ts';
import { MediaHost, type MediaRequest } from './media-host.ts';
import { Owner } from './owner.ts';
import { Phone } from './phone.ts';
import { type ConnectionEvent, type Frame, Tape } from './tape.ts';
import { World } from './world.ts';

export type { Faults } from './faults.ts';
export type { CloseCode } from './gate.ts';
export type { Group } from './group.ts';
export type { Addressing, HandsetPlan } from './mail.ts';
export type { Owner } from './owner.ts';
export type { Phone } from './phone.ts';
export type { Received } from './received.ts';
export type { ConnectionEvent, Frame } from './tape.ts';

export type WhatsAppOptions = {
  /** The account that links the bot. */
  owner?: Partial<HandsetPlan> & { business?: string };
};

export type WhatsApp = {
  /** What `waWebSocketUrl` takes. */
  readonly url: string;
  /** URL of the module that makes a bot trust this server; `env` loads it. */
  readonly preload: string;
  /** PEM file with the media host's certificate; `env` names it. */
  readonly caFile: string;
  /** For the process of the bot. */
  readonly env: { NODE_OPTIONS: string; NODE_EXTRA_CA_CERTS: string };
  readonly owner: Owner;
  readonly faults: Faults;
  /** Every frame, encrypted and plain. */
  readonly frames: readonly Frame[];
  /** Every coming and going of the bot. */
  readonly connections: readonly ConnectionEvent[];
  readonly mediaRequests: readonly MediaRequest[];
  /** Ids of what the bot has not confirmed. */
  readonly pending: string[];
  /** The phone of a new client; a number belongs to one. */
  phone(plan: HandsetPlan): Phone;
  /** A group with the bot's account and these phones. */
  group(subject: string, members: readonly Phone[]): Group;
  /** Ends the bot's connection as the real server does for that reason. */
  close(code: CloseCode): void;
  /** Logins get `<failure reason=…>` until null is told. */
  refuseLogins(reason: number | null): void;
  /** False: nobody can connect, and who was connected is cut off. */
  reachable: boolean;
  /** The frames in which that sentence can be read; not for numbers, which stanzas pack two digits a byte. */
  leaks(sentence: string): Frame[];
  stop(): Promise<void>;
};

const PATH = '/ws/chat';

export async function openWhatsApp(options: WhatsAppOptions = {}): Promise<WhatsApp> {
  const faults = new Faults();
  const media = await MediaHost.open(faults);
  const world = new World(new Tape(), faults, media);
  const gate = new Gate(world);
  const owner = new Owner(world, { name: 'Owner', number: '5511900000000', ...options.owner });
  const folder = await mkdtemp(join(tmpdir(), 'loopback-whatsapp-'));
  const caFile = join(folder, 'media-ca.pem');
  await writeFile(caFile, media.certificate);
  const preload = new URL('preload.mjs', import.meta.url).href;

  let reachable = true;
  let connections = 0;
  const http = createServer();
  const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false });
  http.on('upgrade', (request, socket, head) => {
    if (!reachable || new URL(request.url ?? '', 'ws://loopback').pathname !== PATH) {
      socket.destroy();
      return;
    }
    sockets.handleUpgrade(request, socket, head, (client) => {
      connections++;
      gate.links.add(new Link(connections, client, world.tape, gate));
    });
  });
  await new Promise<void>((resolve, reject) => {
    http.once('error', reject);
    http.listen(0, '127.0.0.1', resolve);
  });
  const { port } = http.address() as AddressInfo; // it listens on TCP

  return {
    url: `ws://127.0.0.1:${port}${PATH}`,
    preload,
    caFile,
    env: { NODE_OPTIONS: `--import=${preload}`, NODE_EXTRA_CA_CERTS: caFile },
    owner,
    faults,
    frames: world.tape.frames,
    connections: world.tape.connections,
    mediaRequests: media.requests,
    get pending() {
      return [...world.companions.values()].flatMap((companion) => companion.pending);
    },
    phone(plan) {
      const known = world.handset(`${plan.number}@s.whatsapp.net`);
      if (known) throw new Error(`${known.name} has the number ${plan.number} already`);
      return new Phone(world, plan);
    },
    group: (subject, members) => new Group(world, subject, members),
    close: (code) => gate.close(code),
    refuseLogins(reason) {
      gate.refusal = reason;
    },
    get reachable() {
      return reachable;
    },
    set reachable(value) {
      reachable = value;
      if (!value) for (const link of gate.links) link.cut();
    },
    leaks: (sentence) => world.tape.frames.filter(({ wire, plain }) => wire.includes(sentence) || plain.includes(sentence)),
    async stop() {
      for (const link of gate.links) link.cut();
      const closed = new Promise((resolve) => http.close(resolve));
      http.closeAllConnections();
      await Promise.all([closed, media.stop(), rm(folder, { recursive: true, force: true })]);
    },
  };
}

// Meta's Graph API on loopback for tests: real HTTP in front, people acted by the test behind, webhooks signed as Meta signs.
import type { AddressInfo } from 'node:net';
import type { Json } from '../bot-api/wire.ts';
import { type Fault, Faults } from './fault.ts';
import { makePerson, type Person } from './person.ts';
import { type Call, type Exchange, makeServer } from './server.ts';
import { type Delivery, type Target, Webhook } from './webhook.ts';
import { type PersonRecord, storeFile, tellStatus, type World } from './world.ts';

export type { Fault } from './fault.ts';
export type { Person } from './person.ts';
export type { Call } from './server.ts';
export type { Delivery, Target } from './webhook.ts';
export type { Entry } from './world.ts';

export type GraphOptions = {
  /** The business's number; another one of the same app has another id. */
  phoneId?: string;
  /** Milliseconds; for dates, the 24-hour window and the addresses of files. */
  now?: () => number;
  /** Whether what cannot be delivered is refused in the answer (default), or told by a status later. */
  refuses?: World['refuses'];
  /** Tell `sent` and `delivered` of what was taken; default true. */
  statuses?: boolean;
  /** `name:language` of approved templates with one variable. */
  templates?: readonly string[];
  /** The pause after a webhook that was not taken; default 5. */
  retryMs?: number;
};

export type PersonPlan = { phone: string; name?: string; username?: string };

export type Graph = {
  /** `http://127.0.0.1:<port>/v23.0`. */
  readonly root: string;
  readonly token: string;
  readonly phoneId: string;
  readonly appSecret: string;
  readonly verifyToken: string;
  readonly world: World;
  readonly calls: Call[];
  /** The person of that number; made at the first time. */
  person(plan: PersonPlan): Person;
  /** Where webhooks are brought; until it is called, nowhere. */
  bringTo(target: Target): void;
  readonly deliveries: readonly Delivery[];
  /** Bodies that have not been taken yet. */
  pending(): number;
  /** Resolves when every body was taken. */
  idle(): Promise<void>;
  /** The last body in which somebody wrote, once more, byte for byte. */
  redeliver(): void;
  /** What happens in the deed comes in one body. */
  batch(deed: () => void): void;
  /** Keeps a file, as one that somebody sent long ago; its id. */
  keep(bytes: Uint8Array, mime?: string): string;
  /** Brings any change of any field. */
  tell(value: Json, field?: string): void;
  /** Any status of a message, in any order. */
  status(person: Person, message: string, status: string, code?: number): void;
  /** Any body, signed or not, once. */
  post(body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string>): Promise<Response>;
  sign(body: string): string;
  fail(fault: Fault): void;
  clearFaults(): void;
  stop(): Promise<void>;
};

const businessId = '102290129340398';

export async function startGraph(options: GraphOptions = {}): Promise<Graph> {
  const appSecret = 'an-app-secret-of-the-loopback';
  const webhook = new Webhook(appSecret, businessId, options.retryMs ?? 5);
  const world: World = {
    phoneId: options.phoneId ?? '106540352242922',
    displayNumber: '15550783881',
    businessId,
    now: options.now ?? Date.now,
    people: [],
    media: new Map(),
    templates: new Map((options.templates ?? []).map((name) => [name, 1])),
    refuses: options.refuses ?? 'at once',
    statuses: options.statuses ?? true,
    lastNumber: 0,
    tell: (value, field) => webhook.tell(value, field),
  };
  const token = 'EAAloopbackloopbackloopbackloopbackZD';
  const exchange: Exchange = { world, token, verifiedName: 'Lucky Shrub', quality: 'GREEN', faults: new Faults(), calls: [] };
  const server = makeServer(exchange);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo; // listens on TCP, as asked for above
  const people = new Map<string, Person>();

  return {
    root: `http://127.0.0.1:${port}/v23.0`,
    token,
    phoneId: world.phoneId,
    appSecret,
    verifyToken: 'a-word-of-ours',
    world,
    calls: exchange.calls,
    person({ phone, name = `Person ${phone.slice(-4)}`, username }) {
      const known = people.get(phone);
      if (known) return known;
      const user = `US.${13_491_208_655_302_000_000n + BigInt(world.people.length)}`;
      const record: PersonRecord = { phone, user, name, ...(username ? { username } : {}), blocked: false, chat: [] };
      world.people.push(record);
      const person = makePerson(world, record);
      people.set(phone, person);
      return person;
    },
    bringTo: (target) => {
      webhook.target = target;
    },
    deliveries: webhook.deliveries,
    pending: () => webhook.pending,
    idle: async () => {
      while (webhook.pending > 0) await new Promise((resolve) => setTimeout(resolve, 1));
    },
    redeliver: () => {
      const last = webhook.deliveries.findLast(({ body }) => body.includes('"messages":['));
      if (!last) throw new Error('nobody wrote yet');
      webhook.bring(last.body);
    },
    batch: (deed) => webhook.batch(deed),
    keep: (bytes, mime = 'image/jpeg') => storeFile(world, { bytes: Buffer.from(bytes), mime }).id,
    tell: (value, field) => webhook.tell(value, field),
    status: (person, message, status, code) => tellStatus(world, person.record, message, status, code),
    post: (body, headers) => webhook.post(body, headers),
    sign: (body) => webhook.sign(body),
    fail: (fault) => exchange.faults.order(fault),
    clearFaults: () => exchange.faults.clear(),
    async stop() {
      webhook.stop();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}

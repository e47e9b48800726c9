// A whole house with clients on the WhatsApp Cloud API: the real channel against the loopback Graph API, the desk on the
// Telegram loopback or on the web door.
import { type WhatsappCloudChannel, type WhatsappCloudConfig, whatsappCloud } from '../../bots/whatsapp-cloud/index.ts';
import { type Entry, type Graph, type GraphOptions, type Person, type PersonPlan, startGraph } from '../loopback/graph/index.ts';
import { testClock } from './clock.ts';
import { openUnclaimed, type TelegramHouse, type TelegramHouseOptions } from './telegram.ts';

export type GraphHouse = Omit<TelegramHouse, 'client' | 'channel' | 'api' | 'settle' | 'close'> & {
  readonly graph: Graph;
  readonly channel: WhatsappCloudChannel;
  readonly telegram: TelegramHouse;
  client(plan?: Partial<PersonPlan>): Client;
  settle(): Promise<void>;
  close(): Promise<void>;
};

/** A client on WhatsApp. What they do resolves with what the business said to it. */
export type Client = {
  readonly person: Person;
  does(deed: (person: Person) => unknown): Promise<Entry[]>;
  says(text: string): Promise<Entry[]>;
  presses(label: string | RegExp): Promise<Entry[]>;
  /** What the business said since this was last asked, or since the client last did something. */
  news(): Entry[];
};

export type GraphHouseOptions = {
  graph?: GraphOptions;
  channel?: Partial<Pick<WhatsappCloudConfig, 'template' | 'perSecond'>>;
  /** The desk is the web door's: Bruno, who writes by `house.web`. */
  webDesk?: boolean;
  telegram?: Pick<TelegramHouseOptions, 'folder'>;
};

/** On Telegram, the desk is claimed by its manager, Bruno. */
export async function openGraph(options: GraphHouseOptions = {}): Promise<GraphHouse> {
  const clock = testClock();
  const graph = await startGraph({ now: clock.now, ...options.graph });
  let channel: WhatsappCloudChannel | undefined;
  const logged: string[] = [];
  const note = (facts: object, sentence: string) => void logged.push(`${sentence} ${JSON.stringify(facts)}`);
  const telegram = await openUnclaimed({
    ...options.telegram,
    clock,
    house: { webDesk: options.webDesk ?? false },
    channels: (openFile) => {
      const { token, phoneId, appSecret, verifyToken, root } = graph;
      const log = { info: note, warn: note, error: note };
      channel = whatsappCloud({
        ...{ contact: 'whatsapp', token, phoneId, appSecret, verifyToken, root, openFile, log, now: clock.now },
        ...options.channel,
      });
      return [channel];
    },
  });
  if (!channel) throw new Error('The house made no WhatsApp channel.');
  const door = channel;
  graph.bringTo((request) => door.handle(request));

  async function settle(): Promise<void> {
    do {
      await graph.idle();
      await telegram.settle();
    } while (graph.pending() > 0);
  }

  function client({ phone = '16505550111', name = 'Ana', ...more }: Partial<PersonPlan> = {}): Client {
    const person = graph.person({ phone, name, ...more });
    let seen = 0;
    const news = (): Entry[] => {
      const all = person.got().slice(seen);
      seen += all.length;
      return all;
    };
    const does: Client['does'] = async (deed) => {
      news();
      deed(person);
      await settle();
      return news();
    };
    return { person, does, says: (text) => does(() => person.write(text)), presses: (label) => does(() => person.press(label)), news };
  }

  if (!options.webDesk) await telegram.claim();
  return {
    ...telegram,
    logged,
    graph,
    channel: door,
    telegram,
    client,
    settle,
    async close() {
      await telegram.close();
      await graph.stop();
    },
  };
}

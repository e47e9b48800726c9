// How the terminal reaches the house: over HTTP where one runs, else in a house of its own on the same store.
import { z } from 'zod';
import { web, webContact } from '../bots/web/index.ts';
import type { OutboundBody } from '../flows/message.ts';
import { addressOf, eventsIn, keyIn, runs } from './attach.ts';
import { realClock } from './clock.ts';
import type { Env } from './env.ts';
import { openHouse } from './house.ts';
import { housePartsOf } from './house-parts.ts';
import { openLog } from './log.ts';
import { makeFolder, openStore, StartError } from './open-store.ts';

type Who = { as: string; name: string; language?: string };

export type ChatDoor = {
  listen(hear: (body: OutboundBody) => void): void;
  /** Resolves when everything that answers the text was heard. */
  say(text: string): Promise<void>;
  close(): Promise<void>;
};

/** Attaches to the house that runs on this machine, or opens one. */
export async function openChatDoor(env: Env, who: Who): Promise<ChatDoor> {
  const root = addressOf(env);
  return (await runs(root)) ? remoteDoor(root, env.DATA_DIR, who) : localDoor(env, who);
}

async function localDoor(env: Env, who: Who): Promise<ChatDoor> {
  makeFolder(env.DATA_DIR);
  const door = web(realClock.now);
  const house = await openHouse({ ...housePartsOf(env, await openStore(env), openLog('error')), channels: () => [door] });
  await house.start();
  return {
    listen: (hear) => void door.listen(`${webContact}:${who.as}`, ({ body }) => hear(body)),
    say: async (text) => {
      await door.receive({ id: crypto.randomUUID(), desk: false, files: [], text, whole: true, ...who });
      await house.outbox.idle();
    },
    close: house.stop,
  };
}

const Told = z.object({ replies: z.number() });
const Heard = z.object({
  lane: z.string(),
  body: z.custom<OutboundBody>((value) => typeof value === 'object' && value !== null && 'type' in value),
});
const patienceMs = 5000;

async function remoteDoor(root: string, dataDir: string, who: Who): Promise<ChatDoor> {
  const headers = { authorization: `Bearer ${keyIn(dataDir)}`, origin: root };
  const closing = new AbortController();
  const events = await fetch(`${root}/try/events?as=${encodeURIComponent(who.as)}`, { headers, signal: closing.signal });
  if (!events.ok || !events.body)
    throw new StartError(
      `Alur runs at ${root}, but does not let this terminal in (${events.status}). Run this as the same user, in the same folder.`,
    );
  let hear: (body: OutboundBody) => void = () => undefined;
  let heard = 0;
  let notify: () => void = () => undefined;
  const reading = (async () => {
    for await (const data of eventsIn(events.body as ReadableStream<Uint8Array>)) {
      const parcel = Heard.safeParse(JSON.parse(data));
      if (!parcel.success || parcel.data.lane !== `${webContact}:${who.as}`) continue;
      hear(parcel.data.body);
      heard++;
      notify();
    }
  })().catch((error: unknown) => {
    if (!closing.signal.aborted) process.stderr.write(`The connection to ${root} ended (${String(error)}). Start this again.\n`);
  });
  return {
    listen: (given) => {
      hear = given;
    },
    say: async (text) => {
      const before = heard;
      const answer = await fetch(`${root}/try/messages`, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json' },
        body: JSON.stringify({ id: crypto.randomUUID(), text, whole: true, ...who }),
      });
      if (!answer.ok) throw new StartError(`Not sent: ${await answer.text()}`);
      const { replies } = Told.parse(await answer.json());
      const until = Date.now() + patienceMs;
      while (heard - before < replies && Date.now() < until) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, 100);
          notify = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
    },
    close: async () => {
      closing.abort();
      await reading;
    },
  };
}

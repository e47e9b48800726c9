// The channel contract over WhatsApp: the real Baileys in its own process against the loopback server.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openTestHouse } from '../support/house.ts';
import { arrived, eventually, openWhatsAppDoor, received } from '../support/whatsapp.ts';
import { channelContract, type Rig } from './channel-contract.ts';

channelContract('whatsapp', async (): Promise<Rig> => {
  const folder = mkdtempSync(join(tmpdir(), 'alur-'));
  const door = await openWhatsAppDoor({ folder, account: { ackMs: 500 } });
  const house = await openTestHouse({ folder, channels: door.make });
  await door.pair();
  const { server } = door;
  const phone = server.phone({ name: 'Ana', number: '15550100001' });
  let lastText = '';
  let lastId = '';

  /** The house's clock stands still: what waits for a retry is made due. */
  const settle = async () => {
    for (;;) {
      await house.settle();
      const [row] = await house.store.read({
        sql: "SELECT min(due_at) AS due FROM outbox WHERE state = 'queued' AND owner IS NULL",
        args: [],
      });
      if (typeof row?.due !== 'number') break;
      house.clock.set(Math.max(row.due, house.clock.now()));
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    await received(house, phone);
  };
  const says = async (act: () => Promise<string>) => {
    lastId = await act();
    await arrived(house, lastId);
    await settle();
  };
  const writes = (text: string, quote?: string) => {
    lastText = text;
    return says(() => phone.say(text, quote ? { quote } : {}));
  };
  const send = { photo: 'photo', document: 'document', voice: 'voice', video: 'video', audio: 'voice', animation: 'video' } as const;
  return {
    house,
    channel: door.channel(),
    address: `whatsapp:${phone.lid}`,
    settle,
    writes: (text, quoting) => writes(text, quoting?.id),
    writesAll: async (texts) => {
      const ids: string[] = [];
      for (const text of texts) ids.push(await phone.say(text));
      for (const id of ids) await arrived(house, id);
      await settle();
    },
    presses: (label) => writes(label),
    sends: ({ kind, bytes, name, mime }, caption) =>
      says(() => phone[send[kind]](Buffer.from(bytes), { name, mime, ...(caption ? { caption } : {}) })),
    repeats: async () => {
      await phone.say(lastText, { id: lastId });
      await eventually(() => server.pending.length === 0, 'the account to confirm the repeat');
      await new Promise((resolve) => setTimeout(resolve, 200)); // a repeat leaves no trace to wait for; what follows it keeps its order anyway
      await settle();
    },
    got: () =>
      phone.inbox.map(({ id, text = '', file }) => ({
        id,
        text: text.replace(/^\*(.+)\*$/m, '$1'),
        labels: [...text.matchAll(/^\d+\. (.+)$/gm)].map(([, label = '']) => label),
        files: file ? [file.bytes] : [],
      })),
    faults: {
      offline: {
        cause: () => server.faults.dropNextAck(),
        mend: () => undefined,
      },
      blocked: {
        cause: () => server.faults.refuseNext(463),
        mend: async () => {
          await arrived(house, await phone.say('status'));
          await settle();
        },
      },
      rate_limited: {
        cause: async () => {
          server.reachable = false;
          await eventually(() => door.channel().state().type === 'offline', 'the account to notice');
        },
        mend: async () => {
          server.reachable = true;
          await eventually(() => door.channel().state().type === 'open', 'the account to be back');
        },
      },
    },
    close: async () => {
      await house.close();
      await door.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
});

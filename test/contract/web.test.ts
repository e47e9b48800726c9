// The channel contract over the web door: what is posted comes in, what is sent reaches whoever listens.
import type { Parcel } from '../../bots/channel.ts';
import type { WebMessage } from '../../bots/web/index.ts';
import { fileStatement, readFileHash } from '../../db/desk.ts';
import type { FileRef } from '../../flows/message.ts';
import { openTestHouse } from '../support/house.ts';
import { channelContract, type Rig } from './channel-contract.ts';

channelContract('web', async (): Promise<Rig> => {
  const house = await openTestHouse();
  const address = 'web:ana';
  const parcels: { parcel: Parcel; files: Uint8Array[] }[] = [];
  const opening: Promise<void>[] = [];
  house.web.listen(address, (parcel) => {
    const one: (typeof parcels)[number] = { parcel, files: [] };
    parcels.push(one);
    const files = parcel.body.type === 'text' ? (parcel.body.files ?? []) : [];
    opening.push(...files.map(async ({ id }) => void one.files.push(await open(id))));
  });
  const open = async (id: string): Promise<Uint8Array> => {
    const hash = await readFileHash(house.store, id);
    const bytes = hash === null ? null : await house.files.get(hash);
    if (!bytes) throw new Error(`file ${id} is not kept`);
    return bytes;
  };
  const settle = async () => {
    await house.settle();
    await Promise.all(opening);
  };
  let count = 0;
  let last: WebMessage | undefined;
  const post = async (message: Partial<WebMessage>): Promise<void> => {
    last = { id: `m${++count}`, as: 'ana', name: 'Ana', language: 'en', desk: false, files: [], ...message };
    await house.web.receive(last);
  };
  const said = () => parcels.flatMap(({ parcel, files }) => (parcel.body.type === 'text' ? [{ parcel, body: parcel.body, files }] : []));
  return {
    house,
    channel: house.web,
    address,
    settle,
    writes: async (text, quoting) => {
      await post({ text, ...(quoting ? { quote: quoting.id } : {}) });
      await settle();
    },
    writesAll: async (texts) => {
      await Promise.all(texts.map((text) => post({ text })));
      await settle();
    },
    presses: async (label) => {
      const choices = said().flatMap(({ body }) => [...(body.choices ?? []), ...(body.nav ?? [])]);
      const choice = choices.findLast((one) => one.label === label);
      if (!choice) throw new Error(`there is no choice "${label}"`);
      await post({ choice: choice.data });
      await settle();
    },
    sends: async ({ kind, bytes, name, mime }, caption) => {
      const id = `web:ana:file${count}/1`;
      const file: FileRef = { id, kind, name, mime, size: bytes.length, contact: 'web', remote: '', kept: true };
      await house.store.write([fileStatement(id, await house.files.put(bytes), bytes.length, house.clock.now())]);
      await post({ files: [file], ...(caption ? { text: caption } : {}) });
      await settle();
    },
    repeats: async () => {
      if (last) await house.web.receive(last);
      await settle();
    },
    got: () =>
      said().map(({ parcel, body, files }) => ({
        id: parcel.id,
        text: [body.title, body.text].filter(Boolean).join('\n'),
        labels: (body.choices ?? []).map(({ label }) => label),
        files,
      })),
    faults: {},
    close: house.close,
  };
});

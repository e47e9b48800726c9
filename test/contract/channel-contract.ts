// What every channel must do, whoever is behind it: the same tests over the real house, client on the channel, desk on the
// web door. A new channel passes by writing a rig for it. Nothing here may know a channel.
import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Channel, SendError, type SendErrorCode } from '../../bots/channel.ts';
import { fileStatement } from '../../db/desk.ts';
import type { FileRef } from '../../flows/message.ts';
import type { TestHouse } from '../support/house.ts';

/** One message as the client got it. Where a channel has no buttons, `labels` are the numbered choices that it shows. */
export type Got = { id: string; text: string; labels: string[]; files: Uint8Array[] };

export type Sendable = { kind: FileRef['kind']; bytes: Uint8Array; name: string; mime: string };

/** A client, Ana, on the channel. Everything resolves when the house has come to rest. */
export type Rig = {
  house: TestHouse;
  channel: Channel;
  /** The client's address. */
  address: string;
  writes(text: string, quoting?: Got): Promise<void>;
  /** Several messages, one straight after the other. */
  writesAll(texts: readonly string[]): Promise<void>;
  presses(label: string): Promise<void>;
  sends(file: Sendable, caption?: string): Promise<void>;
  /** The provider brings the client's last message again. */
  repeats(): Promise<void>;
  /** Everything that the client got, oldest first. */
  got(): Got[];
  settle(): Promise<void>;
  /** The refusals that this channel can meet, each brought about for the next send; `mend` ends it. */
  faults: Partial<Record<SendErrorCode, { cause(): void | Promise<void>; mend(): void | Promise<void> }>>;
  close(): Promise<void>;
};

/** The contract, as a suite of its own. */
export function channelContract(name: string, makeRig: () => Promise<Rig>): void {
  describe(`the channel contract: ${name}`, () => {
    let rig: Rig;
    let posted = 0;
    beforeEach(async () => {
      rig = await makeRig();
    });
    afterEach(() => rig.close());

    const rows = (sql: string, ...args: string[]) => rig.house.store.read({ sql, args });
    const events = async (type: string): Promise<{ content: { text: string; files: FileRef[] } }[]> =>
      (await rows("SELECT body FROM event WHERE body->>'$.type' = ?1 ORDER BY ticket, seq", type)).map((row) =>
        JSON.parse(String(row.body)),
      );
    const last = (): Got => {
      const got = rig.got().at(-1);
      if (!got) throw new Error('the client got nothing');
      return got;
    };
    /** What the client gets because of a deed. */
    const gotBy = async (deed: () => Promise<unknown>): Promise<Got[]> => {
      const before = rig.got().length;
      await deed();
      return rig.got().slice(before);
    };
    const desk = async (text: string, files: FileRef[] = []) => {
      await rig.house.web.receive({ id: `desk${++posted}`, as: 'bruno', name: 'Bruno', desk: true, text, files });
      await rig.settle();
    };
    const fileRequest = async () => {
      for (const text of ['/start', 'logo', '1', 'skip', '1']) await rig.writes(text);
    };
    const flat = (text: string) => text.replaceAll(/\s+/g, '');

    test('carries words both ways', async () => {
      expect((await gotBy(() => rig.writes('logo'))).map(({ text }) => text)).toEqual([
        expect.stringContaining('What will you use the logo for?'),
      ]);
      for (const text of ['1', 'skip', '1']) await rig.writes(text);
      await rig.writes('it is for a fair');
      expect((await events('commented')).map(({ content }) => content.text)).toEqual(['it is for a fair']);
      expect((await gotBy(() => desk('/r 1001 Hello Ana'))).map(({ text }) => flat(text))).toEqual([
        flat('#1001 · Logo file Bruno: Hello Ana'),
      ]);
    });

    test('carries words as they are, line breaks, marks and all', async () => {
      await fileRequest();
      const odd = 'one\ntwo\n\n<b>three</b> _four_ *five* 👩🏽‍💻 \u202Eעברית & "six" \\ `seven`';
      await rig.writes(odd);
      expect((await events('commented')).map(({ content }) => content.text)).toEqual([odd]);
      const [got] = await gotBy(() => desk(`/r 1001 ${odd}`));
      expect(got?.text).toContain(`Bruno: ${odd}`);
    });

    test('carries a choice, pressed or typed', async () => {
      await rig.writes('logo');
      expect(last().labels.slice(0, 3)).toEqual(['On a screen', 'In print', 'Both, or not sure yet']);
      await rig.presses('In print');
      await rig.writes('skip');
      expect(last().text).toContain('Use: In print');
      await rig.presses('Yes, send it');
      expect(await events('opened')).toHaveLength(1);
    });

    test('carries files from the client, which are kept with equal bytes', async () => {
      await fileRequest();
      const bytes = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 255, 13, 10]);
      await rig.sends({ kind: 'document', bytes, name: 'plan ü.pdf', mime: 'application/pdf' }, 'here it is');
      const [said] = await events('commented');
      expect(said?.content.text).toBe('here it is');
      expect(said?.content.files.map(({ kind, name }) => [kind, name])).toEqual([['document', 'plan ü.pdf']]);
      const [kept] = await rows('SELECT hash FROM file WHERE id = ?1', said?.content.files[0]?.id ?? '');
      expect(Buffer.from((await rig.house.files.get(String(kept?.hash))) ?? [])).toEqual(Buffer.from(bytes));
    });

    test.each(['document', 'photo', 'voice'] as const)(
      'carries a %s of the desk’s to the client with equal bytes and its words',
      async (kind) => {
        await fileRequest();
        const bytes = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 7, 7, 7, 0, 255]);
        const id = `web:bruno:file-${kind}/1`;
        const hash = await rig.house.files.put(bytes);
        expect(hash).toBe(createHash('sha256').update(bytes).digest('hex'));
        await rig.house.store.write([fileStatement(id, hash, bytes.length, 0)]);
        const file: FileRef = {
          id,
          kind,
          name: 'made.bin',
          mime: 'application/octet-stream',
          size: bytes.length,
          contact: 'web',
          remote: '',
          kept: true,
        };
        const got = await gotBy(() => desk('/r 1001 have a look', [file]));
        expect(got.flatMap(({ files }) => files).map((one) => Buffer.from(one))).toEqual([Buffer.from(bytes)]);
        expect(got.map(({ text }) => text).join('\n')).toContain('Bruno: have a look');
      },
    );

    test('carries a text of any length, in order and whole', async () => {
      await fileRequest();
      const text = Array.from({ length: 1500 }, (_, i) => `word${i}`).join(' ');
      const got = await gotBy(() => desk(`/r 1001 ${text}`));
      expect(flat(got.map((one) => one.text).join(''))).toBe(flat(`#1001 · Logo file Bruno: ${text}`));
    });

    test('hands the same message over twice without a second turn', async () => {
      await rig.writes('logo');
      const taken = "SELECT count(*) AS n FROM inbox WHERE body->>'$.type' = 'message'";
      const before = await rows(taken);
      expect(await gotBy(() => rig.repeats())).toEqual([]);
      expect(await rows(taken)).toEqual(before);
      await rig.writes('1');
      expect(last().text).toContain('Do you need a certain format');
    });

    test('keeps the order of what the client writes in one go', async () => {
      await fileRequest();
      const texts = ['one fish', 'two fish', 'red fish', 'blue fish'];
      await rig.writesAll(texts);
      expect((await events('commented')).map(({ content }) => content.text)).toEqual(texts);
    });

    test('keeps the order of what the desk writes in one go, and sends each once', async () => {
      await fileRequest();
      const texts = Array.from({ length: 8 }, (_, i) => `part ${i + 1}`);
      const got = await gotBy(async () => {
        await Promise.all(
          texts.map((text) =>
            rig.house.web.receive({ id: `desk${++posted}`, as: 'bruno', name: 'Bruno', desk: true, text: `/r 1001 ${text}`, files: [] }),
          ),
        );
        await rig.settle();
      });
      expect(got.map(({ text }) => /Bruno: (.*)$/.exec(text)?.[1])).toEqual(texts);
      expect(await rows("SELECT id FROM outbox WHERE state <> 'sent'")).toEqual([]);
      expect(new Set(rig.got().map(({ id }) => id)).size).toBe(rig.got().length);
    });

    test('finds a ticket by the quoted message', async () => {
      await fileRequest();
      await fileRequest();
      const questions: Got[] = [];
      for (const number of [1001, 1002]) {
        await desk(`/take ${number}`);
        questions.push(...(await gotBy(() => desk(`/ask ${number} What about ${number}?`))));
      }
      expect(questions).toHaveLength(2);
      await rig.writes('to the first', questions[0]);
      await rig.writes('to the second', questions[1]);
      const answers = await rows(
        "SELECT ticket, body->>'$.content.text' AS text FROM event WHERE body->>'$.type' = 'answered' ORDER BY ticket",
      );
      expect(answers.map((row) => [row.ticket, row.text])).toEqual([
        ['t:1001', 'to the first'],
        ['t:1002', 'to the second'],
      ]);
    });

    test('says why something could not leave in the codes that the outbox acts on, and delivers once it can', async () => {
      await fileRequest();
      for (const [code, fault] of Object.entries(rig.faults)) {
        await fault.cause();
        const failed = await rig.channel.send({ id: `probe-${code}`, to: rig.address, body: { type: 'text', text: 'probe' } }).then(
          () => undefined,
          (error: unknown) => error,
        );
        expect(failed).toBeInstanceOf(SendError);
        expect(failed).toMatchObject({ code });
        await fault.mend();
        await rig.settle();
        expect((await gotBy(() => desk(`/r 1001 after ${code}`))).map(({ text }) => text)).toEqual([
          expect.stringContaining(`after ${code}`),
        ]);
      }
    });
  });
}

// A house whose clients have pages of their own, for the tests of those: requests, the desk's doings, and the links that came in the chat.
import type { WebMessage } from '../../bots/web/index.ts';
import type { FileRef } from '../../flows/message.ts';
import type { Brand } from '../../src/brand.ts';
import type { TestHouseOptions } from '../support/house.ts';
import { openTryHouse } from './open.ts';

export type PanelHouse = Awaited<ReturnType<typeof openPanelHouse>>;

export async function openPanelHouse(options: TestHouseOptions = {}, brand?: Brand) {
  const { house, app } = await openTryHouse({ settings: { quietMs: 0 }, ...options }, undefined, undefined, undefined, brand);
  let posted = 0;
  const post = async (message: Partial<WebMessage> & { as: string }) => {
    await house.web.receive({ id: `p${++posted}`, name: 'Ana Souza', language: 'en', desk: false, files: [], ...message });
    await house.engine.idle();
    await house.outbox.idle();
  };
  const desk = (text: string, files: FileRef[] = []) => post({ as: 'you', desk: true, name: 'Bruno Dias', text, files });
  return {
    house,
    app,
    post,
    /** The desk types a command that names the ticket. */
    desk,
    /** Files a request for a banner: the next number. */
    file: async (as = 'ana', more: Partial<WebMessage> = {}) => {
      await post({ as, choice: 's:banner', ...more });
      for (const text of ['For the spring sale', '1', 'Spring is here', 'skip', '1']) await post({ as, text, ...more });
    },
    /** Brings the ticket to where its client is asked to approve what was delivered. */
    deliver: async (number: number, text: string, files: FileRef[] = []) => {
      for (const command of ['take', 'plan', 'promise', 'produce', 'finish'])
        await desk(`/${command} ${number}${command === 'promise' ? ' 2026-12-04' : ''}`);
      await desk(`/deliver ${number} ${text}`, files);
    },
    /** The path of a new link, as the chat brings it. */
    link: async (as = 'ana', word = 'link'): Promise<string> => {
      const told: string[] = [];
      const stop = house.web.listen(`web:${as}`, ({ body }) => void (body.type === 'text' && told.push(body.text)));
      await post({ as, text: word });
      stop();
      const url = /https:\/\/desk\.example\.com(\/t\/[\w-]{43})$/m.exec(told.join('\n').trim())?.[1];
      if (!url) throw new Error(`No link came: ${told.join('\n')}`);
      return url;
    },
    told: async (as = 'ana') =>
      (await house.store.read({ sql: 'SELECT body FROM outbox WHERE address = ?1 ORDER BY seq', args: [`web:${as}`] })).map(
        (row) => JSON.parse(String(row.body)).body.text as string,
      ),
    events: async (number: number) =>
      (await house.store.read({ sql: 'SELECT body FROM event WHERE ticket = ?1 ORDER BY seq', args: [`t:${number}`] })).map((row) =>
        JSON.parse(String(row.body)),
      ),
    ticket: async (number: number) =>
      JSON.parse(String((await house.store.read({ sql: 'SELECT body FROM ticket WHERE number = ?1', args: [number] }))[0]?.body)),
    /** Keeps bytes as the try-it page does. */
    keep: async (name: string, mime: string, bytes: Uint8Array<ArrayBuffer>): Promise<FileRef> => {
      const form = new FormData();
      form.set('file', new File([bytes], name, { type: mime }));
      const answer = await app.request('http://localhost/try/files', {
        method: 'POST',
        body: form,
        headers: { origin: 'http://localhost' },
      });
      if (!answer.ok) throw new Error(`The file was not kept: ${answer.status}`);
      return (await answer.json()) as FileRef;
    },
  };
}

// The program is killed while it waits for the rest of an answer that is written in several messages.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { build } from '../support/process-build.ts';
import { openProcessDesk, type ProcessDesk } from '../support/process-desk.ts';
import { readStore } from '../support/process-store.ts';

let desk: ProcessDesk;
beforeEach(async () => {
  await build();
  desk = await openProcessDesk();
}, 120_000);
afterEach(() => desk.close());

const waiting = () => Number(readStore(desk.folder, "SELECT json_array_length(state, '$.burst.messages') AS n FROM conversation")[0]?.n);

test('what was acknowledged before the kill and what came after it are answered as one, once', async () => {
  await desk.start({ QUIET_MS: '10000' });
  const { chat } = desk.client;
  desk.client.write('preciso de');
  desk.client.write('um banner');
  await desk.api.waitUntil(() => desk.api.pending().length === 0, { what: 'both to be acknowledged' });
  await desk.kill();
  expect(waiting()).toBe(2);
  await desk.start({ QUIET_MS: '1000' });
  desk.client.write('pra sexta 🙏');
  const asks = ({ text }: { text?: string | undefined }) => text?.includes('Para que é o banner?') ?? false;
  await chat.waitFor(asks);
  await chat.waitFor(asks, { after: desk.client.write('status') }); // what stands open comes back after it
  expect(chat.messages.filter((message) => message.byBot && asks(message))).toHaveLength(2);
  const [row] = readStore(desk.folder, "SELECT state->>'$.draft.first.text' AS text FROM conversation");
  expect(row?.text).toBe('preciso de\num banner\npra sexta 🙏');
  expect(desk.leaks()).toEqual([]);
});

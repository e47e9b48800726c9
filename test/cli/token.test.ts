// Tokens from the terminal: made, listed and revoked; alone on the store, and beside a running house, which lets them in at once.
import { expect, test } from 'vitest';
import { programFolder, runProgram, startHouse } from '../support/process-run.ts';

const folder = programFolder();
const token = (words: string[], port = '1') => runProgram(folder(), 'token-cli.js', { PORT: port }, words);

const statusOf = async (port: string, bearer: string): Promise<number> =>
  (await fetch(`http://127.0.0.1:${port}/api/v1/tickets`, { headers: { authorization: `Bearer ${bearer.trim()}` } })).status;

test('a token made in the store opens the API once the house runs, and one is made and revoked beside it', async () => {
  const first = await token(['new', 'crm', '--scopes', 'read,write']);
  expect(first).toMatchObject({ code: 0, out: expect.stringMatching(/^alur_[0-9a-f]{16}_[\w-]{43}\n$/) });
  expect(await token(['new', 'crm'])).toMatchObject({ code: 1, out: expect.stringContaining('There is a token “crm” already') });
  const port = await startHouse(folder());
  expect(await statusOf(port, first.out)).toBe(200);

  const second = await token(['new', 'shop'], port);
  expect(second.code).toBe(0);
  expect(await statusOf(port, second.out)).toBe(200);
  expect((await token(['list'], port)).out).toMatch(/^crm {2}read,write {2}since \d{4}-\d\d-\d\d\nshop {2}read {2}since \S+\n$/);
  expect((await token(['revoke', 'crm'], port)).out).toBe('The token “crm” is worth nothing any more.\n');
  expect(await statusOf(port, first.out)).toBe(401);
  expect(await token(['revoke', 'crm'], port)).toMatchObject({ code: 1, out: expect.stringContaining('There is no token “crm”') });
  expect(await token(['new', 'shop'], port)).toMatchObject({ code: 1, out: expect.stringContaining('already') });
});

test.each([
  [[], 'What shall I do?'],
  [['dance'], 'I don’t know “dance”'],
  [['new'], 'Name the program'],
  [['new', 'CRM system'], 'Name the program'],
  [['new', 'crm', '--scopes', 'fly'], '--scopes takes these, parted by commas: read, write, admin.'],
  [['new', 'crm', '--colour'], 'Usage: npm run token'],
])('%j is answered in a sentence', async (words, sentence) => {
  const { out, code } = await token(words);
  expect(code).toBe(1);
  expect(out.replaceAll("'", '’')).toContain(sentence);
});

// Where a webhook may lead: the open internet, by https; never into this machine or its networks unless that is allowed.
import { createServer } from 'node:http';
import { expect, test } from 'vitest';
import { post } from '../../bots/webhook/post.ts';
import { isPublic, whyNot } from '../../bots/webhook/target.ts';

test.each([
  '127.0.0.1', '10.1.2.3', '172.16.0.1', '172.31.255.255', '192.168.1.1', '169.254.169.254', '100.64.0.1', '0.0.0.0', '224.0.0.1', '255.255.255.255',
  '::1', '::', 'fe80::1', 'fc00::1', 'fd12::1', '::ffff:127.0.0.1', '::ffff:8.8.8.8', '64:ff9b::a00:1', '2002:7f00:1::', '2001:db8::1', '2001::1', 'ff02::1', 'example.com', '',
])('%s is no public address', (address) => {
  expect(isPublic(address)).toBe(false);
}); // biome-ignore format: a list

test.each(['8.8.8.8', '172.15.0.1', '172.32.0.1', '100.128.0.1', '2606:4700:4700::1111'])('%s is public', (address) => {
  expect(isPublic(address)).toBe(true);
});

test.each([
  ['https://crm.example.com/hooks', undefined],
  ['https://crm.example.com:8443/hooks?key=1', undefined],
  ['http://crm.example.com/hooks', 'https'],
  ['ftp://crm.example.com', 'https'],
  ['crm.example.com', 'whole https address'],
  ['https://me:secret@crm.example.com/', 'password'],
  ['https://127.0.0.1/hooks', 'private network'],
  ['https://2130706433/', 'private network'], // 127.0.0.1 as one number
  ['https://0x7f.1/', 'private network'],
  ['https://[::1]/', 'private network'],
  ['https://[::ffff:10.0.0.1]/', 'private network'],
  ['https://localhost/', 'private network'],
  ['https://db.internal/', 'private network'],
  ['https://intranet/', 'private network'],
  ['http://127.0.0.1:8080/', 'https'],
])('%s', (url, why) => {
  if (why === undefined) expect(whyNot(url, false)).toBeUndefined();
  else expect(whyNot(url, false)).toContain(why);
});

test('where it is allowed, this machine may be reached plainly, and others by https', () => {
  expect(whyNot('http://127.0.0.1:8080/', true)).toBeUndefined();
  expect(whyNot('https://10.0.0.5/', true)).toBeUndefined();
  expect(whyNot('http://10.0.0.5/', true)).toContain('https');
});

test('a name that leads inside is not called, whatever it looked like before', async () => {
  let calls = 0;
  const server = createServer((_, response) => {
    calls++;
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number }; // it listens on a port
  await expect(post(`http://localhost:${port}/`, {}, '{}', false)).rejects.toThrow('private network');
  expect(calls).toBe(0);
  expect((await post(`http://localhost:${port}/`, {}, '{}', true)).status).toBe(200);
  await new Promise((resolve) => server.close(resolve));
});

// No number of a person's reaches the log, in whatever shape an address, an id or an error carries it.
import { expect, test } from 'vitest';
import { clean } from '../../src/clean.ts';

const number = '5511900000001';
test.each([
  [`whatsapp:${number}`, 'whatsapp:…'],
  ['whatsapp:123456789012345@lid', 'whatsapp:…@lid'],
  ['whatsapp:120363025246125016@g.us', 'whatsapp:…@g.us'],
  [`whatsapp:${number}-1400000000@g.us`, 'whatsapp:…@g.us'],
  ['whatsapp:3f2a9c01b7de:3EB0C431C26A1916E07E', 'whatsapp:3f2a9c01b7de:3EB0C431C26A1916E07E'],
  ['whatsapp:1234567c01de:3EB0', 'whatsapp:1234567c01de:3EB0'],
  [`whatsapp-cloud:${number}:wamid.x`, 'whatsapp-cloud:…:wamid.x'],
  [`timer:draft:whatsapp:${number}:1790000000000`, 'timer:draft:whatsapp:…:1790000000000'],
  [`whatsapp:${number}:fetch/whatsapp:3f2a:3EB0/0`, 'whatsapp:…:fetch/whatsapp:3f2a:3EB0/0'],
  [`no session for ${number}@s.whatsapp.net`, 'no session for …@s.whatsapp.net'],
  [`"${number}:17@s.whatsapp.net", ${number}_1@c.us`, '"…@s.whatsapp.net", …@c.us'],
  ['to 123456789012345:3@lid failed', 'to …@lid failed'],
  [`{"to":"whatsapp:${number}"}`, '{"to":"whatsapp:…"}'],
  [`(whatsapp:+${number}), whatsapp:${number}.`, '(whatsapp:…), whatsapp:….'],
  ['telegram:7340111:4', 'telegram:…:4'],
  ['telegram:-1001234567890', 'telegram:…'],
  ['http 503 after 12000 ms', 'http 503 after 12000 ms'],
])('%s → %s', (text, cleaned) => {
  expect(clean(text)).toBe(cleaned);
  expect(clean({ deep: { list: [text], error: new Error(text) } })).toMatchObject({
    deep: { list: [cleaned], error: { message: cleaned } },
  });
});

test('what is no text stays as it is', () => {
  expect(clean([1, null, true, { at: 5 }, ['x']])).toEqual([1, null, true, { at: 5 }, ['x']]);
});

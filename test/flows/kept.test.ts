// What was found out about a text is kept for the next time; long texts are not, and too much is let go.
import { expect, test } from 'vitest';
import { kept } from '../../flows/kept.ts';

function counted() {
  const asked: string[] = [];
  const of = kept((text) => {
    asked.push(text);
    return text === 'nothing' ? undefined : text.length;
  });
  return { asked, of };
}

test('the same text is looked at once, also where nothing was found', () => {
  const { asked, of } = counted();
  expect([of('nothing'), of('nothing'), of('olá'), of('olá')]).toEqual([undefined, undefined, 3, 3]);
  expect(asked).toEqual(['nothing', 'olá']);
});

test('a long text is looked at each time', () => {
  const { asked, of } = counted();
  const long = 'a'.repeat(121);
  expect([of(long), of(long)]).toEqual([121, 121]);
  expect(asked).toEqual([long, long]);
});

test('what is kept does not grow without end, and what was let go is looked at anew', () => {
  const { asked, of } = counted();
  for (let i = 0; i < 5_000; i++) of(`text ${i}`);
  of('text 0');
  expect(asked).toHaveLength(5_000);
  of('one too many');
  expect(of('text 0')).toBe(6);
  expect(asked).toHaveLength(5_002);
});

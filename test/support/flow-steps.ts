// Anything that a client, the desk and the clock can do, for the property tests: meaningful words and nonsense alike.
import fc from 'fast-check';
import { moveNames } from '../../flows/moves.ts';
import { aFile, type Room } from './flow-room.ts';

/** One thing that happens; gives what leaves because of it. */
export type Step = { what: string; silence: 'never' | 'may be'; run: (room: Room) => ReturnType<Room['say']> };

const words = [
  ...['hi', 'oi', 'banner', 'logo', 'landing page', 'something else', 'new', 'menu', 'restart', 'cancel', 'cancelar', 'back', 'voltar'],
  ...[
    'skip',
    'pular',
    'yes',
    'sim',
    'no',
    'não',
    'ok',
    '👍',
    '👍🏽',
    'thanks',
    'obrigado',
    'status',
    'status 1001',
    'status 9999',
    '?',
    'help',
  ],
  ...['language', 'idioma', 'english', 'português', 'person', 'pessoa', '1', '2', '3', '4', '5', '0', '2️⃣', 'approve', 'ask for changes'],
  ...[
    'the red is too dark',
    'just a remark',
    'send it',
    'change something',
    'site',
    '/start',
    '/start abc',
    '/status',
    '',
    '   ',
    '{n, plural}',
    '<b>_*',
  ],
  'x'.repeat(9000),
  ...[
    'durum',
    'iptal',
    'geç',
    'evet',
    'hayır',
    'afiş lazım yarına',
    'verilerim',
    'batal',
    'lewati',
    'iya kak',
    'mau spanduk besok lusa',
    'data saya',
  ],
  ...[
    'скасувати',
    'так',
    'статус',
    'банер до пʼятниці',
    'людина',
    'next friday',
    'by 31 november',
    'actually, a landing page',
    'the second one',
    '1 and 3',
  ],
];

const surrogates = fc.constantFrom('\ud83d', '\udc4d', '\u0000', '\u202e', '\ufffd', '\u0130', 'ﷺ'.repeat(50), '👩‍👩‍👧‍👦');
const anyText = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...words) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
  { weight: 1, arbitrary: fc.array(fc.oneof(surrogates, fc.constantFrom(...words)), { maxLength: 4 }).map((parts) => parts.join('')) },
);

const kinds = ['s', 'o', 'c', 'n', 'e', 'w', 't', 'a', 'x', 'm', 'r', 'k', 'l', 'zz', '__proto__', ''];
const ids = [
  'banner',
  'logo-file',
  'place',
  'purpose',
  'material',
  'send',
  'edit',
  'skip',
  'back',
  'cancel',
  '0',
  '1',
  '1001',
  '1002',
  'no',
  'pt-BR',
  'en',
];
const anyData = fc.oneof(
  fc
    .tuple(fc.constantFrom(...kinds), fc.constantFrom(...ids, 'toString', 'NaN', '1e3'), fc.constantFrom('', ':site', ':print', ':x:y'))
    .map((parts) => {
      const [kind, id, rest] = parts;
      return `${kind}:${id}${rest}`;
    }),
  fc.string({ unit: 'binary', maxLength: 64 }),
);

/** A message that is known by now, or none. */
const messageAt = (room: Room, i: number): string => {
  const known = [...room.sent().map(({ id }) => id), ...room.inbounds().map(({ message }) => message ?? '')];
  return known[i % (known.length + 1)] ?? 'web:ana:never';
};

const deskWords = moveNames.filter((name) => !['answer', 'approve', 'changes', 'comment', 'edit'].includes(name));
const anyNumber = fc.constantFrom(1001, 1001, 1001, 1002, 1003);

const client: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 10,
    arbitrary: anyText.map(
      (text): Step => ({ what: `say ${JSON.stringify(text.slice(0, 60))}`, silence: 'never', run: (room) => room.say(text) }),
    ),
  },
  {
    weight: 5,
    arbitrary: fc.oneof(anyData, fc.nat()).map(
      (data): Step => ({
        what: `press ${JSON.stringify(data)}`,
        silence: 'never',
        // A number presses a button that was shown.
        run: (room) => room.press(typeof data === 'string' ? data : (shownData(room)[data % (shownData(room).length + 1)] ?? 'gone')),
      }),
    ),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(anyText, fc.nat()).map(
      ([text, i]): Step => ({
        what: `edit ${i} to ${JSON.stringify(text.slice(0, 60))}`,
        silence: 'may be',
        run: (room) => room.edit(messageAt(room, i), text),
      }),
    ),
  },
  {
    weight: 3,
    arbitrary: fc.tuple(anyText, fc.nat()).map(
      ([text, i]): Step => ({
        what: `quote ${i} with ${JSON.stringify(text.slice(0, 60))}`,
        silence: 'never',
        run: (room) => room.say({ text, quote: messageAt(room, i) }),
      }),
    ),
  },
  {
    weight: 3,
    arbitrary: fc.tuple(anyText, fc.constantFrom('photo', 'voice', 'document'), fc.constantFrom(undefined, 'a1', 'a2')).map(
      ([text, kind, album]): Step => ({
        what: `send a ${kind}${album ? ` of album ${album}` : ''}, saying ${JSON.stringify(text.slice(0, 60))}`,
        silence: album ? 'may be' : 'never',
        run: (room) => room.say({ files: [aFile(kind as 'photo')], ...(text ? { text } : {}), ...(album ? { album } : {}) }),
      }),
    ),
  },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom('sticker', 'poll')
      .map((other): Step => ({ what: other, silence: 'never', run: (room) => room.say({ other }) })),
  },
  { weight: 1, arbitrary: fc.constant<Step>({ what: 'something unknown', silence: 'never', run: (room) => room.unknown('story') }) },
  {
    weight: 1,
    arbitrary: fc
      .boolean()
      .map((reachable): Step => ({ what: `reach ${reachable}`, silence: 'may be', run: (room) => room.reach(reachable) })),
  },
);

/** The team by the account's own phone, and what a client does to messages afterwards. */
const beside: fc.Arbitrary<Step> = fc.oneof(
  fc
    .constantFrom('I will call you', '', 'menu')
    .map((text): Step => ({ what: `owner ${JSON.stringify(text)}`, silence: 'may be', run: (room) => room.owner(text) })),
  fc.nat().map((i): Step => ({ what: `remove ${i}`, silence: 'may be', run: (room) => room.removes(messageAt(room, i)) })),
  fc
    .tuple(fc.nat(), fc.constantFrom('👍', '', '\ud83d'))
    .map(
      ([i, emoji]): Step => ({ what: `mark ${i} with ${emoji}`, silence: 'may be', run: (room) => room.reacts(messageAt(room, i), emoji) }),
    ),
  fc.constant<Step>({ what: 'desk /bot', silence: 'may be', run: (room) => room.desk('/bot #1001') }),
);

const shownData = (room: Room): string[] =>
  room
    .sent()
    .filter(({ outbound }) => outbound.lane === 'web:ana')
    .flatMap(({ outbound: { body } }) => (body.type === 'text' ? [...(body.choices ?? []), ...(body.nav ?? [])] : []))
    .map(({ data }) => data)
    .slice(-20);

const desk: fc.Arbitrary<Step> = fc.oneof(
  fc.tuple(fc.constantFrom(...deskWords), anyNumber, fc.constantFrom('', 'some words', '30/11', '\ud83d')).map(
    ([name, number, rest]): Step => ({
      what: `desk /${name} #${number} ${rest}`,
      silence: 'may be',
      run: (room) => room.desk(`/${name === 'reply' ? 'r' : name} #${number} ${rest}`),
    }),
  ),
  fc.tuple(fc.constantFrom(...deskWords), anyNumber).map(
    ([name, number]): Step => ({
      what: `desk press ${name}:${number}`,
      silence: 'may be',
      run: (room) => room.deskPress(`${name}:${number}`),
    }),
  ),
  fc.tuple(anyText, fc.nat()).map(
    ([text, i]): Step => ({
      what: `desk quote ${i} with ${JSON.stringify(text.slice(0, 60))}`,
      silence: 'may be',
      run: (room) => room.desk(text, undefined, messageAt(room, i)),
    }),
  ),
);

const clock: fc.Arbitrary<Step> = fc
  .constantFrom(1000, 3_600_000, 90_000_000)
  .map((ms): Step => ({ what: `wait ${ms}`, silence: 'may be', run: (room) => room.wait(ms) }));

/** Words that lead somewhere, so that a walk gets past the first question. */
const filing: fc.Arbitrary<Step[]> = fc.constantFrom(
  ...[
    ['new', 'banner', 'Sale', '2', 'half', 'skip', 'yes'],
    ['new', 'logo', '1', 'skip', 'sim'],
  ].map((texts) => texts.map((text): Step => ({ what: `say ${JSON.stringify(text)}`, silence: 'never', run: (room) => room.say(text) }))),
);
const onward: Step[] = ['take', 'plan', 'promise', 'produce', 'finish', 'deliver'].map((name) => {
  const text = `/${name} #1001 ${name === 'promise' ? '30/11' : 'here'}`;
  return { what: `desk ${text}`, silence: 'may be', run: (room) => room.desk(text) };
});

/** At most 30 or so steps; about half the walks file a request first, some of those are delivered. */
export const anySteps = (maxLength = 30): fc.Arbitrary<Step[]> =>
  fc
    .tuple(
      fc.oneof(
        fc.constant([]),
        filing,
        filing.map((steps) => [...steps, ...onward]),
      ),
      fc.array(
        fc.oneof(
          { weight: 6, arbitrary: client },
          { weight: 2, arbitrary: desk },
          { weight: 1, arbitrary: clock },
          { weight: 1, arbitrary: beside },
        ),
        { maxLength },
      ),
    )
    .map(([first, then]) => [...first, ...then]);

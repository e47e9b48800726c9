// Every mistake that somebody can make in a service's file is told with its file, its line and what to do now.
import { describe, expect, test } from 'vitest';
import { clashes, parseService, type ReadFile, told } from '../../flows/catalogue-file.ts';

const whole = `id: flyer
name: { en: Flyer, pt-BR: Panfleto }
keywords: { en: [flyer], pt-BR: [panfleto] }
deliveryDays: 3
steps: [concept, { id: approval, by: client, name: { en: Approval, pt-BR: Aprovação } }]
questions:
  - id: purpose
    type: text
    label: { en: What for, pt-BR: Para quê }
    ask: { en: What is it for?, pt-BR: Para que é? }
  - id: paper
    type: choice
    label: { en: Paper, pt-BR: Papel }
    ask: { en: Which size?, pt-BR: Qual tamanho? }
    options:
      - { id: a4, label: { en: A4, pt-BR: A4 } }
      - { id: a5, label: { en: A5, pt-BR: A5 } }
replies:
  - id: folded
    auto: true
    keywords: { en: [folded flyer] }
    text: { en: 'We fold, too.', pt-BR: Também dobramos. }
`;

const mistakesIn = (text: string): string[] => {
  const parsed = parseService(text, 'services/flyer.yaml');
  return parsed.type === 'mistakes' ? parsed.mistakes.map(told) : [];
};

/** The whole file with one thing changed: what is read of it. */
const changed = (from: string | RegExp, to: string): string[] => {
  const text = whole.replace(from, to);
  expect(text).not.toBe(whole);
  return mistakesIn(text);
};

test('a file without a mistake is read, with what it leaves out filled in', () => {
  const parsed = parseService(whole, 'services/flyer.yaml');
  expect(parsed).toMatchObject({
    type: 'service',
    service: {
      ...{ id: 'flyer', order: 50, delivery: 'approve', priority: 'normal', firstReplyHours: 4, deliveryDays: 3, offered: true },
      steps: [
        { id: 'concept', by: 'team' },
        { id: 'approval', by: 'client' },
      ],
      questions: [{ id: 'purpose', optional: false, options: [] }, { id: 'paper' }],
      replies: [{ id: 'folded', auto: true }],
    },
  });
});

const many = (count: number, entry: (n: number) => string): string => Array.from({ length: count }, (_, n) => entry(n)).join('');

type Broken = [what: string, from: string | RegExp, to: string, sentence: string];
const broken: Broken[] = [
  [
    'an unknown key, near one that is known',
    'deliveryDays: 3',
    'delivery_days: 3',
    '4: “delivery_days” is no key of a service. Did you mean “deliveryDays”? Write that, or take the line out.',
  ],
  [
    'an unknown key that is near none',
    'deliveryDays: 3',
    'deliveryDays: 3\ncolour: red',
    '5: “colour” is no key of a service. Take it out; what it can have is id, name, emoji, order, offered, keywords, role, delivery, steps, priority, firstReplyHours, deliveryDays, questions and replies.',
  ],
  [
    'a role that there is not',
    'deliveryDays: 3',
    'deliveryDays: 3\nrole: faults',
    '5: “role” must be question, complaint, fault, other or existing, not “faults”. Did you mean “fault”? Write role: fault.',
  ],
  [
    'an unknown key in a question',
    '    type: text\n',
    '    type: text\n    optoinal: true\n',
    '9: “optoinal” is no key of a question (here: question “purpose”). Did you mean “optional”? Write that, or take the line out.',
  ],
  ['no name', /^name: .*\n/m, '', '1: “name” is missing. Add a line name: { en: Flyer }.'],
  [
    'a name without English',
    '{ en: Flyer, pt-BR: Panfleto }',
    '{ pt-BR: Panfleto }',
    '2: “en” is missing in “name”. Add a line en: and the English words.',
  ],
  [
    'a name that is plain words',
    '{ en: Flyer, pt-BR: Panfleto }',
    'Flyer',
    '2: “name” must give its words by language. Write name: { en: Flyer }.',
  ],
  ['no id', 'id: flyer\n', '', '1: “id” is missing. Add a line id: flyer.'],
  [
    'an id with capitals and blanks',
    'id: flyer\n',
    'id: Flyer A4\n',
    "1: “Flyer A4” can't be an id. Use small letters, digits and hyphens, at most 20: “flyer-a4”.",
  ],
  [
    'a word for a number',
    'deliveryDays: 3',
    'deliveryDays: three',
    '4: “deliveryDays” must be a number, not “three”. Write it in digits: deliveryDays: 5.',
  ],
  ['a negative time', 'deliveryDays: 3', 'deliveryDays: -3', '4: “deliveryDays” must be more than 0, not -3. Write a larger number.'],
  ['no delivery time', 'deliveryDays: 3\n', '', '1: “deliveryDays” is missing. Add a line deliveryDays: 5.'],
  [
    'a delivery kind misspelt',
    'deliveryDays: 3',
    'deliveryDays: 3\ndelivery: aprove',
    '5: “delivery” must be approve or inform, not “aprove”. Did you mean “approve”? Write delivery: approve.',
  ],
  [
    'a priority that is none',
    'deliveryDays: 3',
    'deliveryDays: 3\npriority: asap',
    '5: “priority” must be low, normal, high or urgent, not “asap”. Write one of these.',
  ],
  [
    'a step of an unknown owner',
    'by: client',
    'by: cleint',
    '5: “by” of step “approval” must be team or client, not “cleint”. Did you mean “client”? Write by: client.',
  ],
  ['a step named twice', 'steps: [concept', 'steps: [concept, concept', '5: Two are called step “concept”. Give one of them another id.'],
  ['steps that are no list', /^steps: .*$/m, 'steps: concept', '5: “steps” must be a list. Write steps: [concept].'],
  [
    'an empty list of questions',
    /^questions:[\s\S]*?(?=replies)/m,
    'questions: []\n',
    '6: “questions” is empty. Write questions: with an entry such as - { id: purpose, type: text, label: { en: What for }, ask: { en: What is it for? } }.',
  ],
  [
    'questions with nothing under them',
    /^questions:[\s\S]*?(?=replies)/m,
    'questions:\n',
    '6: “questions” is empty. Write questions: with an entry such as - { id: purpose, type: text, label: { en: What for }, ask: { en: What is it for? } }.',
  ],
  [
    'two questions of one id',
    '  - id: paper\n',
    '  - id: purpose\n',
    '11: Two are called question “purpose”. Give one of them another id.',
  ],
  [
    'a question without words',
    /^ {4}ask: { en: What.*\n/m,
    '',
    '7: “ask” is missing in question “purpose”. Add a line ask: { en: What is it for? }.',
  ],
  [
    'a question type that is none',
    'type: text',
    'type: txet',
    '8: “type” of question “purpose” must be text, files, choice or day, not “txet”. Did you mean “text”? Write type: text.',
  ],
  [
    'a choice without options',
    / {4}options:\n.*\n.*\n/,
    '',
    '11: Question “paper” is a choice with no options. Add options: with at least two entries such as - { id: a4, label: { en: A4 } }, or write type: text.',
  ],
  [
    'options on a question for words',
    'type: choice',
    'type: text',
    '15: Question “paper” is of type text and has options. Write type: choice, or take the options out.',
  ],
  ['two options of one id', 'id: a5', 'id: a4', '17: Two are called option “a4” in question “paper”. Give one of them another id.'],
  [
    'two options that read the same',
    'pt-BR: A5',
    'pt-BR: a4',
    '17: Two options of question “paper” read “a4” in pt-BR, so nobody can tell which is meant. Word one of them differently.',
  ],
  [
    'a label too long for a button',
    'en: A5',
    'en: A sheet of paper that is half as large as A4',
    '17: “en” of “label” of option “a5” of question “paper” has 44 characters, and 40 is the most that fits a button. Say it in fewer words.',
  ],
  [
    'more than ten options',
    /( {6}- { id: a5.*\n)/,
    many(10, (n) => `      - { id: b${n}, label: { en: B${n}, pt-BR: B${n} } }\n`),
    '15: “options” of question “paper” has 11 entries, and 10 is the most. Keep the likeliest, and leave the rest to the client’s own words in a text question.',
  ],
  [
    'more than twelve questions',
    /replies:/,
    `${many(11, (n) => `  - { id: q${n}, type: text, label: { en: a, pt-BR: a }, ask: { en: b, pt-BR: b } }\n`)}replies:`,
    '6: “questions” has 13 entries, and 12 is the most. Keep the likeliest, and take some out.',
  ],
  [
    'an unknown language',
    /pt-BR: Qual tamanho\?/,
    'pt-BR: Qual tamanho?, pt_PT: Qual?',
    '14: “pt_PT” in “ask” of question “paper” is no language that Alur knows. Did you mean “pt-BR”? Write that.',
  ],
  [
    'a country for a language',
    'keywords: { en: [flyer], pt-BR:',
    'keywords: { en: [flyer], br:',
    '3: “br” in “keywords” is no language that Alur knows. Did you mean “pt-BR”? Write that.',
  ],
  [
    'a language that a question forgot',
    ', pt-BR: Qual tamanho?',
    '',
    '14: “ask” of question “paper” is not written in pt-BR, and the service’s name is. Add pt-BR: and the words there, or take pt-BR out of the name.',
  ],
  [
    'words with a comma and no quotes',
    'en: Which size?',
    'en: Which size, or none',
    "14: “or none” stands in “ask” of question “paper” as if it were a language, with no words behind it. If it belongs to the words before it, put quotes around all of them: { en: 'One, two' }.",
  ],
  [
    'keywords without a language',
    /^keywords: .*$/m,
    'keywords: [flyer]',
    '3: “keywords” must give a list for each language. Write keywords: { en: [flyer, leaflet] }.',
  ],
  [
    'a keyword that the bot understands itself',
    '[flyer]',
    '[flyer, status]',
    '3: “status” is a word that the bot itself understands (it means “status”). Use another one here.',
  ],
  [
    'an auto reply that nothing calls for',
    '    keywords: { en: [folded flyer] }\n',
    '',
    '19: The standard reply “folded” is auto, and has no words that call for it. Add keywords: { en: [how long] }, or take auto out.',
  ],
  [
    'yes for true',
    'auto: true',
    "auto: 'yes'",
    '20: “auto” of standard reply “folded” must be true or false, not “yes”. Write auto: true, or take the line out.',
  ],
  [
    'a number for words',
    'en: A4',
    'en: 4',
    "16: “en” of “label” of option “a4” of question “paper” must be words, not the number 4. Put it into quotes: en: '4'.",
  ],
  [
    'a tab',
    '    type: text\n',
    '\ttype: text\n',
    '8: This line begins with a tab, and YAML takes spaces only. Put two spaces in the place of each tab.',
  ],
  [
    'an indentation that fits nothing',
    '    type: choice',
    '   type: choice',
    '12: This line is not indented like its neighbours. Begin it right below them, with the same number of spaces.',
  ],
  [
    'a key written twice',
    'deliveryDays: 3',
    'deliveryDays: 3\ndeliveryDays: 4',
    '5: “deliveryDays” is written twice. Keep one of the two lines.',
  ],
  [
    'a bracket left open',
    '[panfleto] }',
    '[panfleto }',
    '3: A bracket that was opened here or above is not closed, or by one of another kind. Close [ with ] and { with }.',
  ],
  [
    'a quote left open',
    "'We fold, too.'",
    "'We fold, too.",
    '22: The quote that opens here is never closed. Close it with one of its own kind.',
  ],
  [
    'two colons in one entry',
    /^ {4}ask: { en: What.*$/m,
    '    ask:\n      en: Tell us: what is it for?\n      pt-BR: Para que é?',
    '11: There are two “: ” in one entry. Put the words after the first one into quotes, or a comma between two entries.',
  ],
  ['a line without a colon', 'deliveryDays: 3', 'deliveryDays 3', '4: There is no colon in this line. Write it as “key: value”.'],
  ['two services in one file', 'replies:', '---\nreplies:', '18: A second service begins here (---). Put it into a file of its own.'],
];

test.each(broken)('%s', (_, from, to, sentence) => {
  expect(changed(from, to)).toEqual([`services/flyer.yaml:${sentence}`]);
});

test('several mistakes are told at once, in the order of the file', () => {
  const text = whole.replace('deliveryDays: 3', 'deliveryDays: three').replace('type: text', 'type: txet').replace('id: a4', 'id: A 4');
  expect(mistakesIn(text).map((sentence) => sentence.split(' ')[0])).toEqual([
    'services/flyer.yaml:4:',
    'services/flyer.yaml:8:',
    'services/flyer.yaml:16:',
  ]);
});

test.each([
  ['', '1: This file is empty. Begin it with id: flyer, or take it away.'],
  ['# only a remark\n', '1: This file is empty. Begin it with id: flyer, or take it away.'],
  ['- id: flyer\n', '1: The file must be lines of “key: value”. Begin it with id: flyer.'],
  ['just words', '1: The file must be lines of “key: value”. Begin it with id: flyer.'],
  ['x'.repeat(200_001), '1: This file is far too long for a service. Put one service into a file.'],
])('a file that is no service at all: %#', (text, sentence) => {
  expect(mistakesIn(text)).toEqual([`services/flyer.yaml:${sentence}`]);
});

test('a file that refers to itself a billion times is refused, and so is a name that stands for nothing', () => {
  const bomb = `a: &a [x, x, x, x, x, x, x, x]\n${many(8, (n) => `${'bcdefghi'[n]}: &${'bcdefghi'[n]} [${`*${'abcdefgh'[n]}, `.repeat(8)}]\n`)}`;
  expect(mistakesIn(bomb)).toHaveLength(1);
  expect(mistakesIn('id: *nobody\n')[0]).toMatch(/^services\/flyer\.yaml:1: A name with \* before it stands for nothing here/);
});

describe('between files', () => {
  const read = (file: string, text: string): ReadFile => {
    const parsed = parseService(text, file);
    if (parsed.type === 'mistakes') throw new Error(parsed.mistakes.map(told).join('\n'));
    return parsed;
  };
  const first = read('services/flyer.yaml', whole);

  test('two services with one id', () => {
    const second = read('services/leaflet.yaml', whole.replaceAll('flyer]', 'leaflet]').replace('[panfleto]', '[folheto]'));
    expect(clashes([first, second]).map(told)).toEqual([
      'services/leaflet.yaml:1: The id “flyer” is taken by services/flyer.yaml already. Give this service another id, or put the two files together.',
    ]);
  });

  test('a keyword of two services, in whatever language and spelling', () => {
    const second = read('services/leaflet.yaml', whole.replace('id: flyer', 'id: leaflet').replace('en: [flyer]', 'en: [leaflet, Panfletó]').replace(', pt-BR: [panfleto]', '')); // biome-ignore format: one thought
    expect(clashes([first, second]).map(told)).toEqual([
      'services/leaflet.yaml:3: The keyword “Panfletó” belongs to services/flyer.yaml already, so it would name neither. Take it out of one of them.',
    ]);
  });

  test('a keyword of a service that is there already', () => {
    const { service } = first;
    const second = read('services/leaflet.yaml', whole.replace('id: flyer', 'id: leaflet'));
    expect(clashes([second], [service]).map(told)).toEqual([
      'services/leaflet.yaml:3: The keyword “flyer” belongs to the service “flyer” already, so it would name neither. Take it out of one of them.',
      'services/leaflet.yaml:3: The keyword “panfleto” belongs to the service “flyer” already, so it would name neither. Take it out of one of them.',
    ]);
    expect(clashes([read('services/own.yaml', whole)], [service])).toEqual([]);
  });
});

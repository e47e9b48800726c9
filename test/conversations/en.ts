// Whole conversations of English-speaking clients.
import type { Conversation } from './conversation.ts';

export const conversations: readonly Conversation[] = [
  {
    what: 'everything in one first message: the summary at once',
    language: 'en',
    lines: [
      [
        'hi! we need a banner for our website, black friday campaign, saying "Everything half price", by thursday. logo is here https://example.com/logo.svg',
        'Banner: is this right?',
        'Where: On the website',
        'Words on it: Everything half price',
        'Thursday 26 November',
        'https://example.com/logo.svg',
      ],
      ['yes', 'Your number is 1001'],
    ],
    tickets: [
      { service: 'banner', wanted: '2026-11-26', campaign: 'BF26', brief: ['Where: On the website', 'Words on it: Everything half price'] },
    ],
  },
  {
    what: 'in pieces, with a change of mind',
    language: 'en',
    lines: [
      [{ burst: ['hiya', 'i need a banner', 'for friday 🙏'] }, 'Banner', 'by Friday 27 November', 'What is the banner for?'],
      ['actually make that monday', 'Changed: by Monday 30 November.', 'What is the banner for?'],
      ['our xmas market stall', 'Where will it be shown?'],
      ['printed', 'Which words'],
      ['Mulled wine & waffles', 'Send photos'],
      [{ photo: 3 }, 'is this right?', 'Material: 3 files', 'Monday 30 November'],
      ['ok', 'Your number is 1001'],
      ['thanks!!', 'not Your number'],
    ],
    tickets: [{ service: 'banner', wanted: '2026-11-30', brief: ['Material:  [3]'] }],
  },
  {
    what: 'a day that could be two is asked about',
    language: 'en',
    lines: [
      ['Need a landing page by next friday', 'Landing page', 'Which day do you mean?', 'Friday 27 November', 'Friday 4 December'],
      ['the second one', 'Friday 4 December', 'Which product or offer'],
      ['cancel', 'Dropped'],
    ],
  },
];

// The language that a phone number's country suggests, until its owner says otherwise. Pure.

/** By country calling code (ITU-T E.164), which is never the beginning of another one. */
const languages: readonly (readonly [code: string, language: string])[] = [
  ['55', 'pt-BR'], // Brazil
  ['351', 'pt-BR'], // Portugal
  ['244', 'pt-BR'], // Angola
  ['258', 'pt-BR'], // Mozambique
  ['62', 'id'], // Indonesia
  ['90', 'tr'], // Türkiye, Northern Cyprus
  ['380', 'uk'], // Ukraine
];

/** The IETF tag for a number in digits with its country's code; undefined where the country tells nothing. */
export const languageOfPhone = (digits: string): string | undefined => languages.find(([code]) => digits.startsWith(code))?.[1];

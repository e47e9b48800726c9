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
  ['1', 'en'], // the United States, Canada
  ['44', 'en'], // the United Kingdom
  ['353', 'en'], // Ireland
  ['61', 'en'], // Australia
  ['64', 'en'], // New Zealand
  ['65', 'en'], // Singapore
  ['27', 'en'], // South Africa
  ['91', 'en'], // India
  ['234', 'en'], // Nigeria
  ['254', 'en'], // Kenya
];

/** The IETF tag for a number in digits with its country's code; undefined where the country tells nothing. */
export const languageOfPhone = (digits: string): string | undefined => languages.find(([code]) => digits.startsWith(code))?.[1];

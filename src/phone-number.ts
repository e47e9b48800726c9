// A phone number as people type it, to the digits that WhatsApp takes. The mistakes are sentences.
import { z } from 'zod';

const example = 'for example +55 11 91234 5678';

/** Digits with the country's code, without the plus. */
export const PhoneNumber = z
  .string(`Write the phone's number with the country's code, ${example}.`)
  .trim()
  .min(1, `Write the phone's number with the country's code, ${example}.`)
  .max(40, `That is too long for a phone number. It has 8 to 15 digits, ${example}.`)
  .regex(/^\+?[\d\s().\-\u2010-\u2013]+$/, `A phone number is made of digits; a leading + and spaces or dashes are fine, ${example}.`)
  .transform((text) => text.replace(/\D/g, ''))
  .refine((digits) => !digits.startsWith('0'), `Begin with the country's code, without a 0 in front, ${example}.`)
  .refine((digits) => digits.length >= 8 && digits.length <= 15, `A phone number has 8 to 15 digits with the country's code, ${example}.`);

/** A pairing code as it is read out: ABCD-EFGH. */
export const codeShown = (code: string): string => (/^\w{8}$/.test(code) ? `${code.slice(0, 4)}-${code.slice(4)}` : code);

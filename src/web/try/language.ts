// The language of the try-it page: the one asked for by ?lang=, kept from then on; else the browser's; else English.
import type { Context } from 'hono';
import { accepts } from 'hono/accepts';
import { getCookie, setCookie } from 'hono/cookie';
import { languages, nearestLanguage } from '../../../flows/texts.ts';

const cookie = 'alur_lang';
const keptSeconds = 365 * 86_400;

const near = (tag: string | undefined): string | undefined => nearestLanguage(tag, languages);

/** One of the languages that have texts. */
export function languageOf(c: Context): string {
  const asked = near(c.req.query('lang'));
  if (asked) setCookie(c, cookie, asked, { path: '/try', sameSite: 'Strict', httpOnly: true, maxAge: keptSeconds });
  return asked ?? near(getCookie(c, cookie)) ?? ofBrowser(c);
}

const ofBrowser = (c: Context): string =>
  accepts(c, {
    header: 'Accept-Language',
    supports: [...languages],
    default: 'en',
    match: (accepted) => accepted.toSorted((a, b) => b.q - a.q).flatMap(({ type }) => near(type) ?? [])[0] ?? 'en',
  });

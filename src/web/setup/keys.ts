// Who may see the setup page: whoever opened the one-time link gets a session; the terminal on this machine bears the house's key.
// Everything is kept in memory alone: a new start makes a new link and ends the session.
import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { bearerOf, fits, isHttps } from '../guard.ts';

const cookie = 'alur_setup';
const sessionSeconds = 12 * 3600;

export type Keys = {
  /** Uses the link's key up and begins the session; false when it does not fit, or was used before. */
  begin(c: Context, given: string): Promise<boolean>;
  /** Until when this browser is let in; 0 when it is not. */
  until(c: Context): Promise<number>;
  /** The same for a program that bears the house's key. */
  untilForProgram(c: Context): Promise<number>;
};

export function createKeys({ key, bearer, now }: { key: string; bearer: string; now: () => number }): Keys {
  let used = false;
  let session = { token: '', until: 0 };
  const until = async (c: Context): Promise<number> => {
    const { token, until: end } = session;
    return (await fits(getCookie(c, cookie), token)) && now() < end ? end : 0;
  };
  return {
    until,
    untilForProgram: async (c) => ((await fits(bearerOf(c), bearer)) ? Number.POSITIVE_INFINITY : 0),
    begin: async (c, given) => {
      if (!(await fits(given, key))) return false;
      if ((await until(c)) > 0) return true; // the link again, in the browser that it let in
      if (used) return false;
      used = true;
      const token = Array.from(crypto.getRandomValues(new Uint8Array(24)), (byte) => byte.toString(16).padStart(2, '0')).join('');
      session = { token, until: now() + sessionSeconds * 1000 };
      setCookie(c, cookie, token, { httpOnly: true, sameSite: 'Strict', path: '/setup', secure: isHttps(c), maxAge: sessionSeconds });
      return true;
    },
  };
}

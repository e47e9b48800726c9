// Who may use the try-it page, and from where: the key of its link, the host it was asked by, the page that posts.
// Webhooks and health checks have guards of their own and do not pass here.
import type { Context, MiddlewareHandler } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { HTTPException } from 'hono/http-exception';
import { timingSafeEqual } from 'hono/utils/buffer';

/** `open`: no key is asked for. `hosts`: names besides `localhost` and plain addresses that an open page answers to. */
export type Access = { open: boolean; key: string; hosts?: readonly string[] };

const cookie = 'alur_try';
const cookieDays = 30;

/**
 * While the page is open to whoever reaches it, a website could point a name of its own at this machine and read it
 * (DNS rebinding): then only plain addresses, localhost and the house's own names are answered.
 */
export function checkHost(access: Access): MiddlewareHandler {
  const known = new Set(['localhost', ...(access.hosts ?? [])]);
  return async (c, next) => {
    const { hostname } = new URL(c.req.url);
    const plain = /^[\d.]+$/.test(hostname) || hostname.startsWith('[') || hostname.endsWith('.localhost');
    if (access.open && !plain && !known.has(hostname))
      throw new HTTPException(403, {
        message: `This page does not answer to the name ${hostname}. Open it by http://localhost or by its number.`,
      });
    await next();
  };
}

/** The same host, whatever the scheme: in front of this there may be a proxy that speaks https. */
export function isSameHost(origin: string, c: Context): boolean {
  return URL.canParse(origin) && new URL(origin).host === new URL(c.req.url).host;
}

/** The browser came by https, here or up to a proxy in front. */
export const isHttps = (c: Context): boolean => new URL(c.req.url).protocol === 'https:' || c.req.header('x-forwarded-proto') === 'https';

/** The token that a program bears. */
export const bearerOf = (c: Context): string | undefined => /^Bearer (\S+)$/i.exec(c.req.header('authorization') ?? '')?.[1];

/** A link followed from another site brings no Strict cookie along; asking again from here does. */
export function askAgainFromHere(c: Context, path: string): void {
  if (c.req.header('sec-fetch-site') === 'cross-site' && c.req.header('sec-fetch-mode') === 'navigate')
    c.header('Refresh', `0; url=${path}`);
}

/** A person's browser asked, not a script or a program. */
export const wantsPage = (c: Context): boolean => (c.req.header('accept') ?? '').includes('text/html');

/** Compares in the same time whatever the difference is. An empty secret fits nothing. */
export const fits = async (given: string | undefined, secret: string): Promise<boolean> =>
  given !== undefined && given !== '' && secret !== '' && (await timingSafeEqual(given, secret));

/** Refuses what another website sends, JSON too. Programs send no Origin and are let through. */
export const checkOrigin: MiddlewareHandler = async (c, next) => {
  const origin = c.req.header('origin');
  const site = c.req.header('sec-fetch-site');
  // A form of our own comes with the origin "null", since our pages tell no referrer; the browser then vouches for the site.
  const isOurs = origin === undefined || isSameHost(origin, c) || (origin === 'null' && site === 'same-origin');
  const foreign = !isOurs || site === 'cross-site' || site === 'same-site';
  if (foreign && c.req.method !== 'GET' && c.req.method !== 'HEAD')
    throw new HTTPException(403, { message: 'Another website sent this; it was not taken.' });
  await next();
};

/** Lets in who bears the key, by cookie or as a bearer token; a link with the key in it becomes a cookie. */
export function checkKey(access: Access, refuse: (c: Context) => Response | Promise<Response>): MiddlewareHandler {
  const isKey = (given: string | undefined) => fits(given, access.key);
  return async (c, next) => {
    if (access.open) return next();
    const link = c.req.method === 'GET' ? c.req.query('key') : undefined;
    if (await isKey(link)) {
      const lasting = { httpOnly: true, secure: isHttps(c), maxAge: cookieDays * 86_400 };
      setCookie(c, cookie, access.key, { ...lasting, sameSite: 'Strict', path: '/try' });
      return c.redirect('/try', 303);
    }
    if ((await isKey(getCookie(c, cookie))) || (await isKey(bearerOf(c)))) return next();
    return refuse(c);
  };
}

// Calls to the Graph API over fetch. The token goes into a header of each call and nowhere else.
import type { z } from 'zod';
import { SendError } from '../channel.ts';
import { formOf } from '../form.ts';
import { parseJson, readBounded, reasonOf } from '../guard.ts';
import { refusalOf } from './errors.ts';

export type Api = {
  contact: string;
  phoneId: string;
  /** GET without a payload, else POST; bytes in the payload go as a form. Throws SendError (GraphError for refusals). */
  call<T>(path: string, result: z.ZodType<T>, payload?: object): Promise<T>;
  /** The bytes behind the address of a file that Meta gave. Throws SendError, `too_large` above `maxBytes`. */
  download(url: string, maxBytes: number): Promise<Uint8Array>;
};

export const metaRoot = 'https://graph.facebook.com/v23.0';

const timeoutMs = 20_000;
const bytesTimeoutMs = 120_000;

/** The Graph API at `root` for one number. Makes no call by itself. */
export function connect(config: { contact: string; token: string; phoneId: string; root?: string | undefined }): Api {
  const { contact, token, phoneId } = config;
  const root = (config.root ?? metaRoot).replace(/\/+$/, '');
  // Meta's file server turns away callers that do not say what they are.
  const headers = { authorization: `Bearer ${token}`, 'user-agent': 'alur' };

  async function call<T>(path: string, result: z.ZodType<T>, payload?: object): Promise<T> {
    const what = path.split('?')[0]?.split('/').at(-1) === 'messages' ? 'messages' : path.endsWith('/media') ? 'media' : 'a look-up';
    const form = payload && formOf(payload);
    const request: RequestInit = !payload
      ? { headers }
      : form
        ? { method: 'POST', headers, body: form }
        : { method: 'POST', headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify(payload) };
    const { response, body } = await reach(`${root}/${path}`, request, what, form ? bytesTimeoutMs : timeoutMs, (it) => it.text());
    const value = parseJson(body ?? '');
    if (!response.ok) throw refusalOf(what, response.status, value, retryAfter(response));
    const parsed = result.safeParse(value);
    if (parsed.success) return parsed.data;
    throw new SendError('unknown', `Meta's answer to ${what} has another shape than the Graph API describes.`);
  }

  async function download(url: string, maxBytes: number): Promise<Uint8Array> {
    if (!isSafe(url, root)) throw new SendError('rejected', 'Meta named an address for the file that is not its own: nothing was fetched.');
    const read = (response: Response) => (response.ok ? readBounded(response, maxBytes) : response.body?.cancel().then(() => null));
    const { response, body } = await reach(url, { headers }, 'a file', bytesTimeoutMs, read);
    if (response.status === 404 || response.status === 410) throw new SendError('rejected', 'Meta does not keep this file any more.');
    if (!response.ok) throw refusalOf('a file', response.status, undefined, retryAfter(response));
    if (!body) throw new SendError('too_large', `The file is larger than ${maxBytes} bytes.`);
    return body;
  }

  return { contact, phoneId, call, download };
}

async function reach<T>(
  url: string,
  request: RequestInit,
  what: string,
  limitMs: number,
  read: (response: Response) => Promise<T> | undefined,
): Promise<{ response: Response; body: T | undefined }> {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), limitMs);
  try {
    // A redirect would take the token elsewhere.
    const response = await fetch(url, { ...request, redirect: 'manual', signal: abort.signal });
    return { response, body: await read(response) };
  } catch (error) {
    if (error instanceof SendError) throw error;
    throw new SendError('offline', `Meta could not be reached for ${what}: ${abort.signal.aborted ? 'given up' : reasonOf(error)}.`);
  } finally {
    clearTimeout(timer);
  }
}

/** The token is sent along: by TLS only, or to the root that the configuration names. */
function isSafe(url: string, root: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, origin } = new URL(url);
  return protocol === 'https:' || origin === new URL(root).origin;
}

function retryAfter(response: Response): number | undefined {
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  return Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : undefined;
}

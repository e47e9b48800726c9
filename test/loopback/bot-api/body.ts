// Reads the body of one HTTP request into arguments: JSON, urlencoded, multipart, or none (arguments in the query).
import type { IncomingMessage } from 'node:http';
import { readMultipart } from './multipart.ts';
import { isJson, type Params } from './params.ts';
import { badRequest, Refusal } from './refusal.ts';

const MEGABYTE = 1024 * 1024;
/** Telegram's limit for uploads by bots. */
export const UPLOAD_LIMIT = 50 * MEGABYTE;
const BODY_LIMIT = UPLOAD_LIMIT + MEGABYTE;

/** Throws a 413 when a file is over 50 MB, and a 400 when the body cannot be read. */
export async function readParams(request: IncomingMessage, query: URLSearchParams): Promise<Params> {
  const body = await readBody(request);
  const params = decode(body, request.headers['content-type'] ?? '');
  for (const [name, value] of query) params.values[name] ??= value;
  for (const upload of params.uploads.values()) {
    if (upload.bytes.length > UPLOAD_LIMIT) throw new Refusal(413, 'Request Entity Too Large');
  }
  return params;
}

/** Reads to the end even when it is too much, so that the client gets the answer and not a broken pipe. */
async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= BODY_LIMIT) chunks.push(chunk);
  }
  if (size > BODY_LIMIT) throw new Refusal(413, 'Request Entity Too Large');
  return Buffer.concat(chunks);
}

function decode(body: Buffer, contentType: string): Params {
  const type = contentType.toLowerCase();
  if (body.length === 0) return { values: {}, uploads: new Map() };
  if (type.startsWith('multipart/form-data')) {
    try {
      return readMultipart(body, contentType);
    } catch (error) {
      throw badRequest(`can't parse multipart/form-data: ${error instanceof Error ? error.message : error}`);
    }
  }
  if (type.startsWith('application/json')) return { values: decodeJson(body), uploads: new Map() };
  const form = new URLSearchParams(body.toString('utf8'));
  return { values: Object.fromEntries(form), uploads: new Map() };
}

function decodeJson(body: Buffer): Params['values'] {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    if (isJson(value)) return value;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw badRequest("can't parse JSON object");
}

// Splits a multipart/form-data body into fields and files (RFC 7578). Its own reader, because the real clients'
// bodies (telegraf writes headers without a space) must be taken byte for byte.
import type { Params } from './params.ts';

const BREAK = Buffer.from('\r\n');
const HEAD_END = Buffer.from('\r\n\r\n');

/** Fields go to `values`, parts with a file name go to `uploads`. Throws when the body is not well formed. */
export function readMultipart(body: Buffer, contentType: string): Params {
  const boundary = /boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType);
  const name = boundary?.[1] ?? boundary?.[2];
  if (!name) throw new Error('multipart body without a boundary');
  const params: Params = { values: {}, uploads: new Map() };
  const delimiter = Buffer.from(`--${name}`);
  let at = body.indexOf(delimiter);
  if (at < 0) throw new Error('multipart body without its boundary line');
  for (;;) {
    at += delimiter.length;
    if (body.subarray(at, at + 2).toString('latin1') === '--') return params;
    const start = body.indexOf(BREAK, at);
    const next = start < 0 ? -1 : body.indexOf(Buffer.concat([BREAK, delimiter]), start);
    if (start < 0 || next < 0) throw new Error('multipart body ends within a part');
    readPart(params, body.subarray(start + BREAK.length, next));
    at = next + BREAK.length;
  }
}

function readPart(params: Params, part: Buffer): void {
  const headEnd = part.indexOf(HEAD_END);
  if (headEnd < 0) throw new Error('multipart part without an end of its headers');
  const head = part.subarray(0, headEnd).toString('utf8');
  const bytes = Buffer.from(part.subarray(headEnd + HEAD_END.length));
  const disposition = /^content-disposition:\s*form-data;?(.*)$/im.exec(head)?.[1] ?? '';
  const name = quoted(disposition, 'name');
  if (name === undefined) throw new Error('multipart part without a name');
  const fileName = quoted(disposition, 'filename');
  if (fileName === undefined) {
    params.values[name] = bytes.toString('utf8');
    return;
  }
  const mime = /^content-type:\s*([^\r\n;]+)/im.exec(head)?.[1]?.trim() ?? '';
  params.uploads.set(name, { name: fileName, mime, bytes });
}

/** `name="…"`; inside, browsers and undici write %22 for a quotation mark, and telegraf leaves it as it is. */
function quoted(disposition: string, key: string): string | undefined {
  const found = new RegExp(`(?:^|[;\\s])${key}="(.*?)"\\s*(?:;|$)`, 'i').exec(disposition)?.[1];
  return found?.replaceAll('%22', '"').replaceAll('%0D', '\r').replaceAll('%0A', '\n');
}

// Bytes on their way to a provider: a payload with files in it as multipart/form-data, in telegraf's shape of a
// file. Written by hand, because FormData turns every line break of a caption into CRLF.

/** Bytes to send (the Bot API's InputFile); the names are telegraf's. */
export type Upload = { source: Uint8Array; filename: string; mime?: string };

/**
 * The payload as a multipart body if bytes are in it, at its top or as `media` of a list; null if JSON can
 * say it.
 */
export function formOf(payload: object): Blob | null {
  const boundary = `alur-${crypto.randomUUID()}`;
  const parts: BlobPart[] = [];
  let files = 0;

  function add(name: string, more: string, content: BlobPart): void {
    parts.push(`--${boundary}\r\nContent-Disposition: form-data; name="${name}"${more}\r\n\r\n`, content, '\r\n');
  }

  function attach(name: string, { source, filename, mime }: Upload): void {
    files += 1;
    const type = quoteFree(mime ?? 'application/octet-stream');
    // A Uint8Array over shared memory would not be allowed in a Blob; nobody here makes one.
    add(name, `; filename="${quoteFree(filename)}"\r\nContent-Type: ${type}`, source as BlobPart);
  }

  function attached(item: unknown, name: string): unknown {
    if (typeof item !== 'object' || item === null || !('media' in item) || !isUpload(item.media)) return item;
    attach(name, item.media);
    return { ...item, media: `attach://${name}` };
  }

  for (const [name, value] of Object.entries(payload)) {
    if (value === undefined || value === null) continue;
    if (isUpload(value)) attach(name, value);
    else if (Array.isArray(value)) add(name, '', JSON.stringify(value.map((item, i) => attached(item, `${name}${i}`))));
    else add(name, '', typeof value === 'object' ? JSON.stringify(value) : String(value));
  }
  if (files === 0) return null;
  return new Blob([...parts, `--${boundary}--\r\n`], { type: `multipart/form-data; boundary=${boundary}` });
}

/**
 * What ends a header or a quoted name, as forms write it (HTML, "multipart/form-data encoding algorithm").
 */
const quoteFree = (text: string): string => text.replaceAll('"', '%22').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

function isUpload(value: unknown): value is Upload {
  return typeof value === 'object' && value !== null && 'source' in value && value.source instanceof Uint8Array;
}

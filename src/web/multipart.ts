// A posted form, part by part as it comes in (multipart/form-data, RFC 7578): a file of 100 MB never stands in memory.

/** A field or a file of the form. Its bytes must be read to their end before the next part comes. */
export type Part = { name: string; filename: string | undefined; type: string; body: AsyncIterable<Uint8Array> };

/** The form cannot be read: it broke off, or is none. */
export class FormError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'FormError';
  }
}

const mostHeader = 16 * 1024;
const end = Buffer.from('\r\n\r\n');

/** What parts the form, by its Content-Type; undefined where it is no such form. */
export const boundaryOf = (contentType: string | undefined): string | undefined => {
  const [, quoted, plain] =
    /^multipart\/form-data\s*;(?:.*;)?\s*boundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))/i.exec(contentType ?? '') ?? [];
  return quoted ?? plain;
};

/** The parts of a form. Throws FormError. */
export async function* partsOf(bytes: AsyncIterable<Uint8Array>, boundary: string): AsyncGenerator<Part> {
  const source = bytes[Symbol.asyncIterator]();
  const mark = Buffer.from(`\r\n--${boundary}`);
  let held: Buffer = Buffer.from('\r\n'); // so that the first mark is like the others

  async function more(): Promise<void> {
    const { done, value } = await source.next();
    if (done) throw new FormError('The form broke off before its end.');
    held = held.length === 0 ? Buffer.from(value.buffer, value.byteOffset, value.length) : Buffer.concat([held, value]);
  }

  /** What stands before the next mark, chunk by chunk; then the mark is taken. */
  async function* untilMark(): AsyncGenerator<Uint8Array> {
    for (;;) {
      const at = held.indexOf(mark);
      if (at >= 0) {
        if (at > 0) yield held.subarray(0, at);
        held = held.subarray(at + mark.length);
        return;
      }
      const sure = held.length - mark.length + 1; // the rest may be the beginning of a mark
      if (sure > 0) {
        yield held.subarray(0, sure);
        held = held.subarray(sure);
      }
      await more();
    }
  }

  /** The lines between a mark and a part's bytes; undefined after the last mark. */
  async function head(): Promise<string | undefined> {
    while (held.length < 2) await more();
    if (held.subarray(0, 2).toString('latin1') === '--') return undefined;
    let at = held.indexOf(end);
    while (at < 0) {
      if (held.length > mostHeader) throw new FormError('A part of the form has too long a header.');
      await more();
      at = held.indexOf(end);
    }
    const lines = held.subarray(0, at).toString('utf8');
    held = held.subarray(at + end.length);
    return lines;
  }

  for await (const _ of untilMark()); // what stands before the first mark means nothing
  for (let lines = await head(); lines !== undefined; lines = await head()) {
    const body = untilMark();
    yield { ...named(lines), body };
    for await (const _ of body); // what nobody read
  }
}

function named(lines: string): Omit<Part, 'body'> {
  const disposition = /^content-disposition:(.*)$/im.exec(lines)?.[1] ?? '';
  const field = (name: string) => new RegExp(`;\\s*${name}="([^"]*)"`, 'i').exec(disposition)?.[1];
  const plain = (text: string) => text.replace(/%(22|0D|0A)/gi, (code) => decodeURIComponent(code)); // as browsers write them
  const filename = field('filename');
  return {
    name: plain(field('name') ?? ''),
    filename: filename === undefined ? undefined : plain(filename),
    type: /^content-type:\s*([\w.+-]+\/[\w.+-]+)/im.exec(lines)?.[1]?.toLowerCase() ?? 'application/octet-stream',
  };
}

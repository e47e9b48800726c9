// A posted form as it comes in over the wire: cut anywhere, it is the same form; broken, it says so; large, it never stands in memory.
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { folderFiles } from '../../src/files.ts';
import { boundaryOf, FormError, partsOf } from '../../src/web/multipart.ts';

type Read = { name: string; filename: string | undefined; type: string; bytes: Buffer };

async function read(bytes: Uint8Array, boundary: string, cuts: readonly number[] = []): Promise<Read[]> {
  async function* pieces() {
    const at = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).toSorted((a, b) => a - b), bytes.length];
    for (let i = 1; i < at.length; i++) yield bytes.subarray(at[i - 1], at[i]);
  }
  const all: Read[] = [];
  for await (const { name, filename, type, body } of partsOf(pieces(), boundary)) {
    const chunks: Uint8Array[] = [];
    for await (const chunk of body) chunks.push(chunk.slice());
    all.push({ name, filename, type, bytes: Buffer.concat(chunks) });
  }
  return all;
}

test('whatever is in it and wherever it is cut, a form is read as a browser means it', async () => {
  const tricky = fc.constantFrom('\r\n', '--', '\r\n--', '-', 'x');
  const content = fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    fc.array(tricky, { maxLength: 20 }).map((all) => new TextEncoder().encode(all.join(''))),
  );
  const parts = fc.array(
    fc.record({ name: fc.string({ minLength: 1, maxLength: 8 }), file: fc.option(fc.string({ minLength: 1, maxLength: 12 })), content }),
    { maxLength: 4 },
  );
  await fc.assert(
    fc.asyncProperty(parts, fc.array(fc.nat(3000), { maxLength: 12 }), async (given, cuts) => {
      const form = new FormData();
      const clean = (text: string) => text.toWellFormed().replace(/[\r\n"%]/g, '_');
      for (const { name, file, content } of given)
        form.append(clean(name), new File([new Uint8Array(content)], clean(file ?? 'f'), { type: 'image/png' }));
      const response = new Response(form);
      const boundary = boundaryOf(response.headers.get('content-type') ?? '') ?? '';
      const found = await read(new Uint8Array(await response.arrayBuffer()), boundary, cuts);
      expect(found.map(({ name, filename, type, bytes }) => [name, filename, type, [...bytes]])).toEqual(
        given.map(({ name, file, content }) => [clean(name), clean(file ?? 'f'), 'image/png', [...content]]),
      );
    }),
    { numRuns: 150 },
  );
});

test('a field is no file, and names come back as they were written', async () => {
  const form = new FormData();
  form.set('text', 'Grüße\r\nan alle');
  form.set('files', new File(['x'], 'a "b"\n.png'));
  const response = new Response(form);
  const [text, file] = await read(
    new Uint8Array(await response.arrayBuffer()),
    boundaryOf(response.headers.get('content-type') ?? '') ?? '',
  );
  expect([text?.filename, text?.bytes.toString()]).toEqual([undefined, 'Grüße\r\nan alle']);
  expect(file?.filename).toBe('a "b"\n.png');
});

test.each([
  ['broken off in a part', '--b\r\nContent-Disposition: form-data; name="a"\r\n\r\nhalf'],
  ['broken off in a header', '--b\r\nContent-Disposition: form-'],
  ['empty', ''],
  ['a header without an end', `--b\r\n${'x'.repeat(20_000)}`],
])('%s: it says so', async (_, text) => {
  await expect(read(new TextEncoder().encode(text), 'b')).rejects.toThrow(FormError);
});

test('other forms have no boundary', () => {
  expect([boundaryOf('application/x-www-form-urlencoded'), boundaryOf(undefined), boundaryOf('multipart/form-data')]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
  expect(boundaryOf('multipart/form-data; charset=utf-8; boundary="a b"')).toBe('a b');
});

describe('files that come bit by bit', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'alur-files-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  const names = () => readdirSync(folder, { recursive: true, withFileTypes: true }).flatMap((one) => (one.isFile() ? [one.name] : []));

  test('100 MB are kept by their hash, each piece on the disk before the next is asked for', async () => {
    const sum = createHash('sha256');
    const mb = 1024 * 1024;
    const waiting: number[] = [];
    async function* bytes() {
      for (let n = 0; n < 100; n++) {
        const [name = ''] = readdirSync(join(folder, 'incoming'));
        waiting.push(n * mb - statSync(join(folder, 'incoming', name)).size);
        const chunk = new Uint8Array(mb).fill(n);
        sum.update(chunk);
        yield chunk;
      }
    }
    const files = folderFiles(folder);
    const { hash, size } = await files.putAll(bytes());
    expect([hash, size]).toEqual([sum.digest('hex'), 100 * mb]);
    expect(waiting.every((one) => one === 0)).toBe(true);
    expect(names()).toEqual([hash]);
    const opened = await files.open(hash);
    expect([opened?.size, opened?.head.length]).toEqual([size, 16]);
    await opened?.body.cancel();
  });

  test('what breaks off leaves nothing, and what a killed process left goes after a day', async () => {
    async function* broken() {
      yield new Uint8Array(10);
      throw new Error('The line is gone.');
    }
    const files = folderFiles(folder);
    await expect(files.putAll(broken())).rejects.toThrow('The line is gone.');
    expect(names()).toEqual([]);
    const left = join(folder, 'incoming', 'left-over');
    writeFileSync(left, 'half');
    utimesSync(left, new Date(0), new Date(0));
    async function* some() {
      yield new Uint8Array(3);
    }
    const { hash } = await files.putAll(some());
    expect(names()).toEqual([hash]);
    expect(await files.open('0'.repeat(64))).toBeNull();
    expect(await files.room()).toBeGreaterThan(0);
  });
});

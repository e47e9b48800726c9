// Reads what a client posts from their page: words in memory, files straight to where they are kept. What is refused leaves nothing behind.
import type { Context } from 'hono';
import { z } from 'zod';
import { fileStatement } from '../../../db/desk.ts';
import { readIsHeld } from '../../../db/erased.ts';
import type { Store } from '../../../db/store.ts';
import { type FileRef, panelContact } from '../../../flows/message.ts';
import { pageMostMb } from '../../../flows/my-panel.ts';
import type { Holes, TextKey } from '../../../flows/texts.ts';
import type { FolderFiles } from '../../files.ts';
import { boundaryOf, FormError, type Part, partsOf } from '../multipart.ts';
import { kindOf } from '../try/files.ts';

export const mostFiles = 10;
/** Bytes of all files of one form. */
export const mostBytes = pageMostMb * 1024 * 1024;
/** Bytes that are left free on the disk, for everything else that the house must write. */
const leastRoom = 200 * 1024 * 1024;
/** What a form puts around its files, and its words. */
const slack = 512 * 1024;
const longestField = 128 * 1024;

/** Why a form is not taken, as a text to be told. */
export class FormRefused extends Error {
  readonly key: TextKey;
  readonly holes: Holes;
  readonly status: 400 | 409 | 413 | 503 | 507;
  constructor(key: TextKey, status: FormRefused['status'], holes: Holes = {}) {
    super(key);
    this.name = 'FormRefused';
    this.key = key;
    this.holes = holes;
    this.status = status;
  }
}

const Fields = z.object({
  /** Made with the form: the same form sent again is the same deed. */
  once: z.uuid(),
  text: z.string().default(''),
  stars: z.coerce.number().int().min(0).max(5).default(0),
  language: z.string().max(20).default(''),
});

type Kept = { file: FileRef; hash: string };
export type Posted = z.infer<typeof Fields> & { kept: readonly Kept[] };

export type FormParts = { store: Store; files: FolderFiles };

const mb = (bytes: number): number => Math.floor(bytes / 1024 / 1024);
const tooLarge = () => new FormRefused('panel.too_large', 413, { limit: mb(mostBytes) });

/** Refuses what cannot be taken, by its size alone, before anything of it is read. Throws FormRefused. */
export async function checkSize(files: Pick<FolderFiles, 'room'>, bytes: number): Promise<void> {
  if (bytes > mostBytes + slack) throw tooLarge();
  if (bytes > slack && (await files.room()) < bytes + leastRoom) throw new FormRefused('panel.no_room', 507);
}

/** The form that was posted, its files kept. Throws FormRefused. */
export async function readForm(parts: FormParts, c: Context): Promise<Posted> {
  await checkSize(parts.files, Number(c.req.header('content-length') ?? 0));
  const boundary = boundaryOf(c.req.header('content-type'));
  const { body } = c.req.raw;
  const fields: Record<string, string> = {};
  const kept: Kept[] = [];
  try {
    if (boundary && body) for await (const part of partsOf(upTo(body, mostBytes + slack), boundary)) await take(parts, part, fields, kept);
    else for (const [name, value] of Object.entries(await smallForm(c))) fields[name] = value;
    const parsed = Fields.safeParse(fields);
    if (!parsed.success) throw new FormRefused('panel.failed', 400);
    return { ...parsed.data, text: plain(parsed.data.text), kept };
  } catch (error) {
    await dropFiles(parts, kept);
    throw refusalOf(error);
  }
}

async function take({ files }: FormParts, part: Part, fields: Record<string, string>, kept: Kept[]): Promise<void> {
  if (part.filename === undefined) {
    fields[part.name] = await textOf(part.body);
    return;
  }
  if (part.filename === '') return;
  if (kept.length >= mostFiles) throw new FormRefused('panel.too_many', 413, { most: mostFiles });
  const { hash, size } = await files.putAll(part.body);
  const id = `${panelContact}:${crypto.randomUUID()}/1`;
  const name = part.filename.split(/[/\\]/).at(-1)?.slice(-200) ?? '';
  const file: FileRef = { id, kind: kindOf(part.type, size), name, mime: part.type, size, contact: panelContact, remote: id, kept: true };
  kept.push({ file, hash });
}

/** Writes down what the files are: from then on they are found, and erased with whoever sent them. */
export async function noteFiles({ store }: FormParts, kept: readonly Kept[], now: number): Promise<void> {
  if (kept.length > 0) await store.write(kept.map(({ file, hash }) => fileStatement(file.id, hash, file.size ?? 0, now)));
}

/** Nothing of them stays, but bytes that somebody else has sent too. */
export async function dropFiles({ store, files }: FormParts, kept: readonly Kept[]): Promise<void> {
  for (const { hash } of kept) await files.remove(hash, () => readIsHeld(store, hash));
}

async function* upTo(body: ReadableStream<Uint8Array>, most: number): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const chunk of body as AsyncIterable<Uint8Array> & ReadableStream<Uint8Array>) {
    // Node's streams can be gone through
    bytes += chunk.length;
    if (bytes > most) throw tooLarge();
    yield chunk;
  }
}

async function textOf(body: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > longestField) throw new FormRefused('panel.too_large', 413, { limit: mb(mostBytes) });
    chunks.push(chunk.slice());
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** A form without files, as browsers send it. */
async function smallForm(c: Context): Promise<Record<string, string>> {
  const text = await textOf(upTo(c.req.raw.body ?? new ReadableStream({ start: (one) => one.close() }), longestField));
  return Object.fromEntries(new URLSearchParams(text));
}

const plain = (text: string): string => text.toWellFormed().replaceAll('\0', '').replaceAll('\r\n', '\n').trim();

function refusalOf(error: unknown): Error {
  if (error instanceof FormRefused) return error;
  if (error instanceof FormError) return new FormRefused('panel.failed', 400);
  if (error instanceof Error && 'code' in error && error.code === 'ENOSPC') return new FormRefused('panel.no_room', 507);
  return error instanceof Error ? error : new Error(String(error));
}

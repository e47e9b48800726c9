// Files at the API: uploaded before they are named in a message, and read by their id.
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { bodyLimit } from 'hono/body-limit';
import { readPeople } from '../../../db/conversations.ts';
import { readFileHash } from '../../../db/desk.ts';
import type { Store } from '../../../db/store.ts';
import { personOfExport } from '../../../flows/export-file.ts';
import type { FileRef } from '../../../flows/message.ts';
import type { AppParts } from '../parts.ts';
import { keepUpload, largestFile, refuseLarge, serveFile, unknownFile } from '../try/files.ts';
import { type ApiEnv, needs } from './bearer.ts';
import { missing, Problem, problems } from './problem.ts';
import { apiContact, File, refOf } from './shapes.ts';

const formSlack = 64 * 1024;

const upload = createRoute({
  security: [{ token: ['write'] }],
  middleware: [needs('write'), bodyLimit({ maxSize: largestFile + formSlack, onError: refuseLarge })] as const,
  tags: ['Files'],
  method: 'post',
  path: '/files',
  summary: 'Upload a file',
  description: `At most ${largestFile / 1024 / 1024} MB, as the part \`file\` of a form. Name what you get in the \`files\` of a message or a command.`,
  request: {
    body: {
      required: true,
      content: { 'multipart/form-data': { schema: z.object({ file: z.any().openapi({ type: 'string', format: 'binary' }) }) } },
    },
  },
  responses: { 201: { description: 'The file.', content: { 'application/json': { schema: File } } }, ...problems },
});

const read = createRoute({
  security: [{ token: ['read'] }],
  middleware: needs('read'),
  tags: ['Files'],
  method: 'get',
  path: '/files/{id}',
  summary: 'Read a file’s bytes',
  request: { params: z.object({ id: z.string().max(300).openapi({ description: 'With its slash written as %2F.' }) }) },
  responses: {
    200: {
      description: 'The bytes.',
      content: { 'application/octet-stream': { schema: z.any().openapi({ type: 'string', format: 'binary' }) } },
    },
    ...problems,
    ...missing,
  },
});

export function fileRoutes(app: OpenAPIHono<ApiEnv>, parts: AppParts): void {
  app.openapi(upload, async (c) => {
    const { id, kind, name, mime, size } = await keepUpload(parts, c);
    return c.json({ id, kind, name, mime, size }, 201);
  });
  app.openapi(read, async (c) => {
    const { id } = c.req.valid('param');
    if (!(await mayRead(parts.house.store, id))) throw new Problem(404, 'There is no such file, or its bytes are not here yet.');
    return serveFile(parts, c, id);
  });
}

/** What is kept as a file; and all that is kept about a person, once they asked for it, if they are a program's own client. */
async function mayRead(store: Store, id: string): Promise<boolean> {
  const person = personOfExport(id);
  if (person === undefined) return (await readFileHash(store, id)) !== null;
  return (await readPeople(store, [person])).get(person)?.address.startsWith(`${apiContact}:`) ?? false;
}

/** The files that a request names. Throws a problem for one that was not uploaded here. */
export async function filesOf(parts: AppParts, files: readonly z.infer<typeof File>[]): Promise<FileRef[]> {
  const refs = files.map(refOf);
  const unknown = await unknownFile(parts, refs);
  if (unknown) throw new Problem(422, `The file “${unknown.id}” was not uploaded here: POST it to /api/v1/files first.`);
  return refs;
}

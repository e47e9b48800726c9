// The OpenAPI document, made of the very routes that answer.
import type { OpenAPIHono } from '@hono/zod-openapi';
import { announcementTypes } from '../../../flows/announce.ts';
import { scopes } from '../../api-token.ts';
import type { ApiEnv } from './bearer.ts';

export type ApiDocument = ReturnType<OpenAPIHono<ApiEnv>['getOpenAPI31Document']>;

const about = `Everything that the desk can do, for programs.

Send your token as \`Authorization: Bearer alur_…\`. Whoever runs Alur makes one: \`npm run token -- new crm --scopes read,write\`. The scopes are ${scopes.map((scope) => `\`${scope}\``).join(', ')}.

Lists come in pages: ask for the next one with its \`next\` as \`cursor\`. What is read has an \`ETag\`; ask again with \`If-None-Match\`, and 304 says that nothing changed. What is done takes an \`Idempotency-Key\`: within 24 hours the same key does the same thing once, and answers the same. Mistakes are told as problem details (RFC 9457), in a sentence.`;

/** How a request is filed from a terminal. */
export const example = `curl https://desk.example.com/api/v1/tickets \\
  -H 'Authorization: Bearer alur_…' \\
  -H 'Content-Type: application/json' \\
  -H 'Idempotency-Key: order-4711' \\
  -d '{ "service": "banner",
        "client": { "key": "crm-4711", "name": "Ana Souza" },
        "answers": { "purpose": "The spring fair", "place": "social", "words": "Up to 40% off" } }'`;

const hookAbout =
  'Sent to the endpoints that are registered at /webhooks, signed by the Standard Webhooks scheme. Verify it with a library of https://www.standardwebhooks.com, answer 2xx within 15 seconds, and pass over a `webhook-id` that you had before.';

/** The whole document; the webhooks stand beside the routes. */
export function documentOf(v1: OpenAPIHono<ApiEnv>): ApiDocument {
  v1.openAPIRegistry.registerComponent('securitySchemes', 'token', { type: 'http', scheme: 'bearer', description: 'A token of Alur’s.' });
  const document = v1.getOpenAPI31Document({
    openapi: '3.1.0',
    info: { title: 'Alur', version: '1', description: about },
    servers: [{ url: '/api/v1' }],
    tags: ['Tickets', 'Clients', 'People', 'Services', 'Campaigns', 'Reports', 'Files', 'Webhooks'].map((name) => ({ name })),
  });
  return { ...document, webhooks: Object.fromEntries(announcementTypes.map((type) => [type, { post: hookOf(type) }])) };
}

const summaries: Record<(typeof announcementTypes)[number], string> = {
  'ticket.opened': 'A request was filed',
  'ticket.changed': 'Something about a ticket changed',
  'message.created': 'Somebody said something, or noted it',
  'person.joined': 'Two people turned out to be one: what was of the other is theirs now',
  'person.parted': 'Somebody is a person of their own again',
};

const hookOf = (type: (typeof announcementTypes)[number]) => ({
  summary: summaries[type],
  description: hookAbout,
  tags: ['Webhooks'],
  parameters: ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) => ({
    name,
    in: 'header' as const,
    required: true,
    schema: { type: 'string' as const },
  })),
  requestBody: { required: true, content: { 'application/json': { schema: announcement(type) } } },
  responses: { '2XX': { description: 'Taken. Anything else is tried again, for two days.' } },
});

const text = { type: 'string' } as const;
const announcement = (type: string) => ({
  type: 'object' as const,
  required: ['type', 'timestamp', 'data'],
  properties: {
    type: { ...text, const: type },
    timestamp: { ...text, format: 'date-time' },
    data: type.startsWith('person.') ? personNews : ticketNews,
  },
});

const ticketNews = {
  type: 'object' as const,
  required: ['number', 'service', 'stage', 'situation', 'event', 'seq', 'by'],
  properties: {
    number: { type: 'integer' as const },
    service: text,
    stage: text,
    situation: text,
    event: { ...text, description: 'The type of the event: see /tickets/{number}/events.' },
    seq: { type: 'integer' as const, description: 'Its place among the ticket’s events.' },
    by: { ...text, enum: ['client', 'staff', 'clock'] },
  },
};

const personNews = {
  type: 'object' as const,
  required: ['person', 'from'],
  properties: {
    person: { ...text, description: 'Whose tickets to read anew: /tickets?person=.' },
    from: { ...text, description: 'Joined: who is nobody any more. Parted: whose part they were, and whose tickets to read anew as well.' },
  },
};

// What Meta's error codes mean for the outbox, and in words. One table, after "Error codes" of the WhatsApp Business
// Platform (developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes, May 2026). Pure.
import { z } from 'zod';
import { SendError, type SendErrorCode } from '../channel.ts';

/** A refusal as the Graph API words it. */
export const Refusal = z.object({
  error: z.object({ code: z.number(), error_subcode: z.number().optional(), fbtrace_id: z.string().optional() }),
});

type Meaning = { means: SendErrorCode; says: string; retryAfterMs?: number };
type Row = [codes: readonly number[], means: SendErrorCode, says: string, retryAfterMs?: number];

const token =
  'Meta does not accept the access token any more: set WHATSAPP_CLOUD_TOKEN to a token of a system user, which does not run out.';
const permission =
  'The access token may not do this: give its system user the permission "whatsapp_business_messaging" (WHATSAPP_CLOUD_TOKEN).';
const phone =
  'Meta does not find the number, or this token may not use it: set WHATSAPP_CLOUD_PHONE_ID to the "Phone number ID" of the app.';
const closed = 'The client wrote more than 24 hours ago: WhatsApp takes an approved template only (WHATSAPP_CLOUD_TEMPLATE).';
const template =
  'The approved template cannot be used: see in WhatsApp Manager that WHATSAPP_CLOUD_TEMPLATE is approved and has one variable.';
const unreachable = 'WhatsApp cannot deliver to this number: it has no WhatsApp, an old version, or has not accepted its terms.';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

const table: readonly Row[] = [
  [[0, 190], 'not_ready', token],
  [[3, 10, 131005], 'not_ready', permission],
  [[33, 133010, 131045], 'not_ready', phone],
  [[368, 131031], 'not_ready', 'Meta has locked the WhatsApp account for its rules: WhatsApp Manager says why and how to appeal.'],
  [[131037], 'not_ready', "The number's display name is not approved yet: WhatsApp Manager shows it."],
  [[131042], 'not_ready', 'Meta sends nothing until the account is paid: see the billing settings in WhatsApp Manager.'],
  [[131057], 'not_ready', 'Meta is changing something on the WhatsApp account; it is tried again.'],

  [[4, 80007], 'rate_limited', 'The app has made too many calls; Meta takes more in a while.', minute],
  [[130429], 'rate_limited', 'Too many messages at once for this number; Meta takes more in a moment.', 5 * second],
  [[131056], 'rate_limited', 'Too many messages to this one person; Meta takes one every six seconds.', 6 * second],
  [[131048], 'rate_limited', 'Too many people blocked or reported this number: Meta lets less through for now.', hour],
  [[133016], 'rate_limited', 'The number was registered too often; Meta lets it again later.', hour],

  [[131047], 'needs_template', closed],
  [[132000, 132001, 132005, 132007, 132008, 132012, 132015, 132016, 132018], 'needs_template', template],

  [[131026], 'blocked', unreachable],
  [[131049], 'blocked', 'Meta held this message back, so that this person gets fewer of them; it leaves once they write.'],
  [[131050], 'blocked', 'The client has turned off messages of this kind; they hear of it once they write.'],
  [[130497], 'blocked', 'Meta does not let this business write to people of that country.'],

  [[100, 131008, 131009, 131051], 'rejected', 'Meta does not take the message as it is: please report it.'],
  [[130472], 'rejected', 'Meta left this person out for a trial of its own; the message was not sent.'],
  [[131021], 'rejected', 'The message was addressed to the business itself.'],
  [[131030], 'rejected', "Meta's test number writes to listed people only: add this one to its recipients in the app's API setup."],
  [[131052], 'rejected', 'Meta could not get the file that the client sent: they have to send it again.'],
  [[131053], 'rejected', 'Meta does not take the file: its type or its content is not one that WhatsApp shows.'],
  [[131062], 'rejected', 'Messages of this kind need a phone number, and this person hides theirs.'],

  [[1, 2, 131000, 131016], 'offline', 'Meta has a fault of its own; it is tried again.'],
];

const byCode = new Map<number, Meaning>(
  table.flatMap(([codes, means, says, retryAfterMs]) => codes.map((code): [number, Meaning] => [code, { means, says, retryAfterMs }])),
);

function meaningOf(code: number): Meaning | undefined {
  if (code >= 200 && code <= 299) return { means: 'not_ready', says: permission };
  return byCode.get(code);
}

export const isWindowClosed = (code: number): boolean => code === 131047;

/** A SendError that still knows Meta's number, for the few places that look closer. */
export class GraphError extends SendError {
  readonly graph: number;

  constructor(code: SendErrorCode, message: string, graph: number, retryAfterMs?: number) {
    super(code, message, { retryAfterMs });
    this.name = 'GraphError';
    this.graph = graph;
  }
}

/**
 * The error that an answer other than 200 is thrown as. Meta's own words are left out: they may name a phone number.
 * `retryAfterMs` is the answer's own Retry-After.
 */
export function refusalOf(what: string, status: number, body: unknown, retryAfterMs?: number): GraphError {
  const refusal = Refusal.safeParse(body).data?.error;
  const { code = -1, error_subcode, fbtrace_id } = refusal ?? {};
  // "Object with ID … does not exist, cannot be loaded due to missing permissions, or does not support this operation".
  const known = code === 100 && error_subcode === 33 ? meaningOf(33) : meaningOf(code);
  const facts = `(${what}: HTTP ${status}${refusal ? `, code ${code}` : ''}${fbtrace_id ? `, trace ${fbtrace_id}` : ''})`;
  if (known) return new GraphError(known.means, `${known.says} ${facts}`, code, retryAfterMs ?? known.retryAfterMs);
  if (status === 429) return new GraphError('rate_limited', `Meta takes no more calls for now ${facts}.`, code, retryAfterMs ?? 5 * second);
  if (status === 401) return new GraphError('not_ready', `${token} ${facts}`, code);
  if (status === 413) return new GraphError('too_large', `What is sent is larger than Meta takes ${facts}.`, code);
  if (status >= 500) return new GraphError('offline', `Meta could not answer ${facts}.`, code);
  if (!refusal) return new GraphError('offline', `The answer is not Meta's ${facts}: is WHATSAPP_GRAPH_ROOT right?`, code);
  return new GraphError('rejected', `Meta refused it ${facts}.`, code);
}

/** Whether a message that was taken and then not delivered may leave again: now, as a template; once the client writes; or never. */
export function nextOf(code: number | undefined, hasTemplate: boolean): 'again' | 'park' | undefined {
  const means = code === undefined ? undefined : meaningOf(code)?.means;
  if (means === 'needs_template') return hasTemplate && code === 131047 ? 'again' : 'park';
  return means === 'blocked' ? 'park' : undefined;
}

/** The sentence for a message that was taken and then not delivered. */
export function whyFailed(code: number | undefined): string {
  if (code === undefined) return 'WhatsApp did not deliver it, and does not say why.';
  return meaningOf(code)?.says ?? `WhatsApp did not deliver it (code ${code}).`;
}

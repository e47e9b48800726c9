// The shapes of Meta's webhooks, as far as this door reads them (developers.facebook.com, WhatsApp Business Platform,
// "messages webhook reference", 2026). Loose where Meta adds fields. Nothing but schemas.
import { z } from 'zod';

const id = z.string().min(1);
/** Seconds since the epoch, as text. */
const timestamp = z.coerce.number().positive();

export const Envelope = z.object({
  entry: z.array(z.object({ changes: z.array(z.object({ field: z.string(), value: z.unknown() })) })),
});

/** The person behind a message. Who hides the number behind a username has a `user_id` alone ("Business-scoped user IDs"). */
const Contact = z.object({
  profile: z.object({ name: z.string().optional(), username: z.string().optional() }).optional(),
  wa_id: z.string().optional(),
  user_id: z.string().optional(),
});
export type Contact = z.infer<typeof Contact>;

export const Value = z.object({
  metadata: z.object({ phone_number_id: z.string() }),
  contacts: z.array(Contact).catch([]),
  messages: z.array(z.unknown()).default([]),
  statuses: z.array(z.unknown()).default([]),
  message_echoes: z.array(z.unknown()).default([]),
  errors: z.array(z.object({ code: z.number() })).catch([]),
});
export type Value = z.infer<typeof Value>;

/** What every message has; its content is in the field that `type` names. */
export const Message = z.looseObject({
  id,
  timestamp,
  type: z.string().default('unknown'),
  from: z.string().optional(),
  from_user_id: z.string().optional(),
  /** Of a message that the business wrote with its own phone. */
  to: z.string().optional(),
  to_user_id: z.string().optional(),
  group_id: z.string().optional(),
  context: z.object({ id: z.string().optional() }).optional().catch(undefined),
});
export type Message = z.infer<typeof Message>;

export const Status = z.object({
  id,
  timestamp,
  status: z.string(),
  recipient_id: z.string().optional(),
  recipient_user_id: z.string().optional(),
  recipient_type: z.string().optional(),
  errors: z.array(z.object({ code: z.number() })).catch([]),
});
export type Status = z.infer<typeof Status>;

export const Text = z.object({ body: z.string() });

/** An image, a video, an audio or a document: which, says the field that it stands in. */
export const Media = z.object({
  id,
  mime_type: z.string().optional(),
  filename: z.string().optional(),
  caption: z.string().optional(),
  voice: z.boolean().optional(),
});

export const Location = z.object({
  latitude: z.number(),
  longitude: z.number(),
  name: z.string().optional(),
  address: z.string().optional(),
});

export const Cards = z.array(
  z.object({
    name: z.object({ formatted_name: z.string().optional(), first_name: z.string().optional() }).optional(),
    phones: z.array(z.object({ phone: z.string().optional(), wa_id: z.string().optional() })).catch([]),
  }),
);

const Chosen = z.object({ id: z.string() });
export const Interactive = z.object({ button_reply: Chosen.optional(), list_reply: Chosen.optional() });

/** A quick-reply button of a template. Without a payload of its own, the payload is the label. */
export const Button = z.object({ payload: z.string().optional(), text: z.string() });

export const Reaction = z.object({ message_id: id, emoji: z.string().optional() });
export const System = z.object({ type: z.string(), wa_id: z.string().optional() });
export const Edit = z.object({ original_message_id: id, message: z.looseObject({ type: z.string() }) });
export const Revoke = z.object({ original_message_id: id });
export const Unsupported = z.object({ type: z.string() });

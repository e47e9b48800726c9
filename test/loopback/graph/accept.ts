// What Meta takes as a message, and what it refuses: lengths, counts, fields, files, the 24-hour window.
import { z } from 'zod';
import { invalid, Refusal } from './refusal.ts';
import { type Entry, findEntry, newWamid, type PersonRecord, type StoredFile, tellStatus, type World } from './world.ts';

const file = z.strictObject({ id: z.string(), caption: z.string().max(1024).optional() });
const body = z.strictObject({ text: z.string().min(1).max(1024) });
const footer = z.strictObject({ text: z.string().min(1).max(60) }).optional();
const trimmed = (most: number) =>
  z
    .string()
    .min(1)
    .max(most)
    .regex(/^\S(.*\S)?$/s, 'no spaces around');
const row = z.strictObject({ id: trimmed(200), title: z.string().min(1).max(24), description: z.string().min(1).max(72).optional() });
const reply = z.strictObject({ type: z.literal('reply'), reply: z.strictObject({ id: trimmed(256), title: z.string().min(1).max(20) }) });

const Interactive = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('button'), body, footer, action: z.strictObject({ buttons: z.array(reply).min(1).max(3) }) }),
  z.strictObject({
    type: z.literal('list'),
    body,
    footer,
    action: z.strictObject({
      button: z.string().min(1).max(20),
      sections: z
        .array(z.strictObject({ title: z.string().max(24).optional(), rows: z.array(row).min(1) }))
        .min(1)
        .max(10),
    }),
  }),
]);

const Payload = z.strictObject({
  messaging_product: z.literal('whatsapp'),
  recipient_type: z.literal('individual').optional(),
  to: z.string().optional(),
  recipient: z.string().optional(),
  type: z.enum(['text', 'interactive', 'image', 'video', 'audio', 'document', 'template']),
  context: z.strictObject({ message_id: z.string() }).optional(),
  text: z.strictObject({ body: z.string().min(1).max(4096), preview_url: z.boolean().optional() }).optional(),
  interactive: Interactive.optional(),
  image: file.optional(),
  video: file.optional(),
  audio: z.strictObject({ id: z.string() }).optional(),
  document: file.extend({ filename: z.string().optional() }).optional(),
  template: z
    .strictObject({
      name: z.string(),
      language: z.strictObject({ code: z.string() }),
      components: z.array(
        z.strictObject({ type: z.literal('body'), parameters: z.array(z.strictObject({ type: z.literal('text'), text: z.string() })) }),
      ),
    })
    .optional(),
});
type Payload = z.infer<typeof Payload>;

const day = 24 * 60 * 60 * 1000;
const megabyte = 1024 * 1024;

/** The answer of POST /{phone}/messages. Throws Refusal. */
export function acceptMessage(world: World, given: unknown): object {
  const payload = read(given);
  const person = recipientOf(world, payload);
  const entry: Entry = { ...shownOf(world, payload), id: newWamid(world, person.phone), byBusiness: true, at: world.now() };
  const why = reasonAgainst(world, person, payload);
  if (why && world.refuses === 'at once') throw new Refusal(400, why, 'Message failed to send', { details: 'Refused at once.' });
  const contact =
    payload.to === undefined ? { input: payload.recipient, user_id: person.user } : { input: payload.to, wa_id: person.phone };
  if (why) {
    tellStatus(world, person, entry.id, 'failed', why);
  } else {
    person.chat.push(entry);
    if (world.statuses) for (const status of ['sent', 'delivered']) tellStatus(world, person, entry.id, status);
  }
  return { messaging_product: 'whatsapp', contacts: [contact], messages: [{ id: entry.id }] };
}

function read(given: unknown): Payload {
  const parsed = Payload.safeParse(given);
  if (!parsed.success) throw invalid(z.prettifyError(parsed.error));
  const { data } = parsed;
  for (const type of Payload.shape.type.options) {
    if ((data[type] !== undefined) !== (type === data.type)) throw new Refusal(400, 131008, `Required parameter is missing: ${type}`);
  }
  if ((data.to === undefined) === (data.recipient === undefined)) throw new Refusal(400, 131008, 'Required parameter is missing: to');
  if (data.to !== undefined && !/^\+?\d{5,20}$/.test(data.to)) throw new Refusal(400, 131009, 'Parameter value is not valid: to');
  return data;
}

function recipientOf(world: World, { to, recipient }: Payload): PersonRecord {
  const person = world.people.find(({ phone, user }) => (to === undefined ? user === recipient : phone === to.replace('+', '')));
  if (!person) throw new Refusal(400, 131026, 'Message undeliverable', { details: 'Nobody has this number.' });
  return person;
}

/** The code of what speaks against the person getting it. */
function reasonAgainst(world: World, person: PersonRecord, { type }: Payload): number | undefined {
  if (person.blocked) return 131026;
  const isOpen = person.wroteAt !== undefined && world.now() - person.wroteAt < day;
  return isOpen || type === 'template' ? undefined : 131047;
}

type Shown = Omit<Entry, 'id' | 'byBusiness' | 'at'>;

function shownOf(world: World, payload: Payload): Shown {
  const quote = payload.context?.message_id;
  if (quote !== undefined && !findEntry(world, quote)) throw new Refusal(400, 131009, 'Parameter value is not valid: context.message_id');
  const around = { type: payload.type, buttons: [], labels: [], ...(quote ? { quote } : {}) };
  const words = (raw: string) => ({ raw, text: raw.replace(/^\*([^*\n]+)\*(?=\n|$)/, '$1') });
  const { text, interactive, template } = payload;
  if (text) return { ...around, ...words(text.body) };
  if (interactive) return { ...around, ...words(interactive.body.text), footer: interactive.footer?.text, ...choicesOf(interactive) };
  if (template) return { ...around, ...words(fill(world, template)), template: template.name };
  const media = payload.image ?? payload.video ?? payload.audio ?? payload.document;
  const found = media && world.media.get(media.id);
  if (!media || !found) throw new Refusal(400, 131009, 'Parameter value is not valid: media id');
  checkMedia(payload.type, found);
  const caption = (payload.image ?? payload.video ?? payload.document)?.caption ?? '';
  const name = payload.document?.filename ?? found.name;
  return { ...around, ...words(caption), file: { ...found, ...(name ? { name } : {}) } };
}

function choicesOf(interactive: z.infer<typeof Interactive>): Pick<Entry, 'buttons' | 'labels'> {
  if (interactive.type === 'button') {
    const buttons = interactive.action.buttons.map((one) => one.reply);
    if (new Set(buttons.map(({ title }) => title)).size < buttons.length) throw invalid('Duplicated title');
    return unique({ buttons, labels: buttons.map(({ title }) => title) });
  }
  const rows = interactive.action.sections.flatMap((section) => section.rows);
  if (rows.length > 10) throw invalid('Total row count exceed max allowed count: 10');
  return unique({ buttons: rows, labels: rows.map(({ title, description }) => description ?? title) });
}

function unique(choices: Pick<Entry, 'buttons' | 'labels'>): Pick<Entry, 'buttons' | 'labels'> {
  if (new Set(choices.buttons.map(({ id }) => id)).size < choices.buttons.length) throw invalid('Duplicated id');
  return choices;
}

function fill(world: World, { name, language, components }: NonNullable<Payload['template']>): string {
  const variables = world.templates.get(`${name}:${language.code}`);
  if (variables === undefined) throw new Refusal(404, 132001, 'Template name does not exist in the translation');
  const values = components.flatMap(({ parameters }) => parameters).map((one) => one.text);
  if (values.length !== variables) throw new Refusal(400, 132000, 'Number of parameters does not match the expected number of params');
  if (values.some((value) => /[\n\t]| {4}/.test(value))) throw new Refusal(400, 132018, 'Parameter text has line breaks, tabs or 4 spaces');
  if (values.join('').length > 1024) throw new Refusal(400, 132005, 'Translated text too long');
  return values.join(' ');
}

const shown: Record<string, { mimes: RegExp; max: number }> = {
  image: { mimes: /^image\/(jpeg|png)$/, max: 5 * megabyte },
  video: { mimes: /^video\/(mp4|3gpp)$/, max: 16 * megabyte },
  audio: { mimes: /^audio\/(aac|amr|mpeg|mp4|ogg)$/, max: 16 * megabyte },
  document: { mimes: /./, max: 100 * megabyte },
};

function checkMedia(type: string, { mime, bytes }: StoredFile): void {
  const limits = shown[type];
  if (!limits?.mimes.test(mime)) throw new Refusal(400, 131053, `Media upload error: unsupported ${type} mime type ${mime}`);
  if (bytes.length > limits.max) throw new Refusal(400, 131053, 'Media upload error: the file is too large');
}

// What the house says, as a mail: plain text, the same as simple HTML, and the headers that keep it in its thread. Pure.
import type { Choice, OutboundBody } from '../../flows/message.ts';
import { say } from '../../flows/texts.ts';

export type TextBody = Extract<OutboundBody, { type: 'text' }>;

/** What the mail answers: the last one that its reader wrote about the same thing. */
export type Anchor = { message: string; subject: string; references: readonly string[] };

/**
 * `reader.language`: IETF tag of a language that is spoken here. `left`: files that are too large for a mail, by name; `page`: the address
 * where its reader finds them. `brand`: the team's name, below it all.
 */
export type Letter = {
  body: TextBody;
  language: string;
  anchor: Anchor | undefined;
  root: string | undefined;
  left: readonly Left[];
  page?: string | undefined;
  brand?: string | undefined;
};
export type Left = { name: string; mb: number };

export type Composed = { subject: string; text: string; html: string; inReplyTo?: string; references?: string[] };

export function compose({ body, language, anchor, root, left, page: where, brand }: Letter): Composed {
  const title = (body.title ?? '').toWellFormed().trim();
  const words = body.text.toWellFormed().trim();
  const { choices = [], nav = [] } = body;
  const all = [...choices, ...(body.grid ?? []).flat()];
  const hint = all.length > 0 ? say(language, 'mail.choose') : '';
  const small = nav.map(labelOf).join(' · ');
  const tooLarge = where ? onPage(language, left, where) : left.map(({ name, mb }) => say(language, 'mail.too_large', { name, size: mb }));
  const foot = brand ? `— ${brand}` : '';
  const numbered = all.map((choice, i) => `${i + 1}. ${labelOf(choice)}`).join('\n');
  const said = [title, words].filter(Boolean).join('\n');
  const references = anchor?.message ? [...anchor.references, anchor.message] : root ? [root] : [];
  return {
    subject: subjectOf(title, anchor, language),
    text: [said, numbered, hint, small, ...tooLarge, foot].filter(Boolean).join('\n\n'),
    html: page(language, [
      title && `<p dir="auto"><b>${escaped(title)}</b></p>`,
      ...words.split(/\n{2,}/).map((one) => one && `<p dir="auto">${linked(escaped(one))}</p>`),
      all.length > 0 ? `<ol dir="auto">${all.map((one) => `<li>${escaped(labelOf(one))}</li>`).join('')}</ol>` : '',
      hint && `<p dir="auto">${escaped(hint)}</p>`,
      small && `<p dir="auto"><small>${escaped(small)}</small></p>`,
      ...tooLarge.map((one) => `<p dir="auto">${linked(escaped(one))}</p>`),
      foot && `<p dir="auto"><small>${escaped(foot)}</small></p>`,
    ]),
    ...(anchor?.message ? { inReplyTo: anchor.message } : {}),
    ...(references.length > 0 ? { references: lastOf(references) } : {}),
  };
}

/** Files that its reader gets from their own page instead. */
const onPage = (language: string, left: readonly Left[], where: string): string[] =>
  left.length === 0
    ? []
    : [
        `${say(language, 'panel.mail_files', { names: left.map(({ name, mb }) => `${name} (${mb} MB)`).join(', '), count: left.length })}\n${where}`,
      ];

/** The subject that its reader chose stays; what nobody wrote about yet bears its own first line. */
function subjectOf(title: string, anchor: Anchor | undefined, language: string): string {
  if (anchor?.subject) return `Re: ${anchor.subject}`;
  const line = title.replaceAll(/\s+/g, ' ').slice(0, 200);
  return line || say(language, 'mail.subject');
}

/** The first one is the thread's; of a long row, the last ones are enough (RFC 5322, 3.6.4). */
const lastOf = (references: readonly string[]): string[] =>
  references.length <= 20 ? [...references] : [references[0] ?? '', ...references.slice(-19)];

const labelOf = ({ label }: Choice): string => label.toWellFormed().replaceAll(/\s+/g, ' ').trim();

const signs: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Line breaks kept, and blanks: somebody may have drawn a table. */
const escaped = (text: string): string =>
  text
    .replaceAll(/[&<>"']/g, (sign) => signs[sign] ?? sign)
    .replaceAll('\n', '<br>\n')
    .replaceAll('  ', '&nbsp; ');

/** Addresses in words that are escaped already, made to be followed. */
const linked = (markup: string): string =>
  markup.replaceAll(/https?:\/\/(?:[^\s<>"&]|&amp;)*(?:[^\s<>"&.,;:!?)\]}]|&amp;)/g, (url) => `<a href="${url}">${url}</a>`);

const page = (language: string, parts: readonly string[]): string =>
  `<!doctype html>\n<html lang="${escaped(language)}"><body style="font-family:sans-serif;line-height:1.4">\n${parts.filter(Boolean).join('\n')}\n</body></html>\n`;

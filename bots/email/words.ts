// The words of a mail: from its plain text, or from its HTML where there is no other. Pure.
import { convert } from 'html-to-text';
import type { Email } from 'postal-mime';
import { bareSubject, cutReply, cutSignature, isAnswer, isForward } from './cut.ts';

/** `text`: what they said · `full`: everything that stood there · `isCut`: the first is less than the second. */
export type Words = { text: string; full: string; isCut: boolean };

/** What the client sees at most in one go; the rest is in the file beside it. */
export const longestText = 7_800;

const quoted = [
  '.gmail_quote',
  '.gmail_quote_container',
  'blockquote[type=cite]',
  '#divRplyFwdMsg',
  '#appendonsend',
  '.yahoo_quoted',
  '.moz-cite-prefix',
];

/** HTML as text: links by their address where that is not what they show, pictures by nothing. */
export function textOfHtml(html: string, isReply: boolean): string {
  const cut = isReply ? beforeReplyMark(html) : html;
  return convert(cut, {
    wordwrap: false,
    limits: { maxInputLength: 2_000_000, maxDepth: 200 },
    selectors: [
      { selector: 'img', format: 'skip' },
      { selector: 'a', options: { hideLinkHrefIfSameAsText: true, ignoreHref: false } },
      ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({ selector, options: { uppercase: false } })),
      { selector: 'table', options: { uppercaseHeaderCells: false } },
      ...(isReply ? quoted.map((selector) => ({ selector, format: 'skip' })) : []),
    ],
  });
}

/** Outlook ends what was written by a rule with an id, and puts the old mail beside it, in no element of its own. */
function beforeReplyMark(html: string): string {
  const at = html.search(/<(?:div|hr)[^>]{0,200}\bid=["']?(?:x_)?(?:divRplyFwdMsg|appendonsend)\b/i);
  return at > 0 ? html.slice(0, at) : html;
}

/** Whether it answers another mail, by its headers or its subject. */
export const isReply = ({ inReplyTo, references, subject }: Email): boolean =>
  !isForward(subject ?? '') && (Boolean(inReplyTo) || Boolean(references) || isAnswer(subject ?? ''));

/** Subject and text of a first mail, the text alone of a reply. A forwarded mail is what the mail is about: nothing of it is cut. */
export function wordsOf(email: Email): Words {
  const reply = isReply(email);
  const plain = tidy(email.text ?? '');
  const isBare =
    plain === '' || /^(this (message|e-?mail) (is|was) (sent )?in html|your (e-?mail )?(client|program) (does not|cannot))/i.test(plain);
  const full = isBare && email.html ? tidy(textOfHtml(email.html, false)) : plain;
  const shown = isBare && email.html && reply ? tidy(textOfHtml(email.html, true)) || full : full;
  const forwarded = isForward(email.subject ?? '');
  const own = forwarded ? shown : reply ? cutReply(shown) : cutSignature(shown);
  const subject = reply ? '' : bareSubject(email.subject ?? '');
  const isSaid = subject === '' || own.toLowerCase().startsWith(subject.toLowerCase());
  const text = isSaid ? own : [subject, own].filter(Boolean).join('\n');
  const short = text.length > longestText ? `${text.slice(0, longestText).replace(/[\uD800-\uDBFF]$/, '')}…` : text;
  return { text: short, full, isCut: own !== full || short !== text };
}

/** Line ends and blank lines as everywhere else; nothing that a terminal or a page could take for a command. */
const tidy = (text: string): string =>
  text
    .toWellFormed()
    .replaceAll(/\r\n?/g, '\n')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what they are
    .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufeff]/g, '')
    .replaceAll(/[ \t\u00a0]+$/gm, (blanks) => (blanks === ' ' ? ' ' : ''))
    .replaceAll(/\n{4,}/g, '\n\n\n')
    .trim();

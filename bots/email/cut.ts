// What somebody wrote in a mail, without what their program put around it: quoted mails, signatures, letter heads. Pure.
// Whatever is cut is kept elsewhere; a cut that would leave nothing is not made.
import EmailReplyParser from 'email-reply-parser';

const prefixes = 're|aw|fw|fwd|wg|enc|res|rv|tr|ynt|ilt|bls|trs|sv|vs|antw|odp|ref|відп|відповідь|пересл|на';
const prefix = new RegExp(`^\\s*(?:${prefixes})(?:\\[\\d+\\]|\\(\\d+\\))?\\s*[:：]\\s*`, 'iu');
const forward = /^\s*(?:fw|fwd|wg|enc|rv|tr|ilt|trs|пересл)(?:\[\d+\]|\(\d+\))?\s*[:：]/iu;

/** A subject without "Re:", "Fwd:" and their like in other languages. */
export function bareSubject(subject: string): string {
  let bare = subject.replaceAll(/\s+/g, ' ').trim();
  while (prefix.test(bare)) bare = bare.replace(prefix, '');
  return bare.trim();
}

export const isForward = (subject: string): boolean => forward.test(subject);
export const isAnswer = (subject: string): boolean => prefix.test(subject) && !forward.test(subject);

/** The text of a reply: what its writer added to what they answer. */
export function cutReply(text: string): string {
  const head = beforeOldMail(text);
  const own = withoutQuotes(head);
  const kept = cutSignature(own);
  const found = isCalm(kept) ? parser.read(kept).getVisibleText().trim() : kept.trim();
  return [found, kept.trim()].find((one) => one !== '') ?? '';
}

/** A text without the signature below it. */
export function cutSignature(text: string): string {
  const lines = text.split('\n');
  const at = lines.findIndex((line, i) => i > 0 && signature.test(line));
  const kept = at < 0 ? text : lines.slice(0, at).join('\n');
  return kept.trim() === '' ? text.trim() : kept.trim();
}

const parser = new EmailReplyParser();
/** The parser's patterns look back over long lines: those it is not given. */
const isCalm = (text: string): boolean => text.length < 10_000 && text.split('\n').every((line) => line.length < 1000);

const signature = new RegExp(
  [
    '^-- ?$',
    '^(sent|get) (from|via|with) (my|mail|outlook|yahoo|samsung|proton|the)\\b.{0,60}$',
    '^get outlook for .{1,40}$',
    '^(enviado|mandado) (do|de|pelo|a partir do) (meu |minha |mi )?(iphone|ipad|android|celular|samsung|outlook|yahoo|e-?mail).{0,60}$',
    '^obtenha o outlook para .{1,40}$',
    '^dikirim dari .{0,60}$',
    '^(iphone|ipad|android).{0,30} gönderildi\\.?$',
    '^.{0,30}(надіслано|відправлено) з .{0,60}$',
    '^(von meinem|gesendet von|envoyé de|enviado desde) .{0,60}$',
  ].join('|'),
  'iu',
);

const oldMail =
  /^-{2,}\s*(original message|original appointment|mensagem original|mensaje original|pesan asli|orijinal (ileti|mesaj)|özgün ileti|оригінальне повідомлення|вихідне повідомлення|исходное сообщение|ursprüngliche nachricht|message d.origine|forwarded message)\s*-{2,}$/iu;
const fromLine = /^[>\s*]*(from|de|dari|kimden|gönderen|від|от|von|van|da)\s?:\*?\s*\S/iu;
const dateLine =
  /^[>\s*]*(sent|date|enviad[ao]( em)?|data|dikirim|tanggal|gönderme tarihi|gönderildi|tarih|надіслано|дата|відправлено|отправлено|gesendet|datum|envoyé|fecha)\s?:/iu;

/** Up to the block that Outlook and its like put above the mail that is answered: `From: … Sent: … Subject: …`. */
function beforeOldMail(text: string): string {
  const lines = text.split('\n');
  const at = lines.findIndex((line, i) => {
    if (oldMail.test(line.trim())) return true;
    if (!fromLine.test(line)) return false;
    return lines.slice(i + 1, i + 4).some((next) => dateLine.test(next));
  });
  if (at < 0) return text;
  const isRuled = /^[_-]{5,}\s*$/.test(lines[at - 1] ?? '');
  return lines.slice(0, isRuled ? at - 1 : at).join('\n');
}

/** Lines that begin with `>` are somebody's from before; so is the line above them that says whose. */
function withoutQuotes(text: string): string {
  const lines = text.split('\n');
  const kept: string[] = [];
  let isQuoting = false;
  for (const line of lines) {
    if (/^\s?>/.test(line)) {
      if (!isQuoting) dropAttribution(kept);
      isQuoting = true;
    } else {
      if (isQuoting && line.trim() !== '') isQuoting = false;
      kept.push(line);
    }
  }
  return kept.join('\n').replaceAll(/\n{3,}/g, '\n\n');
}

/** `On 23 Nov 2026, at 10:00, Ana <ana@example.com> wrote:`, in any language: it ends in a colon, and names a day. */
function dropAttribution(lines: string[]): void {
  let last = lines.length;
  while (last > 0 && lines[last - 1]?.trim() === '') last--;
  for (const size of [1, 2, 3]) {
    const said = lines.slice(Math.max(0, last - size), last).map((line) => line.trim());
    const whole = said.join(' ');
    if (said.length < size || whole.length > 400 || !/[:：]$/.test(whole) || said[0] === '') continue;
    const isDated = /\d/.test(whole) && (/@/.test(whole) || /\b(19|20)\d\d\b/.test(whole) || /\d{1,2}[:.h]\d\d/.test(whole));
    if (!isDated) continue;
    lines.length = last - size;
    return;
  }
}

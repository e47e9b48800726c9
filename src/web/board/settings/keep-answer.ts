// A standard reply as its form says it, kept by the desk's own command: a language after the other, or taken out.
import { savedAnswers } from '../../../../flows/desk-answers.ts';
import { languages } from '../../../../flows/texts.ts';
import type { AppParts } from '../../parts.ts';
import type { Done } from '../../staff/deeds.ts';
import { perform } from '../deed.ts';
import { wordsIn } from '../words.ts';
import type { Who } from './frame.tsx';

type Parts = Pick<AppParts, 'house' | 'deeds'>;

type Form = Readonly<Record<string, unknown>>;
const wordsOf = (form: Form, key: string): string => (typeof form[key] === 'string' ? form[key].trim() : '');

/** What changed is kept; where words were taken out of a language, the rest is written anew. */
export async function keepAnswer(parts: Parts, { staff, language }: Who, form: Form): Promise<Done> {
  const name = wordsOf(form, 'name').toLowerCase();
  if (!/^[a-z0-9-]{1,20}$/.test(name)) return { ok: false, sentence: wordsIn(language)('answers.name_rule') };
  const keep = (text: string) => perform(parts, staff, 'standard', { text });
  const before = savedAnswers(parts.house.memory.kept()).find((one) => one.name === name)?.words ?? {};
  const after = languages.map((tag) => ({ tag, words: wordsOf(form, `words-${tag}`) }));
  const isLess = after.some(({ tag, words }) => words === '' && before[tag] !== undefined);
  if (form.do === 'delete' || isLess) {
    const gone = await keep(`delete ${name}`);
    if (!gone.ok || form.do === 'delete') return gone;
  }
  const written = after.filter(({ tag, words }) => words !== '' && (isLess || words !== before[tag]));
  if (written.length === 0) return isLess || Object.keys(before).length > 0 ? { ok: true } : keep(`save ${name}`);
  for (const { tag, words } of written) {
    const done = await keep(`save ${name} ${tag} ${words}`);
    if (!done.ok) return done;
  }
  return { ok: true };
}

// The page's own words, in the language that the server chose for it. What the bot says comes from the server with its messages.
// @ts-check

/** @type {Record<string, string> | undefined} */
let words;

/** The page's language. */
export const language = () => document.documentElement.lang;

/** The text `try.<name>` with its {holes} filled. @param {string} name @param {Record<string, string | number>} [holes] */
export function word(name, holes = {}) {
  words ??= /** @type {Record<string, string>} */ (JSON.parse(document.querySelector('[data-words]')?.getAttribute('data-words') ?? '{}'));
  return (words[name] ?? '').replace(/\{(\w+)\}/g, (_, hole) => String(holes[hole] ?? ''));
}

/** Why something was not taken, for the status that the server answered with; 0 when it cannot be reached. @param {number} status */
export const whyNot = (status) => word(`error_${status}`) || word('error_other', { status });

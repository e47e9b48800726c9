// JSON for a statement's argument. Every text of the house passes here on its way into the store.

/**
 * JSON with no NUL (it truncates) and no lone surrogate (read back through json_each it aborts the process).
 * JSON.stringify writes both as escapes, so that a clean text costs two searches and no copy.
 */
export function toJson(value: unknown): string {
  const json = JSON.stringify(value);
  if (!json.includes('\\u0000') && !json.includes('\\ud')) return json;
  return JSON.stringify(value, (_, part: unknown) => (typeof part === 'string' ? part.toWellFormed().replaceAll('\u0000', '') : part));
}

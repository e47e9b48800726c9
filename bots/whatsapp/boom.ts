// What Baileys' errors (Booms) carry. Pure.

/** The HTTP-like status; undefined where it is another kind of error. */
export function statusOf(error: unknown): number | undefined {
  const output = typeof error === 'object' && error !== null && 'output' in error ? error.output : undefined;
  return typeof output === 'object' && output !== null && 'statusCode' in output ? Number(output.statusCode) : undefined;
}

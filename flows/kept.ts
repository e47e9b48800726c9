// What was found out about a text, kept for the next time somebody asks: in one turn the same words are looked at many times over.

const longest = 120;
const most = 5_000;

/** The same function of a text, which remembers what it said of short ones; it must be pure. When too much is kept, all of it is let go. */
export function kept<T>(of: (text: string) => T): (text: string) => T {
  const known = new Map<string, { found: T }>();
  return (text) => {
    const before = known.get(text);
    if (before) return before.found;
    const found = of(text);
    if (text.length <= longest) {
      if (known.size >= most) known.clear();
      known.set(text, { found });
    }
    return found;
  };
}

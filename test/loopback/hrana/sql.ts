// Reads just enough of an SQL text to know what it does to locks, and which parameters it has.
// It must not judge the text: what it does not understand counts as a write, and SQLite has the last word.
const blank = /\s+|--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)/;
const quoted = /'[^']*'?|"[^"]*"?|`[^`]*`?|\[[^\]]*\]?/; // a doubled quote reads as two neighbours
const param = /\?\d*|[:@$][\w$\u0080-\uffff]+/;
const word = /[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*|\d[\w.]*/;
const tokens = new RegExp([blank, quoted, param, word, /[\s\S]/].map(({ source }) => source).join('|'), 'gu');

/** What an SQL text is, as far as a server cares. */
export interface SqlShape {
  /** First word of each statement, upper case; for WITH, the word that says what it does. */
  verbs: string[];
  /** Parameters in SQLite's numbering; null for a bare `?`. */
  params: (string | null)[];
  /** May take the write lock. */
  writes: boolean;
  /** Starts or ends a transaction or a savepoint. */
  controls: boolean;
  /** Changes what the connection is for its next user: settings, attached files, temporary tables. */
  marks: boolean;
}

const readVerbs = new Set(['SELECT', 'VALUES', 'EXPLAIN', 'PRAGMA', 'ATTACH', 'DETACH']);
const controlVerbs = new Set(['BEGIN', 'COMMIT', 'END', 'ROLLBACK', 'SAVEPOINT', 'RELEASE']);
const doingVerbs = new Set(['SELECT', 'VALUES', 'INSERT', 'UPDATE', 'DELETE', 'REPLACE']);

/** Numbers parameters as SQLite does: `?` takes the next number, `?7` takes 7, a known name keeps its own. */
const addParam = (params: (string | null)[], token: string): void => {
  if (token === '?') params.push(null);
  else if (!token.startsWith('?')) {
    if (!params.includes(token)) params.push(token);
  } else {
    const number = Math.min(Number(token.slice(1)), 32_766);
    while (params.length < number) params.push(null);
    params[number - 1] = token;
  }
};

const analyse = (sql: string): SqlShape => {
  const shape: SqlShape = { verbs: [], params: [], writes: false, controls: false, marks: false };
  let words: string[] = [];
  let depth = 0;
  let open = false;
  for (const [token] of sql.matchAll(tokens)) {
    const first = token.charAt(0);
    if (first.trim() === '' || token.startsWith('--') || token.startsWith('/*')) continue;
    const inTrigger = words[0] === 'CREATE' && words.slice(1, 3).includes('TRIGGER');
    if (token === ';' && depth === 0) {
      if (!inTrigger) open = false;
      continue;
    }
    if (!open) {
      open = true;
      words = [];
      shape.verbs.push(token.toUpperCase());
    }
    if (token === '(') depth += 1;
    else if (token === ')') depth -= 1;
    else if (first === '?' || ((first === ':' || first === '@' || first === '$') && token.length > 1)) {
      addParam(shape.params, token);
    } else if (/[A-Za-z_]/.test(first) && depth === 0) {
      const upper = token.toUpperCase();
      if (shape.verbs.at(-1) === 'WITH' && doingVerbs.has(upper)) shape.verbs[shape.verbs.length - 1] = upper;
      if (words[0] === 'BEGIN' && (upper === 'IMMEDIATE' || upper === 'EXCLUSIVE')) shape.writes = true;
      if (words.length < 3) words.push(upper);
    }
    if (words[0] === 'CREATE' && (words[1] === 'TEMP' || words[1] === 'TEMPORARY')) shape.marks = true;
  }
  shape.controls = shape.verbs.some((verb) => controlVerbs.has(verb));
  shape.writes ||= shape.verbs.some((verb) => !readVerbs.has(verb) && !controlVerbs.has(verb));
  shape.marks ||= shape.verbs.some((verb) => verb === 'PRAGMA' || verb === 'ATTACH' || verb === 'DETACH');
  return shape;
};

const known = new Map<string, SqlShape>();

/** Reads an SQL text, and remembers the last thousand of ordinary length. */
export const readSql = (sql: string): SqlShape => {
  const found = known.get(sql);
  if (found !== undefined) return found;
  const shape = analyse(sql);
  if (known.size >= 1000) known.clear();
  if (sql.length <= 20_000) known.set(sql, shape);
  return shape;
};

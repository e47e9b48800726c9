// A campaign in one message: the code and the name, the days, and a line a field, `promises: …`. A line that begins with a blank goes on
// with the field before it, so that a page can write any text into one.
import { type CampaignField, daysWritten, fieldNamed, type Mistake, type Reader, type Unbooked, withField } from './fields.ts';

type Entry = { field: CampaignField; value: string };
type Filled<T> = { type: 'read'; campaign: T } | { type: 'mistake'; mistake: Mistake };

/** The fields that can be told by number, in the order in which the desk asks for them. */
export const restFields = ['channels', 'promises', 'facts', 'words', 'owners'] as const satisfies readonly CampaignField[];

/** `BF26 Black Friday 23/11-30/11`: the code, the name and the days, as far as they are there. */
export function headIn(line: string): { code: string; name: string; days?: string } {
  const [, code = '', rest = ''] = /^(\S*)\s*(.*)$/.exec(line.trim()) ?? [];
  const [first = ''] = daysWritten(rest);
  const at = daysWritten(rest).length === 2 ? rest.indexOf(first) : -1;
  const name = (at < 0 ? rest : rest.slice(0, at)).replace(/[\s,:;(–-]+$/, '').trim();
  return { code, name, ...(at < 0 ? {} : { days: rest.slice(at) }) };
}

/** The fields of a form's lines, in order. What bears no field's name goes on with the one before; at first it is what staff need to know. */
function entriesIn(lines: readonly string[]): Entry[] {
  const entries: Entry[] = [];
  for (const line of lines) {
    const entry = /^\s/.test(line) ? undefined : entryIn(line, entries.length === 0);
    const last = entries.at(-1);
    if (entry) entries.push(entry);
    else if (last) last.value += `\n${line.replace(/^\s/, '')}`;
    else if (!/^\s*[-–—]?\s*$/.test(line)) entries.push({ field: 'facts', value: line });
  }
  return entries;
}

function entryIn(line: string, isFirst: boolean): Entry | undefined {
  const [, number, numbered = ''] = /^(\d{1,2})[.)]\s+(.*)$/.exec(line) ?? [];
  const byNumber = number === undefined ? undefined : restFields[Number(number) - 1];
  if (byNumber) return { field: byNumber, value: numbered };
  const [, word = '', value = ''] = /^([^:]{1,40}):\s*(.*)$/.exec(line) ?? [];
  const field = word === '' ? undefined : fieldNamed(word);
  if (field) return { field, value };
  return isFirst && daysWritten(line).length === 2 ? { field: 'days', value: line } : undefined;
}

/** The campaign with what the lines tell; a field told twice is a list of both. */
export function filled<T extends Unbooked>(campaign: T, lines: readonly string[], reader: Reader): Filled<T> {
  const values = new Map<CampaignField, string>();
  for (const { field, value } of entriesIn(lines)) values.set(field, values.has(field) ? `${values.get(field)}\n${value}` : value);
  let result = campaign;
  for (const [field, value] of values) {
    const read = withField(result, field, value, reader);
    if (read.type === 'mistake') return read;
    result = read.campaign;
  }
  return { type: 'read', campaign: result };
}

/** A form's lines, for a page: whatever the values hold, `filled` reads them back. */
export const written = (values: Partial<Record<CampaignField, string>>): string =>
  Object.entries(values)
    .map(([field, value]) => `${field}: ${value.replace(/\r\n?/g, '\n').split('\n').join('\n ')}`)
    .join('\n');

// The file that "my data" brings, as a reference: it has no bytes until it leaves, when the roof makes them (src/export.ts).
import type { FileRef } from './message.ts';
import { say } from './texts.ts';
import type { Person } from './turn.ts';

const before = 'export:';

/** What is kept about a person, as one page. `now`: milliseconds since the epoch. */
export const exportFile = ({ id, language }: Person, now: number): FileRef => ({
  id: `${before}${id}`,
  kind: 'document',
  name: `${say(language, 'my_data.name')}-${new Date(now).toISOString().slice(0, 10)}.html`,
  mime: 'text/html',
  contact: 'export',
  remote: id,
  kept: true,
});

/** The person whose data a file is, or undefined for any other file. */
export const personOfExport = (file: string): string | undefined => (file.startsWith(before) ? file.slice(before.length) : undefined);

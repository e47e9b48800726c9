// Whoever runs Alur and comes by the key that its start prints: a manager of the desk from the first start on.
import { staffStatement } from '../db/desk.ts';
import type { Store } from '../db/store.ts';
import { languages, say } from '../flows/texts.ts';
import type { Memory } from './memory.ts';
import { operator } from './web/staff/session.ts';

/** Puts them on the desk. They keep the name that they were given; else they are the one who plays the analyst while Alur is only tried. */
export async function keepOperator(store: Store, memory: Memory, language: string, isOutside: boolean): Promise<void> {
  const known = memory.staff(operator) ?? undefined;
  const ours = languages.flatMap((one) => [say(one, 'staff.operator'), say(one, 'staff.actor')]);
  const name = known && !ours.includes(known.name) ? known.name : say(language, isOutside ? 'staff.operator' : 'staff.actor');
  if (known?.name === name) return;
  await store.write([staffStatement({ address: operator, name, role: known?.role ?? 'manager' })]);
  await memory.readDesk();
}

// A team by what somebody calls it at the desk.
import { normalize } from './normalize.ts';
import type { Team } from './routing-shape.ts';
import type { DeskGiven } from './turn.ts';

/** The team that a button's id or typed words name, by the very name. */
export const teamNamed = ({ routing }: Pick<DeskGiven, 'routing'>, text: string): Team | undefined =>
  routing?.teams.find(({ id, name }) => id === text.trim() || normalize(name) === normalize(text));

/** Their names, parted by commas. */
export const teamNames = ({ routing }: Pick<DeskGiven, 'routing'>): string =>
  (routing?.teams ?? []).map(({ name }) => name).join(', ') || '—';

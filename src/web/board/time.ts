// By which time the board measures: now, today where the team is, its hours, and how long things may take.
import { dayOf } from '../../../flows/zone.ts';
import type { AppParts } from '../parts.ts';
import type { Time } from './view.ts';

export const timeOf = ({ house, clock }: Pick<AppParts, 'house' | 'clock'>): Time => {
  const now = clock.now();
  const { hours, settings } = house;
  return { now, today: dayOf(hours.zone, now), zone: hours.zone, hours, settings };
};

// /stats and /digest: the house in numbers, and the morning's digest whenever it is wanted.
import type { Deed } from './desk-deed.ts';
import { deskLane, post, textAtDesk } from './desk-reply.ts';
import { digestOf, startOfWeek, weekLines } from './digest.ts';
import { weekOf } from './figures.ts';
import { noFacts } from './reports/facts.ts';
import { situations, stages } from './ticket.ts';
import type { Turn } from './turn.ts';

/** How many stand where, and this week so far. */
export function stats({ given, today, topic }: Deed): Turn {
  const { counts = [], facts = noFacts } = given.figures ?? {};
  const lines = stages.flatMap((stage) => {
    const here = situations.flatMap((situation) => {
      const count = counts.find((one) => one.stage === stage && one.situation === situation)?.count ?? 0;
      return count > 0 ? [`${textAtDesk(given, `situation.${situation}`)} ${count}`] : [];
    });
    return here.length > 0 ? [`${textAtDesk(given, `stage.${stage}`)}: ${here.join(' · ')}`] : [];
  });
  const week = weekOf(facts, { from: startOfWeek(given.zone, today), to: given.now + 1 });
  const text = [
    lines.join('\n') || textAtDesk(given, 'stats.none'),
    `${textAtDesk(given, 'stats.week')}\n${weekLines(given, week).join('\n')}`,
  ];
  return post(deskLane(topic), { type: 'text', title: textAtDesk(given, 'stats.title'), text: text.join('\n\n') });
}

export function digest({ given, today, topic }: Deed): Turn {
  const found = digestOf(given, today);
  return post(deskLane(topic), { type: 'text', ...(found ?? { text: textAtDesk(given, 'digest.none') }) });
}

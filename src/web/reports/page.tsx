// The reports' page: what is asked for, the step that costs most, the ten measures, the plots, and the measures side by side.
import type { Report } from '../../../flows/reports/report.ts';
import type { Staff } from '../../../flows/turn.ts';
import { StaffFrame } from '../staff/frame.tsx';
import { Asking, type Choices } from './asking.tsx';
import { Groups } from './groups.tsx';
import { MeasureCards } from './measures.tsx';
import { Delivered, Flow, Stars } from './plots.tsx';
import { Costliest, Loops, Waits } from './waits.tsx';
import type { Words } from './words.ts';

/** What all parts of the page are given. `today`: in the team's zone. */
export type View = { report: Report; words: Words; choices: Choices; today: string };

const styles = ['reports/reports.css', 'reports/plots.css'] as const;

export function ReportsPage({ staff, ...view }: View & { staff: Staff }) {
  const { words } = view;
  return (
    <StaffFrame title={words.text('title')} current="reports" staff={staff} language={words.language} styles={styles}>
      <main class="reports">
        <Asking {...view} />
        <Costliest {...view} />
        <MeasureCards {...view} />
        <div class="plots">
          <Flow {...view} />
          <div class="column">
            <Waits {...view} />
            <Loops {...view} />
          </div>
          <div class="column">
            <Delivered {...view} />
            <Stars {...view} />
          </div>
        </div>
        <Groups {...view} />
      </main>
    </StaffFrame>
  );
}

/** While requests are still to be counted; it asks again by itself. */
export function CountingPage({ staff, words, left }: { staff: Staff; words: Words; left: number }) {
  return (
    <StaffFrame title={words.text('title')} current="reports" staff={staff} language={words.language} styles={styles}>
      <main class="reports">
        <h1>{words.text('counting_title')}</h1>
        <p role="status">{words.text('counting', { count: left })}</p>
      </main>
    </StaffFrame>
  );
}

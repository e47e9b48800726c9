// The frame of the staff's pages: the menu, who is signed in, and the page below. What is on a page is its own folder's.
import type { Child } from 'hono/jsx';
import { say } from '../../../flows/texts.ts';
import type { Staff } from '../../../flows/turn.ts';
import type { Asset, Sheet } from '../assets.ts';
import { Frame, Mark, Styles } from '../page.tsx';

const places = ['board', 'reports', 'campaigns', 'settings'] as const;
export type StaffPlace = (typeof places)[number];

const paths: Record<StaffPlace, string> = { board: '/board', reports: '/reports', campaigns: '/campaigns', settings: '/board/settings' };

type StaffFrameProps = {
  title: string;
  /** Where in the menu this page is. */
  current: StaffPlace;
  staff: Staff;
  language: string;
  /** Of what is below the bar. */
  styles?: readonly Sheet[];
  script?: Asset;
  children: Child;
};

/** A whole document with the staff's menu. */
export function StaffFrame({ title, current, staff, language, styles = [], script, children }: StaffFrameProps) {
  return (
    <Frame language={language} title={`${title} · Alur`} inline={['staff/staff.css']} {...(script ? { script } : {})}>
      <header class="staff-bar">
        <a class="home" href="/board" aria-label="Alur">
          <Mark />
          <span>Alur</span>
        </a>
        <nav aria-label={say(language, 'staff.menu')}>
          {places.map((place) => (
            <a href={paths[place]} {...(place === current ? { 'aria-current': 'page' } : {})}>
              {say(language, `place.${place}`)}
            </a>
          ))}
        </nav>
        <form class="who" method="post" action="/sign-out">
          <span>{staff.name}</span>
          <button type="submit">{say(language, 'staff.sign_out')}</button>
        </form>
      </header>
      <Styles of={styles} />
      {children}
    </Frame>
  );
}

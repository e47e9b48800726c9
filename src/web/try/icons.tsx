// The try-it page's icons: one sprite, used by the page and by its scripts through <use href="#i-NAME">.

const paths = {
  send: 'M4 12 20 4l-4.5 16-4-6.5zM11.5 13.5 20 4',
  clip: 'm19 11-7.4 7.4a4.6 4.6 0 0 1-6.5-6.5l8-8a3.1 3.1 0 0 1 4.4 4.4l-8 8a1.6 1.6 0 0 1-2.2-2.3L14.5 6.8',
  reply: 'M9 6 4 11l5 5M4 11h10a6 6 0 0 1 6 6v1',
  close: 'M6 6l12 12M18 6 6 18',
  back: 'M15 5l-7 7 7 7',
  down: 'M12 5v14M6 13l6 6 6-6',
  person: 'M10 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM2.5 20a7.5 7.5 0 0 1 15 0M19 8v6M16 11h6',
  file: 'M7 3h7l5 5v13H7zM14 3v5h5',
  check: 'm5 13 4.5 4.5L19 7',
  clock: 'M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16ZM12 8v4l3 2',
  chevron: 'm6 9 6 6 6-6',
  again: 'M19 12a7 7 0 1 1-2-5M19 4v4h-4',
} as const;

export const Icon = ({ name }: { name: keyof typeof paths }) => (
  <svg class="icon" aria-hidden="true">
    <use href={`#i-${name}`} />
  </svg>
);

export const Sprite = () => (
  <svg class="vh" aria-hidden="true">
    {Object.entries(paths).map(([name, d]) => (
      <symbol id={`i-${name}`} viewBox="0 0 24 24">
        <path d={d} fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round" />
      </symbol>
    ))}
  </svg>
);

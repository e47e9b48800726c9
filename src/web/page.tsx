// The frame of every page, and the plain pages: not found, not allowed, something went wrong. No script stands in a page, and of style what `inlineSources` names.
import { html, raw } from 'hono/html';
import type { Child } from 'hono/jsx';
import type { HtmlEscapedString } from 'hono/utils/html';
import { type Asset, assetAt, type InlineSheet, inlineOf, type Sheet, sheetsAt } from './assets.ts';

type FrameProps = {
  /** English when left out. */
  language?: string;
  title: string;
  /** What stands in the page itself, besides `base.css`. */
  inline?: readonly InlineSheet[];
  /** What comes as one file, in this order. */
  styles?: readonly Sheet[];
  /** The address of a style sheet that is no page's own, after those. */
  brand?: string | undefined;
  script?: Asset | undefined;
  /** While no script runs, the page is asked for anew after so many seconds. */
  refresh?: number;
  children: Child;
};

/** A whole document. */
export function Frame({ language = 'en', title, inline = [], styles = [], brand, script, refresh, children }: FrameProps) {
  return html`<!doctype html>${(
    <html lang={language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover, interactive-widget=resizes-content" />
        <meta name="color-scheme" content="light dark" />
        <meta name="theme-color" content="#f4f1ea" media="(prefers-color-scheme: light)" />
        <meta name="theme-color" content="#0d1416" media="(prefers-color-scheme: dark)" />
        <title>{title}</title>
        <link rel="icon" href={assetAt('try/icon.svg')} type="image/svg+xml" />
        {(['try/base.css', ...inline] as const).map((sheet) => (
          <style>{raw(inlineOf(sheet))}</style>
        ))}
        <Styles of={styles} />
        {brand ? <link rel="stylesheet" href={brand} /> : null}
        {script ? <script type="module" src={assetAt(script)} /> : null}
        {refresh ? (
          <noscript>
            <meta http-equiv="refresh" content={String(refresh)} />
          </noscript>
        ) : null}
      </head>
      <body>{children}</body>
    </html>
  )}`;
}

/** Style sheets as one file. What stands before it in a page's body is shown before that has come. */
export const Styles = ({ of }: { of: readonly Sheet[] }) => (of.length > 0 ? <link rel="stylesheet" href={sheetsAt(of)} /> : null);

type Markup = HtmlEscapedString | Promise<HtmlEscapedString>;

/** Markup as the text that is sent. */
export const textOf = async (markup: Markup): Promise<string> => (await markup).toString();

const hole = '<!-- what comes next -->';

/** A page as what stands before its children and what after them, for one that is sent before they are there. */
export async function around(page: (children: Child) => Markup): Promise<[before: string, after: string]> {
  const [before = '', after = ''] = (await textOf(page(raw(hole)))).split(hole);
  return [before, after];
}

/** Alur's mark: three lines of a stream. */
export function Mark() {
  return (
    <svg class="mark" viewBox="0 0 32 32" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="3" stroke-linecap="round">
      <path d="M4 10c4-4 8-4 12 0s8 4 12 0" />
      <path d="M4 17c4-4 8-4 12 0s8 4 12 0" opacity=".7" />
      <path d="M4 24c4-4 8-4 12 0s8 4 12 0" opacity=".4" />
    </svg>
  );
}

/** A page with a title and a few sentences. */
export function PlainPage({ title, children }: { title: string; children: Child }) {
  return (
    <Frame title={`${title} · Alur`} styles={['try/plain.css']}>
      <main class="plain">
        <Mark />
        <h1>{title}</h1>
        {children}
      </main>
    </Frame>
  );
}

export const NotFoundPage = () => (
  <PlainPage title="There's nothing here">
    <p>
      The address may have a slip in it. <a href="/try">To the try-it page</a>
    </p>
  </PlainPage>
);

export const NoKeyPage = () => (
  <PlainPage title="This page needs its link">
    <p>Real people's messages pass through this Alur, so the try-it page opens only by its own link.</p>
    <p>
      The link is printed by <code>npm start</code>, where Alur runs: open that one, and this browser is let in for 30 days.
    </p>
  </PlainPage>
);

export const TroublePage = ({ sentence }: { sentence: string }) => (
  <PlainPage title="That didn't work">
    <p>{sentence}</p>
    <p>
      <a href="/try">To the try-it page</a>
    </p>
  </PlainPage>
);

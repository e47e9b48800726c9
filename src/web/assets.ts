// The pages' own files, served from memory: a lookup by name, no path to escape by. They hold nothing secret.
// Their addresses bear a version that changes with any of them, so that a browser asks for each only once.
import { createHash } from 'node:crypto';
import { Hono } from 'hono';
import { gathered } from './assets.generated.ts';
import { sendText } from './packed.ts';

type Pages = typeof gathered.pages;
/** A file of a page, such as `board/board.js`. */
export type Asset = { [Page in keyof Pages]: `${Page}/${keyof Pages[Page] & string}` }[keyof Pages];
/** A style sheet of a page. */
export type Sheet = Extract<Asset, `${string}.css`>;

/** Style sheets that stand in the pages themselves: a page is shown before a file of it is there, and at a phone's first visit that is much sooner. */
const inPages = ['try/base.css', 'staff/staff.css', 'panel/panel.css', 'panel/ticket.css'] as const satisfies readonly Sheet[];
export type InlineSheet = (typeof inPages)[number];

const pages: Readonly<Record<string, Readonly<Record<string, string>>>> = gathered.pages;
const types: Record<string, string> = { js: 'text/javascript', css: 'text/css', svg: 'image/svg+xml' };
const base = `/of/${gathered.version}`;

/** Where a file is. Below the version, addresses are as the folders are: scripts import each other by them. */
export const assetAt = (asset: Asset): string => `${base}/${asset.replace('/', '/assets/')}`;

/** Where some style sheets are, one after the other as one file. */
export const sheetsAt = (sheets: readonly Sheet[]): string =>
  `${base}/styles/${sheets.map((sheet) => sheet.replace('/', '.').replace(/\.css$/, '')).join('+')}.css`;

const assetOf = (page: string, name: string): string | undefined => {
  const own = Object.hasOwn(pages, page) ? pages[page] : undefined;
  return own && Object.hasOwn(own, name) ? own[name] : undefined;
};

/** The text of a style sheet, as it stands in a page. */
export function inlineOf(sheet: InlineSheet): string {
  const [page = '', name = ''] = sheet.split('/');
  return assetOf(page, name) ?? '';
}

/** What a policy has to name so that these may stand in a page, and nothing else (Content Security Policy Level 3, 2.3.1). */
export const inlineSources: readonly string[] = inPages.map(
  (one) => `'sha256-${createHash('sha256').update(inlineOf(one)).digest('base64')}'`,
);

/** All of `<page>.<name>+<page>.<name>`; undefined when one is not there. */
function joined(names: string): string | undefined {
  const parts = names.split('+').map((one) => {
    const [page = '', name = ''] = one.split('.');
    return assetOf(page, `${name}.css`);
  });
  return parts.includes(undefined) ? undefined : parts.join('\n');
}

/** Everything below /of. A page that is older than the house gets what is there now, and keeps it for no longer than it is shown. */
export function assetRoutes(): Hono {
  const app = new Hono();
  const headers = (version: string, name: string) => ({
    'Content-Type': `${types[name.split('.').at(-1) ?? ''] ?? 'text/plain'}; charset=utf-8`,
    'Cache-Control': version === gathered.version ? 'public, max-age=31536000, immutable' : 'no-cache',
  });
  app.get('/:version/styles/:names{.+\\.css}', (c) => {
    const { version, names } = c.req.param();
    const sheet = joined(names.slice(0, -'.css'.length));
    return sheet === undefined ? c.notFound() : sendText(c, sheet, headers(version, names));
  });
  app.get('/:version/:page/assets/:name', (c) => {
    const { version, page, name } = c.req.param();
    const asset = assetOf(page, name);
    return asset === undefined ? c.notFound() : sendText(c, asset, headers(version, name));
  });
  return app;
}

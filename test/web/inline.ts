// What stands in a page although it could run or paint: scripts, handlers, attributes of style, and style sheets that the policy does not name.
import { createHash } from 'node:crypto';

/** A line for each; `policy`: the page's Content-Security-Policy, which a browser goes by. */
export function unruly(html: string, policy: string): string[] {
  const sources = /style-src ([^;]*)/.exec(policy)?.[1]?.split(' ') ?? [];
  const sheets = [...html.matchAll(/<style[^>]*>(.*?)<\/style>/gs)].map(([, text = '']) => text);
  const unnamed = sheets.filter((text) => !sources.includes(`'sha256-${createHash('sha256').update(text).digest('base64')}'`));
  const rest = html.replaceAll(/<style>.*?<\/style>/gs, '');
  return [...unnamed, ...(rest.match(/<style[^>]*>|\sstyle=|\son\w+=|<script(?![^>]*src=)[^>]*>/g) ?? [])];
}

// Which links Telegram takes in texts and buttons, and how it writes them.

/** The link as Telegram keeps it, or undefined when it is none (no dot in the host: `http://localhost` is none). */
export function checkedLink(link: string): string | undefined {
  const text = link.trim();
  if (/^(tg|ton|tonsite):/i.test(text)) return text;
  const full = /^[a-z][a-z0-9+.-]*:/i.test(text) && !/^[^/]+:\d+/.test(text) ? text : `http://${text}`;
  if (!URL.canParse(full)) return undefined;
  const url = new URL(full);
  if (!['http:', 'https:'].includes(url.protocol)) return undefined;
  return url.hostname.includes('.') ? url.href : undefined;
}

/** The user of a `tg://user?id=…` link. */
export function linkedUser(link: string): number | undefined {
  const found = /^tg:(?:\/\/)?user\?id=(\d+)$/i.exec(link.trim())?.[1];
  return found === undefined ? undefined : Number(found);
}

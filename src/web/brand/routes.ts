// The team's colour and logo, for the pages that its clients see. They hold nothing secret.
import { Hono } from 'hono';
import { etag } from 'hono/etag';
import type { Brand } from '../../brand.ts';
import { colourSheet } from './colours.ts';

const cached = { 'Cache-Control': 'no-cache', 'X-Content-Type-Options': 'nosniff' };

/** `/brand.css`, which is empty while the house's own colour is good enough, and `/brand-logo`. */
export function brandRoutes({ colour, logo }: Brand): Hono {
  const sheet = colour ? colourSheet(colour) : '';
  const app = new Hono();
  app.get('/brand.css', etag(), (c) => c.body(sheet, 200, { ...cached, 'Content-Type': 'text/css; charset=utf-8' }));
  app.get('/brand-logo', etag(), (c) => {
    if (!logo) return c.notFound();
    return c.body(new Uint8Array(logo.bytes), 200, {
      ...cached,
      'Content-Type': logo.type,
      'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    });
  });
  return app;
}

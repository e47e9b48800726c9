// The team's own colour, logo and name on its clients' pages: always readable, checked when the house starts.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import { brandOf } from '../../src/brand.ts';
import { EnvError, readEnv } from '../../src/env.ts';
import { colourSheet, contrast } from '../../src/web/brand/colours.ts';
import { picture } from '../support/picture.ts';
import { openPanelHouse } from './panel-house.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const grounds = { light: ['#f4f1ea', '#fffdf9', '#ffffff', '#e8ede6'], dark: ['#0d1416', '#141d20', '#1b2629'] };

test('whatever the colour, every word on it and in it can be read, in light and dark', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 0xffffff }), (number) => {
      const sheets = colourSheet(`#${number.toString(16).padStart(6, '0')}`).split('@media');
      for (const [i, mode] of (['light', 'dark'] as const).entries()) {
        const of = (name: string) => new RegExp(`--${name}:(#[\\da-f]{6})`).exec(sheets[i] ?? '')?.[1] ?? '';
        for (const ground of [...grounds[mode], of('accent-soft')]) expect(contrast(of('accent-ink'), ground)).toBeGreaterThanOrEqual(4.5);
        for (const name of ['accent', 'accent-strong']) expect(contrast(of('on-accent'), of(name))).toBeGreaterThanOrEqual(4.5);
        for (const ground of grounds[mode]) expect(contrast(of('accent'), ground)).toBeGreaterThanOrEqual(3);
      }
    }),
    { numRuns: 300 },
  );
});

test('the page bears the name, the colour and the logo; a picture that could run something cannot', async () => {
  const svg = new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg"/>');
  const panel = await openPanelHouse({}, { name: 'Ateliê Norte', colour: '#c2185b', logo: { type: 'image/svg+xml', bytes: svg } });
  closing.push(panel.house.close);
  await panel.file();
  const page = await (await panel.app.request(`http://localhost${await panel.link()}`, { headers: { accept: 'text/html' } })).text();
  expect(page).toContain('<title>Your requests · Ateliê Norte</title>');
  expect(page).toContain('<img class="logo" src="/brand-logo"');
  const sheet = await panel.app.request('http://localhost/brand.css');
  expect([sheet.headers.get('content-type'), await sheet.text()]).toEqual(['text/css; charset=utf-8', colourSheet('#c2185b')]);
  const logo = await panel.app.request('http://localhost/brand-logo');
  expect(logo.headers.get('content-type')).toBe('image/svg+xml');
  expect(logo.headers.get('content-security-policy')).toContain('sandbox');
});

test('a brand is read from the configuration, and a mistake in it is told in a sentence', () => {
  const folder = mkdtempSync(join(tmpdir(), 'alur-brand-'));
  closing.push(() => rmSync(folder, { recursive: true }));
  const file = (name: string, content: string | Uint8Array) => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  const logo = file('logo.png', picture(8, 8));
  expect(brandOf(readEnv({ BRAND_NAME: 'Norte', BRAND_COLOUR: '#C2185B', BRAND_LOGO: logo }, '/nowhere/.env'))).toMatchObject({
    name: 'Norte',
    colour: '#C2185B',
    logo: { type: 'image/png' },
  });
  expect(brandOf(readEnv({}, '/nowhere/.env'))).toEqual({ name: 'Alur' });
  const told = (more: Record<string, string>): string => {
    try {
      readEnv(more, '/nowhere/.env');
    } catch (error) {
      if (error instanceof EnvError) return error.mistakes.join('\n');
    }
    return '';
  };
  expect(told({ BRAND_COLOUR: 'red' })).toMatch(/BRAND_COLOUR must be a colour such as #0f5e66/);
  expect(told({ BRAND_NAME: 'x'.repeat(61) })).toMatch(/BRAND_NAME must be at most 60 letters/);
  expect(told({ BRAND_LOGO: file('logo.txt', 'no picture') })).toMatch(/BRAND_LOGO must be the path of an SVG or PNG picture/);
  expect(told({ BRAND_LOGO: join(folder, 'none.svg') })).toMatch(/BRAND_LOGO cannot be read/);
  expect(told({ BRAND_LOGO: file('large.svg', `<svg>${' '.repeat(210 * 1024)}`) })).toMatch(
    /BRAND_LOGO is 211 kB large; 200 kB is the most/,
  );
});

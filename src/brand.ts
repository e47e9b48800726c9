// How the team looks to its clients: its name, its colour, its logo, from the configuration.
import { readFileSync, statSync } from 'node:fs';

export type Logo = { type: 'image/svg+xml' | 'image/png'; bytes: Uint8Array };
/** `colour`: `#rrggbb`; without one the house's own. */
export type Brand = { name: string; colour?: string; logo?: Logo };

type Configured = { BRAND_NAME?: string | undefined; BRAND_COLOUR?: string | undefined; BRAND_LOGO?: string | undefined };

const houseName = 'Alur';
const largestLogo = 200 * 1024;
const png = '\x89PNG\r\n\x1a\n';

/** The brand that a checked configuration tells of. */
export function brandOf({ BRAND_NAME, BRAND_COLOUR, BRAND_LOGO }: Configured): Brand {
  return {
    name: BRAND_NAME ?? houseName,
    ...(BRAND_COLOUR ? { colour: BRAND_COLOUR } : {}),
    ...(BRAND_LOGO ? { logo: logoAt(BRAND_LOGO) } : {}),
  };
}

/** What is wrong with the file of a logo, as the end of a sentence; undefined when nothing is. */
export function logoMistake(path: string): string | undefined {
  try {
    const { size } = statSync(path);
    if (size > largestLogo) return `is ${Math.ceil(size / 1024)} kB large; ${largestLogo / 1024} kB is the most`;
    logoAt(path);
    return undefined;
  } catch (error) {
    return error instanceof Error && 'code' in error ? `cannot be read (${error.message})` : 'must be the path of an SVG or PNG picture';
  }
}

/** Throws when the file is no picture of these kinds. */
function logoAt(path: string): Logo {
  const bytes = readFileSync(path);
  if (bytes.subarray(0, png.length).toString('latin1') === png) return { type: 'image/png', bytes };
  if (/<svg[\s>]/i.test(bytes.subarray(0, 4096).toString('utf8'))) return { type: 'image/svg+xml', bytes };
  throw new Error(`${path} is neither an SVG nor a PNG picture.`);
}

// The page's colours from the team's one: as near to it as lets every word be read (WCAG 2.2, 1.4.3: a contrast of 4.5 to 1).
type Rgb = readonly [number, number, number];

const least = 4.6;
const white: Rgb = [255, 255, 255];
const black: Rgb = [0, 0, 0];
/** The darkest light ground and the lightest dark one that such words stand on (base.css). */
const paper: Rgb = [232, 237, 230];
const night: Rgb = [27, 38, 41];
/** How much of the colour is in a soft ground. */
const softShare = { light: 0.12, dark: 0.22 };

/** Style sheet that puts a colour `#rrggbb` in the place of the house's own, in light and dark. */
export function colourSheet(colour: string): string {
  const own = rgbOf(colour);
  const light = paletteOf(own, mixed(white, own, softShare.light), paper, black, white);
  const dark = paletteOf(own, mixed(night, own, softShare.dark), night, white, black);
  return `:root{${light}}\n@media (prefers-color-scheme:dark){:root{${dark}}}\n`;
}

/** `towards`: what the colour is mixed with until it can be read on its ground; `on`: what is written on it. */
function paletteOf(own: Rgb, soft: Rgb, ground: Rgb, towards: Rgb, on: Rgb): string {
  const accent = readable(own, [ground, on], towards);
  const colours = {
    accent,
    'accent-strong': mixed(accent, towards, 0.2),
    'on-accent': on,
    'accent-soft': soft,
    'accent-ink': readable(own, [ground, soft], towards),
  };
  return Object.entries(colours).map(([name, rgb]) => `--${name}:${hexOf(rgb)}`).join(';'); // biome-ignore format: one thought
}

/** The colour, mixed with black or white as little as lets it stand out from all of these. */
function readable(own: Rgb, from: readonly Rgb[], towards: Rgb): Rgb {
  for (let share = 0; share < 1; share += 0.02) {
    const rgb = mixed(own, towards, share);
    if (from.every((ground) => contrast(rgb, ground) >= least)) return rgb;
  }
  return towards;
}

const rgbOf = (hex: string): Rgb => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)) as unknown as Rgb; // three of them
const hexOf = (rgb: Rgb): string => `#${rgb.map((part) => Math.round(part).toString(16).padStart(2, '0')).join('')}`;
const mixed = (a: Rgb, b: Rgb, share: number): Rgb =>
  [0, 1, 2].map((i) => (a[i] ?? 0) * (1 - share) + (b[i] ?? 0) * share) as unknown as Rgb; // likewise

/** Relative luminance and contrast as WCAG 2.2 defines them. */
function luminance(rgb: Rgb): number {
  const [r = 0, g = 0, b = 0] = rgb.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** How far two colours `#rrggbb` or their parts stand apart, from 1 to 21. */
export function contrast(a: Rgb | string, b: Rgb | string): number {
  const [dark = 0, light = 0] = [a, b].map((one) => luminance(typeof one === 'string' ? rgbOf(one) : one)).toSorted((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

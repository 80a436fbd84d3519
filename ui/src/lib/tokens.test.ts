import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

type Rgb = [number, number, number];

const css = readFileSync('src/app.css', 'utf8');

/** Björn Ottosson's conversion to linear sRGB; what lies outside is cut, as browsers do. */
function linear(lightness: number, chroma: number, hue: number): Rgb {
  const a = chroma * Math.cos((hue * Math.PI) / 180);
  const b = chroma * Math.sin((hue * Math.PI) / 180);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const cut = (value: number) => Math.min(1, Math.max(0, value));
  return [
    cut(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    cut(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    cut(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ];
}

function colours(theme: 'light' | 'dark'): Map<string, Rgb> {
  const found = new Map<string, Rgb>();
  const one = String.raw`oklch\(([\d.]+)% ([\d.]+) ([\d.]+)\)`;
  for (const match of css.matchAll(new RegExp(String.raw`--([\w-]+): light-dark\(${one}, ${one}\);`, 'g'))) {
    const [, name = '', ...numbers] = match;
    const [l, c, h] = (theme === 'light' ? numbers.slice(0, 3) : numbers.slice(3)).map(Number) as Rgb;
    found.set(name, linear(l / 100, c, h));
  }
  return found;
}

/** The contrast ratio of WCAG 2.2. */
function contrast(one: Rgb, other: Rgb): number {
  const luminance = ([r, g, b]: Rgb) => 0.2126 * r + 0.7152 * g + 0.0722 * b;
  const [high, low] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

const grounds = ['background', 'card', 'raised'];
const hues = ['blue', 'amber', 'green', 'red', 'violet', 'grey'];

const texts: [string, string][] = [
  ...['foreground', 'muted-foreground', 'faint', 'accent-foreground', ...hues].flatMap((text) =>
    grounds.map((ground): [string, string] => [text, ground]),
  ),
  ...hues.map((hue): [string, string] => [hue, `${hue}-soft`]),
  ...hues.map((hue): [string, string] => ['foreground', `${hue}-soft`]),
  ['accent-foreground', 'accent'],
  ['foreground', 'accent'],
  ['muted-foreground', 'accent'],
  ['primary-foreground', 'primary'],
  ['primary-foreground', 'primary-hover'],
  ['destructive-foreground', 'destructive'],
  ['background', 'foreground'],
];

const shapes: [string, string][] = [
  ...grounds.flatMap((ground): [string, string][] => [
    ['input', ground],
    ['ring', ground],
    ['primary', ground],
  ]),
];

describe.each(['light', 'dark'] as const)('the %s theme', (theme) => {
  const known = colours(theme);
  const colour = (name: string): Rgb => {
    const found = known.get(name);
    if (!found) throw new Error(`no token ${name}`);
    return found;
  };

  it.each(texts)('lets %s be read on %s', (text, ground) => {
    expect(contrast(colour(text), colour(ground))).toBeGreaterThanOrEqual(4.5);
  });

  it.each(shapes)('lets %s be seen on %s', (shape, ground) => {
    expect(contrast(colour(shape), colour(ground))).toBeGreaterThanOrEqual(3);
  });
});

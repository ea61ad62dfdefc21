import { describe, expect, it } from 'vitest';
import {
  colours,
  cssVariable,
  shapeOnGround,
  textOnGround,
  type ColourName,
  type Scheme,
} from '../../../src-renderer/style/tokens.ts';

/** Relative luminance and contrast as WCAG 2.2 defines them. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const channel = parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: ColourName, other: ColourName, scheme: Scheme): number {
  const [lighter = 0, darker = 0] = [colours[one][scheme], colours[other][scheme]]
    .map(luminance)
    .sort((left, right) => right - left);
  return (lighter + 0.05) / (darker + 0.05);
}

describe.each(['light', 'dark'] as const)('in the %s theme', (scheme) => {
  it.each(textOnGround.map(({ text, ground }) => [text, ground] as const))(
    '%s can be read on %s',
    (text, ground) => {
      expect(contrast(text, ground, scheme)).toBeGreaterThanOrEqual(4.5);
    },
  );

  it.each(shapeOnGround.map(({ shape, ground }) => [shape, ground] as const))(
    '%s can be made out on %s',
    (shape, ground) => {
      expect(contrast(shape, ground, scheme)).toBeGreaterThanOrEqual(3);
    },
  );
});

it('names its variables as CSS does', () => {
  expect(cssVariable('inkSoft')).toBe('--ink-soft');
});

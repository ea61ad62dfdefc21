// The colours of the face, one row each, in light and dark. Everything else takes its colours from here,
// as CSS variables of the same names. A test holds text on every ground it may stand on to contrast AA.

interface ColourToken {
  readonly light: string;
  readonly dark: string;
}

export const colours = {
  /** Behind everything: the rail. */
  ground: { light: '#f3f4f2', dark: '#131716' },
  /** What is read stands on this. */
  surface: { light: '#fdfdfb', dark: '#191e1d' },
  /** What lies beside or over the surface: detail panel, week headers. */
  raised: { light: '#f8f9f6', dark: '#1e2423' },
  hover: { light: '#eef0ed', dark: '#232a28' },
  selected: { light: '#deeeea', dark: '#1d3834' },
  hairline: { light: '#e1e5e1', dark: '#2b3331' },
  /** Borders of things that can be operated. */
  outline: { light: '#7e8783', dark: '#717c78' },
  ink: { light: '#1a2220', dark: '#e7ecea' },
  inkSoft: { light: '#525d59', dark: '#a4b0ac' },
  accent: { light: '#0a675d', dark: '#6fcabc' },
  accentHover: { light: '#08554d', dark: '#8ad6ca' },
  onAccent: { light: '#ffffff', dark: '#0c1c19' },
  /** Wants a decision. */
  caution: { light: '#7f5200', dark: '#e3b968' },
  cautionSoft: { light: '#faf0da', dark: '#332a15' },
  /** Could not be taken in. */
  trouble: { light: '#9c3a2b', dark: '#f09e8c' },
  troubleSoft: { light: '#fbe9e5', dark: '#38211c' },
  /** Sports by kind: the icon's tint. The word beside it says the same. */
  sportFoot: { light: '#a9502a', dark: '#e59a74' },
  sportWheel: { light: '#2a64a5', dark: '#84b4ea' },
  sportWater: { light: '#0f7480', dark: '#63c0cb' },
  sportStrength: { light: '#77509c', dark: '#c09fe2' },
  sportSnow: { light: '#4c6785', dark: '#a3bcd8' },
} as const satisfies Record<string, ColourToken>;

export type ColourName = keyof typeof colours;
export type Scheme = 'light' | 'dark';

/** `inkSoft` → `--ink-soft` */
export const cssVariable = (name: ColourName): string =>
  `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

export function cssVariables(scheme: Scheme): Record<string, string> {
  return Object.fromEntries(
    Object.entries(colours).map(([name, token]) => [cssVariable(name as ColourName), token[scheme]]),
  );
}

/** Text colours and every ground they may stand on; the contrast test reads this. */
export const textOnGround = [
  ...(['ink', 'inkSoft', 'accent', 'caution', 'trouble'] as const).flatMap((text) =>
    (['ground', 'surface', 'raised', 'hover', 'selected'] as const).map((ground) => ({ text, ground })),
  ),
  { text: 'onAccent', ground: 'accent' },
  { text: 'onAccent', ground: 'accentHover' },
  { text: 'caution', ground: 'cautionSoft' },
  { text: 'ink', ground: 'cautionSoft' },
  { text: 'trouble', ground: 'troubleSoft' },
  { text: 'ink', ground: 'troubleSoft' },
] as const satisfies readonly { text: ColourName; ground: ColourName }[];

/** Icons and borders of controls: 3 to 1. */
export const shapeOnGround = (
  ['outline', 'sportFoot', 'sportWheel', 'sportWater', 'sportStrength', 'sportSnow', 'accent'] as const
).flatMap((shape) => (['surface', 'raised', 'hover'] as const).map((ground) => ({ shape, ground })));

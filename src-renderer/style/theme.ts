// One theme for the component library, made from the tokens: its greys are ours, its primary colour is the accent.
import {
  createTheme,
  type CSSVariablesResolver,
  type MantineColorsTuple,
  type MantineThemeOverride,
} from '@mantine/core';
import { colours, cssVariables } from './tokens.ts';

const { light, dark } = {
  light: {
    raised: colours.raised.light,
    hover: colours.hover.light,
    hairline: colours.hairline.light,
    outline: colours.outline.light,
    soft: colours.inkSoft.light,
    ink: colours.ink.light,
  },
  dark: {
    ground: colours.ground.dark,
    surface: colours.surface.dark,
    raised: colours.raised.dark,
    hover: colours.hover.dark,
    hairline: colours.hairline.dark,
    outline: colours.outline.dark,
    soft: colours.inkSoft.dark,
    ink: colours.ink.dark,
  },
};

// The library asks its greys by number: in light from the lightest up, in dark from the text down to the ground.
const gray: MantineColorsTuple = [
  light.raised,
  light.hover,
  light.hairline,
  light.hairline,
  light.outline,
  light.soft,
  light.soft,
  light.soft,
  light.ink,
  light.ink,
];
const darkGray: MantineColorsTuple = [
  dark.ink,
  dark.soft,
  dark.soft,
  dark.outline,
  dark.hairline,
  dark.hover,
  dark.raised,
  dark.surface,
  dark.ground,
  dark.ground,
];
const accent: MantineColorsTuple = [
  colours.selected.light,
  colours.selected.light,
  '#b5d8d1',
  colours.accentHover.dark,
  colours.accent.dark,
  '#2f8f82',
  '#187669',
  colours.accent.light,
  colours.accentHover.light,
  colours.selected.dark,
];

export const theme: MantineThemeOverride = createTheme({
  colors: { gray, dark: darkGray, accent },
  primaryColor: 'accent',
  primaryShade: { light: 7, dark: 4 },
  white: colours.surface.light,
  black: colours.ink.light,
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Helvetica Neue", sans-serif',
  fontFamilyMonospace:
    'ui-monospace, "SF Mono", "Cascadia Mono", "Noto Sans Mono", Menlo, Consolas, monospace',
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '19px' },
  spacing: { xs: '4px', sm: '8px', md: '12px', lg: '20px', xl: '32px' },
  defaultRadius: '5px',
  respectReducedMotion: true,
  cursorType: 'default',
});

/** Gives every token its CSS variable, and points the library's own variables at them. */
export const cssVariablesResolver: CSSVariablesResolver = () => ({
  variables: {
    '--mantine-color-body': 'var(--surface)',
    '--mantine-color-text': 'var(--ink)',
    '--mantine-color-dimmed': 'var(--ink-soft)',
    '--mantine-color-error': 'var(--trouble)',
    '--mantine-color-placeholder': 'var(--ink-soft)',
    '--mantine-color-default': 'var(--surface)',
    '--mantine-color-default-hover': 'var(--hover)',
    '--mantine-color-default-color': 'var(--ink)',
    '--mantine-color-default-border': 'var(--outline)',
    '--mantine-primary-color-filled': 'var(--accent)',
    '--mantine-primary-color-filled-hover': 'var(--accent-hover)',
    '--mantine-color-accent-filled': 'var(--accent)',
    '--mantine-color-accent-filled-hover': 'var(--accent-hover)',
    '--mantine-primary-color-contrast': 'var(--on-accent)',
  },
  light: cssVariables('light'),
  dark: cssVariables('dark'),
});

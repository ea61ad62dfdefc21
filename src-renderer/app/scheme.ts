// The component library would keep the colour scheme by itself; here the preferences do, so its keeper keeps nothing.
import type { MantineColorSchemeManager } from '@mantine/core';

const nothing = () => undefined;

export const schemeFromPreferences: MantineColorSchemeManager = {
  get: () => 'auto',
  set: nothing,
  subscribe: nothing,
  unsubscribe: nothing,
  clear: nothing,
};

// Everything around the frame: theme, language, and the last net for what throws.
import { MantineProvider } from '@mantine/core';
import { I18nProvider } from '@lingui/react';
import type { I18n } from '@lingui/core';
import { usePreferences } from '../preferences/use-preferences.ts';
import { cssVariablesResolver, theme } from '../style/theme.ts';
import { Frame } from './frame.tsx';
import { schemeFromPreferences } from './scheme.ts';
import { TroubleBoundary } from './trouble-boundary.tsx';

export function App({ i18n }: { readonly i18n: I18n }) {
  const preferences = usePreferences();
  return (
    <I18nProvider i18n={i18n}>
      <MantineProvider
        theme={theme}
        cssVariablesResolver={cssVariablesResolver}
        colorSchemeManager={schemeFromPreferences}
        {...(preferences.theme === 'auto'
          ? { defaultColorScheme: 'auto' }
          : { forceColorScheme: preferences.theme })}
      >
        <TroubleBoundary>
          <Frame />
        </TroubleBoundary>
      </MantineProvider>
    </I18nProvider>
  );
}

// Settings: appearance, density, units of the face; originals and the athlete's own data. Every change counts at once.
import { SegmentedControl } from '@mantine/core';
import { Screen } from '../../components/screen.tsx';
import { densities, themes, unitChoices } from '../../preferences/preferences.ts';
import { changePreferences, usePreferences } from '../../preferences/use-preferences.ts';
import { formatDistance } from '../../text/format-distance.ts';
import { useText } from '../../text/use-text.ts';
import { BackgroundSetting } from './background-setting.tsx';
import { DeletedSetting } from './deleted-setting.tsx';
import { OriginalsSetting } from './originals-setting.tsx';
import { OwnDataSetting } from './own-data-setting.tsx';
import { ReReadSetting } from './re-read-setting.tsx';
import { Setting } from './setting.tsx';
import './settings-screen.css';

const exampleMeters = 42_195;

export function SettingsScreen() {
  const { say, reader } = useText();
  const { theme, density, units } = usePreferences();
  return (
    <Screen title={say('settings.title')}>
      <div className="settings">
        <Setting name={say('settings.theme')}>
          <SegmentedControl
            aria-label={say('settings.theme')}
            size="xs"
            data={themes.map((value) => ({ value, label: say(`settings.theme.${value}`) }))}
            value={theme}
            onChange={(value) => changePreferences({ theme: value })}
          />
        </Setting>
        <Setting name={say('settings.density')}>
          <SegmentedControl
            aria-label={say('settings.density')}
            size="xs"
            data={densities.map((value) => ({ value, label: say(`settings.density.${value}`) }))}
            value={density}
            onChange={(value) => changePreferences({ density: value })}
          />
        </Setting>
        <Setting name={say('settings.units')}>
          <SegmentedControl
            aria-label={say('settings.units')}
            size="xs"
            data={unitChoices.map((value) => ({ value, label: say(`settings.units.${value}`) }))}
            value={units}
            onChange={(value) => changePreferences({ units: value })}
          />
          <p className="quiet">
            {say('settings.units.now', { distance: formatDistance(exampleMeters, 'run', reader) })}
          </p>
        </Setting>
        <BackgroundSetting />
        <OriginalsSetting />
        <ReReadSetting />
        <DeletedSetting />
        <OwnDataSetting />
        <p className="settings-kept quiet">{say('settings.kept')}</p>
      </div>
    </Screen>
  );
}

// The rail on the left: the places, by icon and word, and the status line at its foot.
import { UnstyledButton } from '@mantine/core';
import { Gauge, Info, ListChecks, Route, SlidersHorizontal, Watch, type LucideIcon } from 'lucide-react';
import { screenNames, type RailName, type ScreenName } from '../screens/place.ts';
import { useText } from '../text/use-text.ts';
import { StatusLine } from './status-line.tsx';
import type { Status } from './status.ts';
import './rail.css';

const icons = {
  activities: Route,
  imports: ListChecks,
  devices: Watch,
  health: Gauge,
  settings: SlidersHorizontal,
  about: Info,
} as const satisfies Record<RailName, LucideIcon>;

interface RailProps {
  readonly screen: ScreenName;
  readonly onVisit: (screen: RailName) => void;
  readonly status: Status;
  readonly onRemedy: () => void;
}

export function Rail({ screen, onVisit, status, onRemedy }: RailProps) {
  const { say } = useText();
  return (
    <nav className="rail" aria-label={say('rail.label')}>
      <div className="rail-places">
        {screenNames.map((name, index) => {
          const Icon = icons[name];
          const word = say(`rail.${name}`);
          return (
            <UnstyledButton
              key={name}
              className="rail-place"
              aria-current={name === screen ? 'page' : undefined}
              aria-keyshortcuts={`Control+${index + 1} Meta+${index + 1}`}
              title={word}
              onClick={() => onVisit(name)}
            >
              <Icon size={18} strokeWidth={1.75} aria-hidden="true" />
              <span className="rail-word">{word}</span>
            </UnstyledButton>
          );
        })}
      </div>
      <StatusLine status={status} onRemedy={onRemedy} />
    </nav>
  );
}

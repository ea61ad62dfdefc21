// A sport's icon. It is decoration: the word always stands beside it.
import {
  Activity,
  Bike,
  Dumbbell,
  Footprints,
  Kayak,
  Layers,
  Mountain,
  MountainSnow,
  Waves,
  type LucideIcon,
} from 'lucide-react';
import type { ColourName } from '../style/tokens.ts';
import { cssVariable } from '../style/tokens.ts';

interface SportLook {
  readonly icon: LucideIcon;
  readonly colour: ColourName;
}

const looks: Readonly<Record<string, SportLook>> = {
  run: { icon: Footprints, colour: 'sportFoot' },
  walk: { icon: Footprints, colour: 'sportFoot' },
  hike: { icon: Mountain, colour: 'sportFoot' },
  ride: { icon: Bike, colour: 'sportWheel' },
  swim: { icon: Waves, colour: 'sportWater' },
  row: { icon: Kayak, colour: 'sportWater' },
  strength: { icon: Dumbbell, colour: 'sportStrength' },
  ski: { icon: MountainSnow, colour: 'sportSnow' },
  multisport: { icon: Layers, colour: 'accent' },
};

const anySport: SportLook = { icon: Activity, colour: 'inkSoft' };

export function SportIcon({ workoutType }: { readonly workoutType: string }) {
  const { icon: Icon, colour } = looks[workoutType] ?? anySport;
  return <Icon size={17} strokeWidth={1.75} color={`var(${cssVariable(colour)})`} aria-hidden="true" />;
}

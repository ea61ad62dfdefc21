// A sport's icon.
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
} from 'lucide-react';
import { Sign, type SignLook } from './sign.tsx';

const looks: Readonly<Record<string, SignLook>> = {
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

const anySport: SignLook = { icon: Activity, colour: 'inkSoft' };

export function SportIcon({ workoutType }: { readonly workoutType: string }) {
  return <Sign look={looks[workoutType] ?? anySport} sizePx={17} strokeWidth={1.75} />;
}

// The two signs of a card: what it is, and how it stands. The words beside them say the same.
import {
  CircleAlert,
  CircleCheck,
  CircleMinus,
  CircleQuestionMark,
  Folder,
  HardDrive,
  RefreshCw,
  Watch,
} from 'lucide-react';
import type { Source } from '../../../src-worker/contract/sources.ts';
import { Sign, type SignLook } from '../../components/sign.tsx';
import type { SourceTone } from './source-text.ts';

export function SourceIcon({ source: { kind, vendor } }: { readonly source: Source }) {
  const Icon = kind === 'folder' ? Folder : vendor === null ? HardDrive : Watch;
  return <Icon className="source-icon" size={22} strokeWidth={1.5} aria-hidden="true" />;
}

const tones = {
  well: { icon: CircleCheck, colour: 'accent' },
  busy: { icon: RefreshCw, colour: 'inkSoft' },
  asks: { icon: CircleQuestionMark, colour: 'caution' },
  hampered: { icon: CircleAlert, colour: 'caution' },
  trouble: { icon: CircleAlert, colour: 'trouble' },
  absent: { icon: CircleMinus, colour: 'inkSoft' },
} as const satisfies Record<SourceTone, SignLook>;

export function ToneIcon({ tone }: { readonly tone: SourceTone }) {
  return <Sign className="source-tone" look={tones[tone]} sizePx={16} strokeWidth={1.75} />;
}

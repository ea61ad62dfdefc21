// Devices and folders: what is plugged in and how it stands, what was plugged in before, and the folders that are watched.
import { Button } from '@mantine/core';
import { FolderPlus } from 'lucide-react';
import { useId, useMemo, useRef, type ReactNode } from 'react';
import type { Source } from '../../../src-worker/contract/sources.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { LateSkeleton } from '../../components/late-skeleton.tsx';
import { Screen } from '../../components/screen.tsx';
import type { SourcesKnown } from '../../desktop/sources-store.ts';
import { useEngine } from '../../engine/start-engine.ts';
import { refusalText } from '../../text/engine-news.ts';
import { useText } from '../../text/use-text.ts';
import { SourceCard } from './source-card.tsx';
import { sourceGroups } from './source-groups.ts';
import { useCards } from './use-cards.ts';
import { addMark, useKeptFocus } from './use-kept-focus.ts';
import { useSourceChanges, type SourceChanges } from './use-source-changes.ts';
import './devices-screen.css';

interface DevicesScreenProps {
  readonly sources: SourcesKnown;
  /** The athlete wants nothing to be taken in for now. */
  readonly isPaused: boolean;
}

export function DevicesScreen({ sources, isPaused }: DevicesScreenProps) {
  const { say } = useText();
  const changes = useSourceChanges(say);
  // The empty state has the button itself.
  const isEmpty = typeof sources === 'object' && sources.length === 0;
  const refusal = refusalText(useEngine().life, say);
  const body = useRef<HTMLDivElement>(null);
  useKeptFocus(body);
  return (
    <Screen title={say('devices.title')} tools={!isEmpty && <WatchButton onPress={changes.addFolder} />}>
      {refusal !== null && <p className="devices-line readable">{refusal}</p>}
      <p className="devices-line readable" aria-live="polite">
        {changes.told}
      </p>
      <div ref={body} className="devices-body">
        <Known sources={sources} isPaused={isPaused} changes={changes} />
      </div>
    </Screen>
  );
}

function WatchButton({
  onPress,
  isProminent = false,
}: {
  readonly onPress: () => void;
  readonly isProminent?: boolean;
}) {
  const { say } = useText();
  return (
    <Button
      size={isProminent ? 'sm' : 'xs'}
      variant={isProminent ? 'filled' : 'default'}
      leftSection={<FolderPlus size={15} aria-hidden="true" />}
      onClick={onPress}
      {...addMark}
    >
      {say('devices.watch')}
    </Button>
  );
}

interface KnownProps extends DevicesScreenProps {
  readonly changes: SourceChanges;
}

function Known({ sources, isPaused, changes }: KnownProps) {
  const { say } = useText();
  if (sources === undefined) return <LateSkeleton />;
  if (sources === 'refused') return <p className="devices-line readable">{say('devices.unknown')}</p>;
  if (sources.length > 0) return <SourceLists sources={sources} isPaused={isPaused} changes={changes} />;
  return (
    <EmptyState
      title={say('empty.devices.title')}
      lines={[say('empty.devices.what')]}
      actions={<WatchButton onPress={changes.addFolder} isProminent />}
    />
  );
}

interface SourceListsProps {
  readonly sources: readonly Source[];
  readonly isPaused: boolean;
  readonly changes: SourceChanges;
}

function SourceLists({ sources, isPaused, changes }: SourceListsProps) {
  const { say, reader } = useText();
  const { devices, folders } = useMemo(() => sourceGroups(sources, reader.locale), [sources, reader.locale]);
  const region = useRef<HTMLDivElement>(null);
  const { stopId, onFocus, onKeyDown } = useCards({
    region,
    ids: [...devices, ...folders].map(({ sourceId }) => sourceId),
    wanted: changes.added,
  });
  const card = (source: Source) => (
    <SourceCard
      key={source.sourceId}
      source={source}
      isStop={source.sourceId === stopId}
      isPaused={isPaused}
      changes={changes}
    />
  );
  return (
    <div ref={region} className="devices" onFocus={onFocus} onKeyDown={onKeyDown}>
      <Group title={say('devices.devices')} none={say('devices.none')}>
        {devices.map(card)}
      </Group>
      <Group title={say('devices.folders')} none={say('devices.no_folder')}>
        {folders.map(card)}
      </Group>
    </div>
  );
}

interface GroupProps {
  readonly title: string;
  /** What is said where there is none of them. */
  readonly none: string;
  readonly children: readonly ReactNode[];
}

function Group({ title, none, children }: GroupProps) {
  const titleId = useId();
  return (
    <section className="devices-group">
      <h2 id={titleId} className="devices-heading">
        {title}
      </h2>
      {children.length === 0 ? (
        <p className="devices-none quiet">{none}</p>
      ) : (
        <ul className="devices-list" aria-labelledby={titleId}>
          {children}
        </ul>
      )}
    </section>
  );
}

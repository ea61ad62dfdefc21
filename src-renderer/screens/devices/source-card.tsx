// One device or folder: its name and place, how it stands, what came from it, and what can be done.
import { Progress, Switch } from '@mantine/core';
import { useId } from 'react';
import type { Source } from '../../../src-worker/contract/sources.ts';
import { CalmButton } from '../../components/calm-button.tsx';
import { sourceName } from '../../text/source-name.ts';
import { useText } from '../../text/use-text.ts';
import { changeFor, deedsOf, type DeedName, type SourceChange } from './source-deeds.ts';
import { SourceIcon, ToneIcon } from './source-icons.tsx';
import {
  lastSeenText,
  offersUnfinished,
  placeText,
  sourceCounts,
  sourceStory,
  sourceTone,
  tellsLimitedWatching,
} from './source-text.ts';
import type { SourceChanges } from './use-source-changes.ts';

interface SourceCardProps {
  readonly source: Source;
  /** Where Tab comes into the list. */
  readonly isStop: boolean;
  /** The athlete wants nothing to be taken in for now. */
  readonly isPaused: boolean;
  readonly changes: SourceChanges;
}

export function SourceCard({ source, isStop, isPaused, changes }: SourceCardProps) {
  const { say, reader } = useText();
  const nameId = useId();
  const storyId = useId();
  const { happened, safe, next } = sourceStory(source, isPaused, say);
  const { state, hints, sourceId } = source;
  const name = sourceName(source, say);
  const place = placeText(source);
  const facts = [...sourceCounts(source, say), lastSeenText(source, say, reader)].filter(
    (part) => part !== null,
  );
  return (
    <li className="source-item">
      <article
        className="source"
        data-key={sourceId}
        data-tone={sourceTone(source)}
        tabIndex={isStop ? 0 : -1}
        aria-labelledby={nameId}
        aria-describedby={storyId}
      >
        <SourceIcon source={source} />
        <div className="source-head">
          <h3 id={nameId} className="source-name one-line">
            <bdi>{name}</bdi>
          </h3>
          {place !== null && (
            <p className="source-place quiet one-line" title={place}>
              <bdi>{place}</bdi>
            </p>
          )}
        </div>
        <div className="source-body readable">
          <div id={storyId} className="source-story">
            <p className="source-happened">
              <ToneIcon tone={sourceTone(source)} />
              <span>{happened}</span>
            </p>
            {safe !== '' && <p className="quiet">{safe}</p>}
            {next !== '' && <p>{next}</p>}
          </div>
          {state.kind === 'importing' && (
            <Progress
              className="source-progress"
              size={4}
              value={(100 * state.filesDone) / state.filesAll}
              aria-label={say('source.progress')}
            />
          )}
          {state.kind === 'no_volume' && hints.length > 0 && (
            <ol className="source-hints">
              {hints.map((hint) => (
                <li key={hint}>{say(`hint.${hint}`, { vendor: source.vendor ?? '' })}</li>
              ))}
            </ol>
          )}
          {facts.length > 0 && <p className="quiet">{facts.join(' · ')}</p>}
          {tellsLimitedWatching(source) && <p className="quiet">{say('source.limited')}</p>}
          {offersUnfinished(source) && (
            <div className="source-unfinished">
              <p>{say('source.unfinished')}</p>
              <DeedButton deed="import_unfinished" source={source} name={name} changes={changes} />
            </div>
          )}
        </div>
        <div className="source-deeds" data-deeds>
          {source.kind === 'folder' && <FolderSwitches source={source} name={name} changes={changes} />}
          {deedsOf(source).map((deed) => (
            <DeedButton key={deed} deed={deed} source={source} name={name} changes={changes} />
          ))}
        </div>
      </article>
    </li>
  );
}

interface PartProps {
  readonly source: Source;
  readonly name: string;
  readonly changes: SourceChanges;
}

function DeedButton({ deed, source, name, changes }: PartProps & { readonly deed: DeedName }) {
  const { say } = useText();
  const word = say(`deed.${deed}`);
  return (
    <CalmButton
      deed={deed}
      variant={deed === 'read' ? 'filled' : 'default'}
      name={say('deed.named', { deed: word, name })}
      isOff={changes.isChanging(source.sourceId)}
      onPress={() => changes.change(source, changeFor(deed, source.sourceId))}
    >
      {word}
    </CalmButton>
  );
}

function FolderSwitches({ source, name, changes }: PartProps) {
  const { say } = useText();
  const { sourceId, isOn, isRecursive } = source;
  // Also while another change is being saved: each says what is to be, and who turns two switches means both.
  const change = (asked: SourceChange) => changes.change(source, asked);
  return (
    <div className="source-switches">
      <Switch
        size="xs"
        labelPosition="left"
        data-deed="subfolders"
        label={say('source.subfolders')}
        aria-label={say('source.subfolders_named', { name })}
        checked={isRecursive}
        onChange={() => change({ change: 'subfolders', sourceId, isRecursive: !isRecursive })}
      />
      <Switch
        size="xs"
        labelPosition="left"
        data-deed="switch"
        label={say('source.watch')}
        aria-label={say('source.watch_named', { name })}
        checked={isOn}
        onChange={() => change({ change: 'switch', sourceId, isOn: !isOn })}
      />
    </div>
  );
}

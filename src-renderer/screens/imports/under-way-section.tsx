// What is being taken in, or waits because imports are paused: how far each is, and the buttons that hold or stop it.
import { Button } from '@mantine/core';
import { useRef, useState } from 'react';
import type { PauseAnswer } from '../../../src-worker/contract/desktop-channels.ts';
import { isCounted, type ImportRun } from '../../../src-worker/contract/import-job.ts';
import { desktop } from '../../desktop/desktop.ts';
import { pauseImports } from '../../desktop/imports-paused.ts';
import { useEngine } from '../../engine/start-engine.ts';
import { remainingSeconds, type Paces } from '../../engine/pace.ts';
import { formatInstant } from '../../text/format-date.ts';
import { originText } from '../../text/import-origin.ts';
import { progressText } from '../../text/import-progress.ts';
import { useText } from '../../text/use-text.ts';
import './under-way-section.css';

interface UnderWayProps {
  readonly runs: readonly ImportRun[];
  readonly paces: Paces;
  readonly isPaused: boolean;
}

export function UnderWaySection({ runs, paces, isPaused }: UnderWayProps) {
  const { say, reader } = useText();
  const { life } = useEngine();
  const [answer, setAnswer] = useState<PauseAnswer | null>(null);
  const section = useRef<HTMLElement>(null);
  const running = runs.filter(({ finishedAt }) => finishedAt === null);
  if (life.kind === 'read_only' || (running.length === 0 && !isPaused)) return null;
  const waiting = running.reduce((sum, { filesFound, filesDone }) => sum + filesFound - filesDone, 0);
  const change = () => void pauseImports(!isPaused).then(setAnswer);
  const stop = (importId: string) => {
    // Its button goes with it, and the keyboard must not be left nowhere.
    section.current?.focus();
    desktop.stopImport(importId).catch(() => undefined);
  };
  return (
    <section ref={section} className="under-way" tabIndex={-1} aria-label={say('under_way.title')}>
      <div className="under-way-line">
        <p className="under-way-words">
          {isPaused ? say('under_way.paused', { count: waiting }) : say('under_way.going')}
        </p>
        <Button size="xs" variant={isPaused ? 'filled' : 'default'} onClick={change}>
          {say(isPaused ? 'under_way.go_on' : 'under_way.pause')}
        </Button>
      </div>
      {answer !== null && answer.kind !== 'pause' && (
        <p role="alert">
          {say('under_way.not_saved', { code: answer.kind === 'not_saved' ? answer.systemCode : '' })}
        </p>
      )}
      {running.map((run) => {
        const name = say('import.name', {
          origin: originText(run, say),
          when: formatInstant(run.startedAt, reader),
        });
        const text = progressText(
          {
            filesDone: run.filesDone,
            filesFound: run.filesFound,
            isListed: isCounted(run),
            remainingSeconds: remainingSeconds(paces, run),
            isPaused,
          },
          say,
        );
        return (
          <div key={run.importId} className="under-way-line">
            <p className="under-way-words quiet one-line">
              {name} · {text}
            </p>
            <Button
              size="xs"
              variant="default"
              aria-label={say('under_way.stop_named', { name })}
              onClick={() => stop(run.importId)}
            >
              {say('under_way.stop')}
            </Button>
          </div>
        );
      })}
    </section>
  );
}

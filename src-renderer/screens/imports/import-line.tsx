// One line of the imports tree: an import, or a file of it.
import { Progress } from '@mantine/core';
import { ChevronRight } from 'lucide-react';
import { memo } from 'react';
import { OutcomeIcon } from '../../components/outcome-icon.tsx';
import type { Text } from '../../text/use-text.ts';
import type { FileRow, RunRow } from './import-list-rows.ts';
import './import-line.css';

export function RunLine({ row, text }: { readonly row: RunRow; readonly text: Text }) {
  const { run, progress } = row;
  const { rejected, failed } = run.counts;
  return (
    <div className="run-line" data-open={row.isOpen}>
      <ChevronRight className="run-chevron" size={15} aria-hidden="true" />
      <span className="run-words">
        <span className="run-name one-line">{row.name}</span>
        <span className="run-counts quiet one-line">
          {progress === null ? row.extent : progress.text}
          {row.counts.map((count) => (
            <span key={count}> · {count}</span>
          ))}
        </span>
      </span>
      {progress !== null && (
        <Progress
          className="run-progress"
          size={4}
          value={progress.filesFound === 0 ? 0 : (100 * progress.filesDone) / progress.filesFound}
          aria-label={text.say('import.progress')}
        />
      )}
      {progress === null && rejected + failed > 0 && (
        <OutcomeIcon outcome={rejected > 0 && failed === 0 ? 'rejected' : 'failed'} />
      )}
    </div>
  );
}

export interface FileLineProps {
  readonly outcome: FileRow['receipt']['outcome'];
  readonly name: string;
  readonly ending: string;
}

/** Drawn once: while an import goes on, the same lines only move. */
export const FileLine = memo(function FileLine({ outcome, name, ending }: FileLineProps) {
  return (
    <div className="file-line">
      <OutcomeIcon outcome={outcome} />
      <bdi className="one-line">{name}</bdi>
      <span className="file-ending quiet one-line">{ending}</span>
    </div>
  );
});

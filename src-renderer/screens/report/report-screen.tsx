// The report for support: its exact bytes, before anything is saved, and what is in it in one sentence.
import { Button } from '@mantine/core';
import { useCallback, useMemo, useState } from 'react';
import type { SaveAnswer } from '../../../src-worker/contract/desktop-channels.ts';
import { assertNever } from '../../../src-worker/contract/result.ts';
import { LateSkeleton } from '../../components/late-skeleton.tsx';
import { Screen } from '../../components/screen.tsx';
import { desktop } from '../../desktop/desktop.ts';
import { useAnswer } from '../../desktop/use-answer.ts';
import { formatSize } from '../../text/format-number.ts';
import type { Say } from '../../text/say.ts';
import { useText } from '../../text/use-text.ts';
import './report-screen.css';

export function ReportScreen({ onClose }: { readonly onClose: () => void }) {
  const { say } = useText();
  const [attempt, setAttempt] = useState(1);
  // Each attempt is a question of its own.
  const compose = useCallback(() => (attempt > 0 ? desktop.composeDiagnostics() : neverAsked()), [attempt]);
  const answer = useAnswer(compose);
  return (
    <Screen title={say('report.title')}>
      <div className="report">
        <p className="report-words readable">{say('report.what')}</p>
        {answer === null ? (
          <>
            <p className="quiet" role="status">
              {say('report.composing')}
            </p>
            <LateSkeleton />
          </>
        ) : answer.kind === 'bundle' ? (
          <Bundle key={answer.bundleId} bundleId={answer.bundleId} text={answer.text} onClose={onClose} />
        ) : (
          <>
            <p role="status">{say(`report.${answer.kind}`)}</p>
            <div className="report-actions">
              {answer.kind === 'not_now' && (
                <Button size="xs" variant="filled" onClick={() => setAttempt(attempt + 1)}>
                  {say('report.again')}
                </Button>
              )}
              <Button size="xs" variant="default" onClick={onClose}>
                {say('report.close')}
              </Button>
            </div>
          </>
        )}
      </div>
    </Screen>
  );
}

const neverAsked = () => Promise.resolve({ kind: 'refused' } as const);

interface BundleProps {
  readonly bundleId: string;
  readonly text: string;
  readonly onClose: () => void;
}

function Bundle({ bundleId, text, onClose }: BundleProps) {
  const { say, reader } = useText();
  const [saved, setSaved] = useState<SaveAnswer | null>(null);
  const sizeBytes = useMemo(() => new TextEncoder().encode(text).length, [text]);
  const save = () => {
    desktop.saveDiagnostics(bundleId).then(setSaved, () => setSaved({ kind: 'refused' }));
  };
  return (
    <>
      <p className="quiet">{say('report.size', { size: formatSize(sizeBytes, reader) })}</p>
      <pre className="report-bytes code readable" tabIndex={0} role="region" aria-label={say('report.bytes')}>
        {text}
      </pre>
      <div className="report-actions">
        <Button size="xs" variant="filled" onClick={save}>
          {say('report.save')}
        </Button>
        <Button size="xs" variant="default" onClick={onClose}>
          {say('report.close')}
        </Button>
        <p className="report-saved" role="status">
          {saved === null ? '' : savedText(saved, say)}
        </p>
      </div>
    </>
  );
}

function savedText(answer: SaveAnswer, say: Say): string {
  switch (answer.kind) {
    case 'saved':
      return say('report.saved', { name: answer.name });
    case 'cancelled':
    case 'not_saved':
    case 'refused':
      return say(`report.${answer.kind}`);
    default:
      return assertNever(answer);
  }
}

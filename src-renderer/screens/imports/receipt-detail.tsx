// A receipt: what became of one file and of each activity in it, why, what is safe, and what to do.
import { countEndings } from '../../../src-worker/contract/outcome.ts';
import type { ReceiptEntry } from '../../../src-worker/contract/receipt.ts';
import { Facts, fact } from '../../components/facts.tsx';
import { LateSkeleton } from '../../components/late-skeleton.tsx';
import { OutcomeIcon } from '../../components/outcome-icon.tsx';
import { useReceipt, type ReceiptRow } from '../../engine/live.ts';
import { countTexts } from '../../text/counts.ts';
import type { Telling } from '../../text/endings.ts';
import { formatInstant } from '../../text/format-date.ts';
import { formatSize } from '../../text/format-number.ts';
import { receiptName } from '../../text/receipt-name.ts';
import { useTelling } from '../../text/use-telling.ts';
import { visibleName } from '../../text/visible-name.ts';
import { DetailHead } from '../details/detail-head.tsx';
import { DetailSection } from '../details/detail-section.tsx';
import type { Places } from '../place.ts';
import { AgainOffer } from './again-offer.tsx';
import { EntryStory } from './entry-story.tsx';
import { NoteSection } from './note-section.tsx';
import { SupportSection } from './support-section.tsx';
import { TimingsSection } from './timings-section.tsx';
import './receipt-detail.css';

interface ReceiptDetailProps {
  readonly jobId: string;
  readonly places: Places;
}

export function ReceiptDetail({ jobId, places }: ReceiptDetailProps) {
  const telling = useTelling();
  const { say } = telling;
  const receipt = useReceipt(jobId);
  if (receipt === undefined) return <LateSkeleton />;
  if (receipt === null) return <p className="detail-content quiet">{say('receipt.gone')}</p>;
  const { entries } = receipt;

  return (
    <div className="detail-content">
      <DetailHead icon={<OutcomeIcon outcome={receipt.outcome} />} title={receiptName(receipt, say)}>
        <span>{say(`outcome_word.${receipt.outcome}`)}</span>
        {entries.length > 1 && <span>{countTexts(countEndings(entries), say).join(', ')}</span>}
      </DetailHead>
      {entries.map((entry, index) => (
        <EntryStory
          // An entry has no name of its own: its place in the file is what tells it from the others.
          key={index}
          entry={entry}
          place={{ jobId, entry: index }}
          position={entries.length > 1 ? { index, count: entries.length } : null}
          fileName={receipt.file.name}
          places={places}
          telling={telling}
        />
      ))}
      <AgainOffer key={jobId} jobId={jobId} telling={telling} />
      <FileSection receipt={receipt} telling={telling} />
      <TimingsSection timingsMs={receipt.timingsMs} />
      <NoteSection key={`note ${jobId}`} jobId={jobId} places={places} telling={telling} />
      <SupportSection receipt={receipt} places={places} />
    </div>
  );
}

const formatsOf = (entries: readonly ReceiptEntry[]): string =>
  [...new Set(entries.flatMap(({ format }) => (format === null ? [] : [format.toUpperCase()])))].join(', ');

function FileSection({ receipt, telling }: { readonly receipt: ReceiptRow; readonly telling: Telling }) {
  const { say, reader } = telling;
  const { file } = receipt;
  return (
    <DetailSection title={say('receipt.file')} isFolded>
      <Facts
        facts={[
          ...fact(say('receipt.file_place'), <span className="code">{visibleName(file.path)}</span>),
          ...fact(
            say('receipt.file_size'),
            file.sizeBytes === null ? null : formatSize(file.sizeBytes, reader),
          ),
          ...fact(say('receipt.file_format'), formatsOf(receipt.entries)),
          ...fact(say('receipt.read_at'), formatInstant(receipt.finishedAt, reader)),
        ]}
      />
    </DetailSection>
  );
}

// What support needs to know of a receipt: codes and keys, small, below everything a person reads.
import { Button } from '@mantine/core';
import type { ReceiptRow } from '../../engine/live.ts';
import type { ReceiptEntry } from '../../../src-worker/contract/receipt.ts';
import { Facts, fact, type Fact } from '../../components/facts.tsx';
import type { Say } from '../../text/say.ts';
import { useText } from '../../text/use-text.ts';
import type { Places } from '../place.ts';
import { DetailSection } from '../details/detail-section.tsx';

const coded = (name: string, value: string | null | undefined): readonly Fact[] =>
  value === null || value === undefined ? [] : fact(name, <span className="code">{value}</span>);

/** What a failure knows beside its kind: “too_slow, limitSeconds 10”. */
function failureFacts({ ending }: ReceiptEntry): string | null {
  if (ending.kind !== 'failed') return null;
  const { kind, ...facts } = ending.failure;
  return [kind, ...Object.entries(facts).map(([name, value]) => `${name} ${String(value)}`)].join(', ');
}

function entryFacts(entry: ReceiptEntry, say: Say): readonly Fact[] {
  const { error, dedup, write, mappingVersion, sha256 } = entry;
  return [
    ...coded(say('support.code'), error?.code),
    ...coded(say('support.class'), error?.class),
    ...coded(say('support.field'), error?.field),
    ...coded(say('support.facts'), failureFacts(entry)),
    ...coded(say('support.message'), error?.message),
    ...coded(say('support.decision'), dedup && `${dedup.decision} / ${dedup.outcome}`),
    ...coded(say('support.rule'), dedup?.rule),
    ...coded(say('support.write'), write?.result),
    ...coded(say('support.identity'), write?.sourceIdentityKey ?? dedup?.matched?.sourceIdentityKey),
    ...coded(say('support.event'), write?.eventId),
    ...coded(say('support.key'), write?.idempotencyKey),
    ...coded(say('support.fingerprint'), write?.payloadFingerprint),
    ...coded(say('support.mapping'), mappingVersion),
    ...coded(say('support.sha256'), sha256),
  ];
}

interface SupportSectionProps {
  readonly receipt: ReceiptRow;
  readonly places: Places;
}

export function SupportSection({ receipt, places }: SupportSectionProps) {
  const { say } = useText();
  const isSingle = receipt.entries.length === 1;
  return (
    <DetailSection title={say('receipt.support')} isFolded>
      <div className="support quiet">
        <div className="detail-actions">
          <Button size="xs" variant="default" onClick={() => places.jump({ screen: 'report' })}>
            {say('report.open')}
          </Button>
        </div>
        <Facts
          facts={[
            ...coded(say('support.job'), receipt.jobId),
            ...(isSingle ? [] : coded(say('support.sha256'), receipt.file.sha256)),
          ]}
        />
        {receipt.entries.map((entry, index) => (
          <div key={index} className="support-entry">
            {!isSingle && (
              <p>{say('receipt.entry', { position: index + 1, count: receipt.entries.length })}</p>
            )}
            <Facts facts={entryFacts(entry, say)} />
          </div>
        ))}
      </div>
    </DetailSection>
  );
}

// What is uncertain about an activity, said in full.
import type { QualityFlag } from '../../../src-worker/contract/activity-summary.ts';
import { allDoubts } from '../../text/doubts.ts';
import { useText } from '../../text/use-text.ts';
import { DetailSection } from './detail-section.tsx';

export function DoubtsSection({ flags }: { readonly flags: readonly QualityFlag[] }) {
  const { say } = useText();
  if (flags.length === 0) return null;
  return (
    <DetailSection title={say('doubt.title')}>
      <ul className="doubts readable">
        {allDoubts(flags, say).map((doubt) => (
          <li key={doubt} className="doubt">
            <span className="doubt-sign" aria-hidden="true">
              ≈
            </span>
            {doubt}
          </li>
        ))}
      </ul>
    </DetailSection>
  );
}

// How long each step of one file took.
import type { Timings } from '../../../src-worker/contract/receipt.ts';
import { Facts } from '../../components/facts.tsx';
import { formatMilliseconds } from '../../text/format-duration.ts';
import { useText } from '../../text/use-text.ts';
import { DetailSection } from '../details/detail-section.tsx';

const steps = ['staging', 'opening', 'decoding', 'judging'] as const satisfies (keyof Timings)[];

export function TimingsSection({ timingsMs }: { readonly timingsMs: Timings }) {
  const { say, reader } = useText();
  const totalMs = steps.reduce((sum, step) => sum + timingsMs[step], 0);
  return (
    <DetailSection title={say('timing.title')} isFolded>
      <Facts
        facts={[
          ...steps.map((step) => ({
            name: say(`timing.${step}`),
            value: formatMilliseconds(timingsMs[step], reader),
          })),
          { name: say('timing.total'), value: formatMilliseconds(totalMs, reader) },
        ]}
      />
    </DetailSection>
  );
}

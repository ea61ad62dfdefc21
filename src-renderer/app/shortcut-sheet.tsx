// The keyboard sheet, shown in the detail panel: every key there is.
import { Kbd } from '@mantine/core';
import type { TextId } from '../text/english.ts';
import { useText } from '../text/use-text.ts';
import { DetailSection } from '../screens/details/detail-section.tsx';
import { detailTitleId } from '../components/landmarks.ts';
import './shortcut-sheet.css';

interface KeyRow {
  readonly does: TextId;
  /** Alternatives; each a chord. */
  readonly keys: readonly (readonly string[])[];
}

const command = navigator.userAgent.includes('Mac') ? '⌘' : 'Ctrl';

const everywhere: readonly KeyRow[] = [
  { does: 'keys.open', keys: [[command, 'O']] },
  { does: 'keys.search', keys: [[command, 'F']] },
  { does: 'keys.places', keys: [[command, '1 … 6']] },
  { does: 'keys.back', keys: [['Esc']] },
  { does: 'keys.sheet', keys: [['?']] },
  { does: 'keys.quit', keys: [[command, 'Q']] },
];

const inLists: readonly KeyRow[] = [
  { does: 'keys.next', keys: [['J'], ['↓']] },
  { does: 'keys.previous', keys: [['K'], ['↑']] },
  { does: 'keys.ends', keys: [['Home'], ['End']] },
  { does: 'keys.detail', keys: [['Enter']] },
  { does: 'keys.deeds', keys: [['Enter']] },
  { does: 'keys.fold', keys: [['→'], ['←']] },
];

export function ShortcutSheet() {
  const { say } = useText();
  return (
    <div className="detail-content">
      <h2 id={detailTitleId} className="detail-title" tabIndex={-1}>
        {say('keys.title')}
      </h2>
      <KeyTable title={say('keys.everywhere')} rows={everywhere} />
      <KeyTable title={say('keys.in_lists')} rows={inLists} />
    </div>
  );
}

function KeyTable({ title, rows }: { readonly title: string; readonly rows: readonly KeyRow[] }) {
  const { say } = useText();
  return (
    <DetailSection title={title}>
      <dl className="keys">
        {rows.map(({ does, keys }) => (
          <div key={does} className="key-row">
            <dt>{say(does)}</dt>
            <dd>
              {keys.map((chord, index) => (
                <span key={chord.join(' ')}>
                  {index > 0 && <span className="quiet"> {say('keys.or')} </span>}
                  {chord.map((key) => (
                    <Kbd key={key} size="xs">
                      {key}
                    </Kbd>
                  ))}
                </span>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </DetailSection>
  );
}

// Files that could not be read for a reason that may have passed: why, since when, and what to do about each or all of them.
import { UnstyledButton } from '@mantine/core';
import { useRef } from 'react';
import { reasonToTryAgain } from '../../../src-worker/contract/again.ts';
import { OutcomeIcon } from '../../components/outcome-icon.tsx';
import { useDeadLetters, type DeadLetter, type ReceiptRow } from '../../engine/live.ts';
import { shortEnding, type Telling } from '../../text/endings.ts';
import { formatInstant } from '../../text/format-date.ts';
import { receiptName } from '../../text/receipt-name.ts';
import { CalmButton } from '../../components/calm-button.tsx';
import { useAgain } from './use-again.ts';
import { useLostFocus, useRowsFocus, type OnLost } from './use-lost-focus.ts';
import './again-section.css';

/** A device that went away may leave thousands. */
const shownRows = 20;

interface AgainSectionProps {
  readonly telling: Telling;
  readonly onShow: (receipt: ReceiptRow) => void;
}

export function AgainSection({ telling, onShow }: AgainSectionProps) {
  const { say } = telling;
  const letters = useDeadLetters(shownRows);
  const { tryAgain, dismiss, isWaiting, isReadOnly, trouble } = useAgain(say);
  const list = useRef<HTMLUListElement>(null);
  const onLost = useLostFocus(list);
  if (letters === undefined || letters.count === 0) return null;
  const { count, waiting, newest } = letters;
  return (
    <section className="again" aria-labelledby="again-title">
      <div className="again-head">
        <h2 id="again-title" className="again-title">
          {say('again.title')}
        </h2>
        <p className="again-what quiet">{say('again.what', { count })}</p>
        {!isReadOnly && count > 1 && (
          <TryAll
            label={say('again.all')}
            isOff={isWaiting || waiting.length === 0}
            onLost={onLost}
            onPress={() => tryAgain(waiting)}
          />
        )}
      </div>
      <ul ref={list} className="again-list" aria-label={say('again.list')}>
        {newest.map((letter) => (
          // By path: a try that ends alike gives the file another receipt, and the row stays.
          <AgainRow
            key={letter.row.path}
            letter={letter}
            telling={telling}
            isWaiting={isWaiting}
            isReadOnly={isReadOnly}
            onLost={onLost}
            onShow={onShow}
            onTry={() => tryAgain([letter.row.jobId])}
            onDismiss={() => dismiss(letter.row.jobId)}
          />
        ))}
      </ul>
      {count > newest.length && (
        <p className="again-more quiet">{say('again.more', { count: count - newest.length })}</p>
      )}
      <p className="again-trouble" aria-live="polite">
        {trouble}
      </p>
    </section>
  );
}

interface TryAllProps {
  readonly label: string;
  readonly isOff: boolean;
  readonly onLost: OnLost;
  readonly onPress: () => void;
}

function TryAll({ label, isOff, onLost, onPress }: TryAllProps) {
  const box = useRef<HTMLSpanElement>(null);
  useRowsFocus(box, onLost);
  return (
    <span ref={box}>
      <CalmButton isOff={isOff} onPress={onPress}>
        {label}
      </CalmButton>
    </span>
  );
}

interface AgainRowProps {
  readonly letter: DeadLetter;
  readonly telling: Telling;
  readonly isWaiting: boolean;
  readonly isReadOnly: boolean;
  readonly onLost: OnLost;
  readonly onShow: (receipt: ReceiptRow) => void;
  readonly onTry: () => void;
  readonly onDismiss: () => void;
}

function AgainRow(props: AgainRowProps) {
  const { letter, telling, isWaiting, isReadOnly, onLost, onShow, onTry, onDismiss } = props;
  const { say, reader } = telling;
  const { receipt, row, isUnderWay } = letter;
  const item = useRef<HTMLLIElement>(null);
  useRowsFocus(item, onLost);
  const file = receiptName(receipt, say);
  // Of an archive, the entry that may be read another time.
  const reason = reasonToTryAgain(receipt.entries);
  return (
    <li ref={item} className="again-row">
      <OutcomeIcon outcome="failed" />
      <UnstyledButton className="again-name one-line" data-deed="show" onClick={() => onShow(receipt)}>
        <bdi>{file}</bdi>
      </UnstyledButton>
      <span className="again-why quiet">
        {reason !== null && shortEnding(reason, telling)}
        <span className="again-when"> · {formatInstant(row.failedAt, reader)}</span>
      </span>
      {!isReadOnly && (
        <span className="again-deeds">
          <CalmButton
            deed="try"
            name={say(isUnderWay ? 'again.under_way_named' : 'again.try_named', { file })}
            isOff={isWaiting || isUnderWay}
            onPress={onTry}
          >
            {say(isUnderWay ? 'again.under_way' : 'again.try')}
          </CalmButton>
          <CalmButton
            deed="dismiss"
            variant="subtle"
            name={say('again.dismiss_named', { file })}
            isOff={isWaiting || isUnderWay}
            onPress={onDismiss}
          >
            {say('again.dismiss')}
          </CalmButton>
        </span>
      )}
    </li>
  );
}

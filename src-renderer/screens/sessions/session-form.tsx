// The form of a session by hand, new or corrected. What a field still wants is said beside it, when the athlete saves.
import { ActionIcon, Button, NativeSelect, TextInput } from '@mantine/core';
import { Plus, X } from 'lucide-react';
import { useRef, useState, type SubmitEvent } from 'react';
import { manualSessionKey, type ManualSession } from '../../../src-worker/contract/manual-session.ts';
import { assertNever } from '../../../src-worker/contract/result.ts';
import type { DecisionAnswer } from '../../../src-worker/contract/athlete-decision.ts';
import { LateSkeleton } from '../../components/late-skeleton.tsx';
import { useManualSession } from '../../engine/live.ts';
import { decide } from '../../engine/start-engine.ts';
import type { TextId } from '../../text/english.ts';
import { sportWord } from '../../text/sports.ts';
import { useTelling } from '../../text/use-telling.ts';
import { DetailHead } from '../details/detail-head.tsx';
import type { Places } from '../place.ts';
import { keepDraft, keptDraft, letDraftGo } from './kept-draft.ts';
import {
  distanceUnit,
  draftOf,
  newSet,
  readDraft,
  sportChoices,
  weightUnit,
  type DraftField,
  type DraftTroubles,
  type SessionDraft,
  type SetDraft,
} from './session-draft.ts';
import './session-form.css';

interface SessionFormProps {
  /** What is corrected; null: a new one. */
  readonly sessionId: string | null;
  readonly places: Places;
}

export function SessionForm({ sessionId, places }: SessionFormProps) {
  const standing = useManualSession(sessionId);
  const { say } = useTelling();
  if (standing === undefined) return <LateSkeleton />;
  if (sessionId !== null && standing === null)
    return <p className="detail-content quiet">{say('session.gone')}</p>;
  return <Fields key={sessionId} standing={standing} places={places} />;
}

const noTroubles: DraftTroubles = new Map();

function Fields({ standing, places }: { readonly standing: ManualSession | null; readonly places: Places }) {
  const telling = useTelling();
  const { say, reader, now } = telling;
  const correcting = standing?.session_id ?? null;
  const [begun] = useState(
    () =>
      keptDraft(correcting) ?? {
        correcting,
        sessionId: correcting ?? crypto.randomUUID(),
        draft: draftOf(standing, reader, now),
      },
  );
  const [draft, setDraft] = useState(begun.draft);
  const [troubles, setTroubles] = useState(noTroubles);
  const [notWritten, setNotWritten] = useState<TextId | null>(null);
  const [isSaving, setSaving] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const sessionKey = manualSessionKey(begun.sessionId);
  const units = { distance: distanceUnit(draft.workoutType, reader), weight: weightUnit(reader) };

  const change = (changed: Partial<SessionDraft>, ...answered: readonly DraftField[]) => {
    const next = { ...draft, ...changed };
    setDraft(next);
    keepDraft({ ...begun, draft: next });
    setTroubles(new Map([...troubles].filter(([field]) => !answered.includes(field))));
  };
  const leave = () => {
    letDraftGo();
    places.open({ screen: 'activities', activityKey: correcting === null ? null : sessionKey }, true);
  };
  const save = async (event: SubmitEvent) => {
    event.preventDefault();
    if (isSaving) return;
    const read = readDraft(draft, { standing, reader, now: new Date() });
    setNotWritten(null);
    setTroubles(read.ok ? noTroubles : read.failure);
    if (!read.ok) {
      focusOn(form.current, read.failure);
      return;
    }
    setSaving(true);
    const answer = await decide({
      kind: 'log_session',
      sessionId: begun.sessionId,
      written: read.value,
    }).catch((): DecisionAnswer => ({ kind: 'not_now' }));
    setSaving(false);
    const trouble = troubleOf(answer);
    setNotWritten(trouble);
    if (trouble !== null) return;
    letDraftGo();
    places.open({ screen: 'activities', activityKey: sessionKey }, true);
  };

  const field = (name: DraftField) => {
    const trouble = troubles.get(name);
    return { name, ...(trouble === undefined ? {} : { error: say(trouble) }) };
  };
  return (
    <form
      ref={form}
      className="detail-content session-form"
      noValidate
      onSubmit={(event) => void save(event)}
    >
      <DetailHead icon={null} title={say(standing === null ? 'session.log' : 'session.correct_title')}>
        <span>{say('session.how')}</span>
      </DetailHead>
      <NativeSelect
        label={say('session.sport')}
        data={sportsWith(draft.workoutType).map((value) => ({ value, label: sportWord(value, say) }))}
        value={draft.workoutType}
        onChange={(event) => change({ workoutType: event.currentTarget.value }, 'distance')}
      />
      <div className="session-pair">
        <TextInput
          {...field('day')}
          type="date"
          label={say('session.day')}
          value={draft.day}
          onChange={(event) => change({ day: event.currentTarget.value }, 'day')}
        />
        <TextInput
          {...field('time')}
          type="time"
          label={say('session.time')}
          {...zoneHint(standing?.session.timezone, reader.timeZone, (zone) => say('session.zone', { zone }))}
          value={draft.time}
          onChange={(event) => change({ time: event.currentTarget.value }, 'time', 'day')}
        />
      </div>
      <TextInput
        {...field('duration')}
        label={say('session.duration')}
        description={say('session.duration_hint')}
        autoComplete="off"
        value={draft.duration}
        onChange={(event) => change({ duration: event.currentTarget.value }, 'duration')}
      />
      <TextInput
        {...field('distance')}
        label={say('session.distance', { unit: units.distance.symbol })}
        inputMode="decimal"
        autoComplete="off"
        value={draft.distance}
        onChange={(event) => change({ distance: event.currentTarget.value }, 'distance')}
      />
      <TextInput
        label={say('session.title')}
        autoComplete="off"
        maxLength={200}
        value={draft.title}
        onChange={(event) => change({ title: event.currentTarget.value })}
      />
      <fieldset className="session-sets">
        <legend>{say('session.sets')}</legend>
        {draft.sets.map((set, index) => (
          <SetFields
            key={set.id}
            set={set}
            number={index + 1}
            weightSymbol={units.weight.symbol}
            field={field}
            onChange={(changed) =>
              change(
                { sets: draft.sets.map((each) => (each.id === set.id ? { ...each, ...changed } : each)) },
                `exercise-${set.id}`,
                `reps-${set.id}`,
                `weight-${set.id}`,
              )
            }
            onLeaveOut={() => change({ sets: draft.sets.filter(({ id }) => id !== set.id) })}
          />
        ))}
        <Button
          size="xs"
          variant="default"
          leftSection={<Plus size={14} aria-hidden="true" />}
          onClick={() => change({ sets: [...draft.sets, newSet(draft.sets)] })}
        >
          {say('session.add_set')}
        </Button>
      </fieldset>
      <p role="alert" className="session-trouble">
        {notWritten !== null && say(notWritten)}
      </p>
      <div className="detail-actions">
        <Button size="xs" variant="filled" type="submit" loading={isSaving}>
          {say(standing === null ? 'session.save' : 'session.save_correction')}
        </Button>
        <Button size="xs" variant="default" onClick={leave}>
          {say('session.discard')}
        </Button>
      </div>
    </form>
  );
}

interface SetFieldsProps {
  readonly set: SetDraft;
  readonly number: number;
  readonly weightSymbol: string;
  readonly field: (name: DraftField) => { readonly name: string; readonly error?: string };
  readonly onChange: (changed: Partial<SetDraft>) => void;
  readonly onLeaveOut: () => void;
}

function SetFields({ set, number, weightSymbol, field, onChange, onLeaveOut }: SetFieldsProps) {
  const { say } = useTelling();
  return (
    <div role="group" aria-label={say('session.set', { number })} className="session-set">
      <TextInput
        {...field(`exercise-${set.id}`)}
        size="xs"
        label={say('session.exercise')}
        autoComplete="off"
        maxLength={200}
        value={set.exercise}
        onChange={(event) => onChange({ exercise: event.currentTarget.value })}
      />
      <TextInput
        {...field(`reps-${set.id}`)}
        size="xs"
        label={say('session.reps')}
        inputMode="decimal"
        autoComplete="off"
        value={set.reps}
        onChange={(event) => onChange({ reps: event.currentTarget.value })}
      />
      <TextInput
        {...field(`weight-${set.id}`)}
        size="xs"
        label={say('session.weight', { unit: weightSymbol })}
        inputMode="decimal"
        autoComplete="off"
        value={set.weight}
        onChange={(event) => onChange({ weight: event.currentTarget.value })}
      />
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={say('session.leave_set_out', { number })}
        onClick={onLeaveOut}
      >
        <X size={15} aria-hidden="true" />
      </ActionIcon>
    </div>
  );
}

/** A sport that nobody wrote a word for stays what it is. */
const sportsWith = (workoutType: string): readonly string[] => [...new Set([...sportChoices, workoutType])];

/** Where it was written down in another zone, its times are those of there. */
const zoneHint = (
  timeZone: string | undefined,
  here: string,
  hint: (zone: string) => string,
): { readonly description?: string } =>
  timeZone === undefined || timeZone === here ? {} : { description: hint(timeZone) };

function focusOn(form: HTMLFormElement | null, troubles: DraftTroubles): void {
  const first = [...(form?.elements ?? [])].find(
    (element) =>
      element instanceof HTMLInputElement && [...troubles.keys()].some((name) => name === element.name),
  );
  if (first instanceof HTMLElement) first.focus();
}

/** Null where it is written down. */
function troubleOf(answer: DecisionAnswer): TextId | null {
  switch (answer.kind) {
    case 'done':
    case 'already':
      return null;
    case 'not_now':
      return 'session.not_now';
    case 'not_found':
    case 'not_applicable':
    case 'original_gone':
    case 'original_too_large':
    case 'not_readable':
      return 'session.not_taken';
    default:
      return assertNever(answer);
  }
}

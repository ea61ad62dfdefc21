// An earlier build's reader: this one's, made to say something else under an earlier revision.
import type { ExternalActivityDraft } from '../../src-worker/contract/external-activity.ts';
import type { MappedPart } from '../../src-worker/mapping/mapped-activity.ts';

type Said = Partial<Pick<ExternalActivityDraft, 'workout' | 'session'>>;

/** It read the same, but for what is given. */
export const earlierReader =
  (said: (draft: ExternalActivityDraft) => Said = () => ({})) =>
  (part: MappedPart): MappedPart => {
    if (part.kind !== 'activity') return part;
    const { draft } = part.mapped;
    const version = draft.source.external_event_version?.replace(/\d{4}$/, '0001') ?? '';
    const source = { ...draft.source, external_event_version: version };
    return { ...part, mapped: { ...part.mapped, draft: { ...draft, ...said(draft), source } } };
  };

export const readerWithoutDistance = earlierReader(({ workout }) => ({
  workout: { ...workout, distance_meters: undefined },
}));

export const readerOfAnotherZone = earlierReader(({ session }) => ({
  session: { ...session, timezone: 'America/Lima', local_date: '2026-05-11' },
}));

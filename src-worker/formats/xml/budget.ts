// What one document may make us hold, counted while it is read: points, laps and recordings.
import { limits } from '../../contract/limits.ts';
import type { Refuse } from './read.ts';

export interface Budget {
  readonly takeRecord: () => void;
  readonly takeRecording: () => void;
}

export function budget(refuse: Refuse): Budget {
  const counter = (limit: number) => {
    let taken = 0;
    return () => {
      taken += 1;
      if (taken > limit) refuse({ kind: 'too_many_records', limit });
    };
  };
  return { takeRecord: counter(limits.records), takeRecording: counter(limits.recordings) };
}

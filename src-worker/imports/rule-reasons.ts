// The reason of each verdict in words, one row per rule of the policy: what support reads on a receipt.
import type { DedupRule } from '../dedup/known-record.ts';

export const ruleReasons = {
  row_0: 'this activity was deleted by the athlete',
  row_1: 'no activity of this identity is known',
  row_2: 'the same version with the same content is known',
  row_3: 'the same version is known with other content',
  row_4: 'the version is newer than the latest known',
  row_5: 'the version is older than the latest known',
  row_6: 'it has no version, and its content is known',
  row_7: 'it has no version, and its content differs from what is known',
  row_8: 'it has a version, and no known record has one',
  row_9: 'another version is known with this very content',
  other_revision: 'the same recording is known, as another revision of the reader read it',
  re_read: 'its original was read again, and compared with what stands',
  known_bytes: 'these very bytes were imported whole before',
} as const satisfies Record<DedupRule, string>;

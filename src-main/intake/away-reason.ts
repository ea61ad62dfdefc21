// From what the system answered at the root of a source to why it is away.
import type { ReadFailure } from '../../src-worker/contract/failure.ts';
import { assertNever } from '../../src-worker/contract/result.ts';
import type { AwayReason } from '../../src-worker/contract/sources.ts';

/** Why a root can't be looked at. */
export function awayReasonOf(failure: ReadFailure): AwayReason {
  switch (failure.kind) {
    case 'path_not_found':
    case 'vanished_while_reading':
    case 'unplugged_while_reading':
    case 'link_broken':
      return 'not_there';
    case 'not_a_regular_file':
    case 'link_skipped':
      return 'not_a_folder';
    case 'permission_denied':
      return 'no_permission';
    case 'read_failed':
    case 'changed_while_reading':
    case 'file_too_large':
    case 'disk_full':
    case 'intake_stopped':
    case 'not_answering':
      return 'device_failed';
    default:
      return assertNever(failure);
  }
}

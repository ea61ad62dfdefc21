// What became of an export, in words. Pure.
import type { ExportAnswer } from '../../../src-worker/contract/desktop-channels.ts';
import { assertNever } from '../../../src-worker/contract/result.ts';
import type { Say } from '../../text/say.ts';

export function exportText(answer: ExportAnswer, say: Say): string {
  switch (answer.kind) {
    case 'exported': {
      const { name, records, originals, originalsNotReadable } = answer;
      const exported = say('own_data.exported', { name, records, originals });
      if (originalsNotReadable === 0) return exported;
      return `${exported} ${say('own_data.not_readable', { count: originalsNotReadable })}`;
    }
    case 'cancelled':
    case 'not_saved':
    case 'not_now':
    case 'refused':
      return say(`own_data.${answer.kind}`);
    default:
      return assertNever(answer);
  }
}

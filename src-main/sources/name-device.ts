// A device that was pulled is named on the receipt of what was being read: who reads a volume does not know what main calls it.
import type { IntakeNews } from '../intake/stage-order.ts';

/** `name`: of the source that the import came from; null or empty where it has none. */
export function withDeviceName(news: IntakeNews, name: string | null): IntakeNews {
  if (news.type !== 'refused' || news.file.failure.kind !== 'unplugged_while_reading') return news;
  if (name === null || name === '') return news;
  return { ...news, file: { ...news.file, failure: { ...news.file.failure, device: name } } };
}

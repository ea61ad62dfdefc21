// Orders for a face that is not there yet.
import { expect, test } from 'vitest';
import { createFaceOrders } from '../../../src-main/ipc/face-orders.ts';
import type { PageOrder } from '../../../src-worker/contract/page-orders.ts';

test('An order waits for the face, the last one counts, and a page that is loaded again waits anew', () => {
  const sent: unknown[] = [];
  const orders = createFaceOrders({ send: (_channel, ...args: unknown[]) => void sent.push(...args) });
  const show = (importId: string): PageOrder => ({ kind: 'show_imports', importId });
  orders.pageCame();
  orders.tell(show('one'));
  orders.tell(show('two'));
  orders.tell({ kind: 'imports_paused', isPaused: true });
  expect(sent).toEqual([]);
  orders.faceReady();
  orders.tell(show('three'));
  expect(sent).toEqual([show('two'), show('three')]);
  orders.pageCame();
  orders.tell(show('four'));
  expect(sent).toHaveLength(2);
  orders.faceReady();
  orders.faceReady();
  expect(sent).toEqual([show('two'), show('three'), show('four')]);
});
